import * as v from "valibot";
import { describe, expect, it } from "vitest";
import { inputOf, kOperatorSchema, patchOf, valuesOf } from "./operator_rules";

const kValues = {
  name: "伊藤 美穂",
  email: "ito@koyomisha.example",
  isOrganizationAdmin: false,
  extension: "1101",
  chatCapacity: 5,
  services: [{ serviceId: "10", role: "operator" as const, canChat: true, canPhone: false }],
};

describe("an operator", () => {
  it.each([
    [{}, []],
    [{ name: " " }, ["form.required"]],
    [{ email: "" }, ["form.required", "form.email"]],
    [{ email: "ito" }, ["form.email"]],
    [{ chatCapacity: Number.NaN }, ["form.number"]],
    [{ chatCapacity: 1.5 }, ["form.number"]],
    [{ chatCapacity: -1 }, ["form.number"]],
    [{ chatCapacity: 51 }, ["operators.capacityTooLarge"]],
    [{ extension: "" }, []],
    [{ extension: " １１０１ " }, []],
    [{ extension: "1" }, ["form.extension"]],
    [{ extension: "123456789" }, ["form.extension"]],
    [{ extension: "11-01" }, ["form.extension"]],
  ])("%j is refused for %j", (part, expected) => {
    const result = v.safeParse(kOperatorSchema, { ...kValues, ...part });
    expect(result.success ? [] : result.issues.map((issue) => issue.message)).toEqual(expected);
  });

  it("has no extension when the field is empty, and digits of any width otherwise", () => {
    const parsed = v.parse(kOperatorSchema, { ...kValues, extension: "１１０１" });
    expect(inputOf(parsed).extension).toBe("1101");
    expect(inputOf({ ...kValues, extension: "" }).extension).toBeNull();
    expect(patchOf({ ...kValues, extension: "" }).extension).toBeNull();
  });

  it("begins in the first service, with chat and phone", () => {
    expect(valuesOf(null, "10").services).toEqual([
      { serviceId: "10", role: "operator", canChat: true, canPhone: true },
    ]);
    expect(valuesOf(null, null).services).toEqual([]);
  });

  it("keeps the mail address that it was invited with", () => {
    expect(inputOf({ ...kValues, email: " ito@koyomisha.example " }).email).toBe(kValues.email);
    expect(patchOf(kValues)).not.toHaveProperty("email");
  });
});
