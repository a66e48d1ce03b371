import { type Schemas, unwrap } from "@madoguchi/shared/api";
import { queryOptions } from "@tanstack/react-query";
import { api } from "../../app/api";

export type Call = Schemas["Call"];
export type CallKind = "all" | "missed" | "mine";

export const kCallPage = 50;

export async function fetchCalls(serviceId: string, kind: CallKind, before: string | undefined) {
  const query = { kind, before, limit: kCallPage };
  const path = { serviceId };
  const answer = await unwrap(
    api.GET("/api/v1/services/{serviceId}/calls", { params: { path, query } }),
  );
  return answer.calls;
}

/** One call with its times; `version` changes when the contact did, so that they are asked for anew. */
export const callQuery = (serviceId: string, contactId: string, version: string) =>
  queryOptions({
    queryKey: ["call", serviceId, contactId, version],
    queryFn: () =>
      unwrap(
        api.GET("/api/v1/services/{serviceId}/contacts/{contactId}/call", {
          params: { path: { serviceId, contactId } },
        }),
      ),
    placeholderData: (previous) => previous,
  });
