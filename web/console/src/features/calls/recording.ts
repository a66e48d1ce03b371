import { type Schemas, unwrap } from "@madoguchi/shared/api";
import { queryOptions } from "@tanstack/react-query";
import { api } from "../../app/api";

export type Recording = Schemas["Recording"];

/** A WAV file that can be asked for in ranges; `download=1` names it as an attachment. */
export function recordingAudio(serviceId: string, contactId: string): string {
  return `/api/v1/services/${serviceId}/contacts/${contactId}/recording/audio`;
}

export const recordingQuery = (serviceId: string, contactId: string) =>
  queryOptions({
    queryKey: ["recording", serviceId, contactId],
    queryFn: () =>
      unwrap(
        api.GET("/api/v1/services/{serviceId}/contacts/{contactId}/recording", {
          params: { path: { serviceId, contactId } },
        }),
      ),
    staleTime: 300_000,
    // The file is closed some moments after the call.
    refetchInterval: (query) => (query.state.data?.state === "recording" ? 2000 : false),
  });
