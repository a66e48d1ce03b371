import { type Schemas, unwrap } from "@madoguchi/shared/api";
import { queryOptions } from "@tanstack/react-query";
import { api } from "../../app/api";

export type CallerNumber = Schemas["CallerNumber"];

/** The numbers of a service that may be shown as the caller; admins see all, and the trunks. */
export const callerNumbersQuery = (serviceId: string) =>
  queryOptions({
    queryKey: ["caller-numbers", serviceId],
    queryFn: () =>
      unwrap(
        api.GET("/api/v1/services/{serviceId}/caller-numbers", { params: { path: { serviceId } } }),
      ),
    staleTime: 60_000,
    enabled: serviceId !== "",
  });

const key = (serviceId: string) => `madoguchi.callerNumber.${serviceId}`;

/** The caller number that this browser used last for a service. */
export const lastCallerNumber = {
  read(serviceId: string): string | null {
    try {
      return localStorage.getItem(key(serviceId));
    } catch {
      return null;
    }
  },
  write(serviceId: string, number: string): void {
    try {
      localStorage.setItem(key(serviceId), number);
    } catch {
      // The next call begins with the first number.
    }
  },
};

/** The one chosen now, else the one used last, else the first. */
export function callerOf(
  numbers: readonly CallerNumber[],
  wanted: string | null,
): CallerNumber | null {
  const approved = numbers.filter(({ state }) => state === "approved");
  return approved.find(({ number }) => number === wanted) ?? approved[0] ?? null;
}
