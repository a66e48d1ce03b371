import { ApiError, isProblem, unreachable } from "@madoguchi/shared/api";
import { queryOptions } from "@tanstack/react-query";

/** What the server tells of a recording; its sound is at `recordingAudio`. */
export interface Recording {
  contactId: string;
  state: string;
  startedAt: number;
  durationMs: number;
  /** Customer and operator, 0 to 255 each. */
  peaks: readonly (readonly number[])[];
}

function recordingPath(serviceId: string, contactId: string): string {
  return `/api/v1/services/${serviceId}/contacts/${contactId}/recording`;
}

/** A WAV file that can be asked for in ranges. */
export function recordingAudio(serviceId: string, contactId: string): string {
  return `${recordingPath(serviceId, contactId)}/audio`;
}

function isRecording(value: unknown): value is Recording {
  return typeof value === "object" && value !== null && "durationMs" in value && "peaks" in value;
}

async function fetchRecording(serviceId: string, contactId: string): Promise<Recording> {
  const options = { credentials: "same-origin" } as const;
  const response = await fetch(recordingPath(serviceId, contactId), options).catch(() => null);
  const body: unknown = await response?.json().catch(() => null);
  if (response?.ok && isRecording(body)) return body;
  throw new ApiError(isProblem(body) ? body : { ...unreachable(), status: response?.status ?? 0 });
}

export const recordingQuery = (serviceId: string, contactId: string) =>
  queryOptions({
    queryKey: ["recording", serviceId, contactId],
    queryFn: () => fetchRecording(serviceId, contactId),
    staleTime: 300_000,
  });
