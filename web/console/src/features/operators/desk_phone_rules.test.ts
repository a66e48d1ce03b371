import { expect, it } from "vitest";
import { settingsOf } from "./desk_phone_rules";

const kPhone = { extension: "201", madeAt: 1, registered: 0 };

it("says all that a phone asks for, and copies the password alone", () => {
  const settings = settingsOf({
    phone: { ...kPhone, server: { host: "192.0.2.5", port: 5060 } },
    password: "abcdefghjkmnpqrs",
  });
  expect(settings.map(({ label, value }) => [label.replace("deskPhone.", ""), value])).toEqual([
    ["server", "192.0.2.5"],
    ["port", "5060"],
    ["transport", "UDP / TCP"],
    ["userName", "201"],
    ["password", "abcdefghjkmnpqrs"],
  ]);
  expect(settings.filter(({ isSecret }) => isSecret).map(({ label }) => label)).toEqual([
    "deskPhone.password",
  ]);
});

it("has no server to name while there is no telephone", () => {
  const settings = settingsOf({ phone: { ...kPhone, server: null }, password: "x" });
  expect(settings.map(({ value }) => value)).toEqual(["201", "x"]);
});
