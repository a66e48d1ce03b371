import { type Schemas, unwrap } from "@madoguchi/shared/api";
import { queryOptions } from "@tanstack/react-query";
import { api } from "../../app/api";

type Queue = Schemas["Queue"];

/** A queue as the page edits it; without an id it is not stored yet. */
export interface QueueRow {
  id: string | null;
  name: string;
  isDefault: boolean;
  ringSeconds: number;
  longestWaitSeconds: number;
}

/** What calls go by in a service. */
export interface CallTimes {
  queues: QueueRow[];
  longestWrapUpSeconds: number;
}

const kQueues = "/api/v1/services/{serviceId}/queues" as const;
const kQueue = "/api/v1/services/{serviceId}/queues/{queueId}" as const;
const kService = "/api/v1/services/{serviceId}" as const;

export const callTimesQuery = (serviceId: string) =>
  queryOptions({
    queryKey: ["call-times", serviceId],
    queryFn: async (): Promise<CallTimes> => {
      const path = { serviceId };
      const [{ queues }, { longestWrapUpSeconds }] = await Promise.all([
        unwrap(api.GET(kQueues, { params: { path } })),
        unwrap(api.GET(kService, { params: { path } })),
      ]);
      return { queues, longestWrapUpSeconds };
    },
  });

const isEqual = (a: QueueRow, b: QueueRow) =>
  a.name === b.name &&
  a.ringSeconds === b.ringSeconds &&
  a.longestWaitSeconds === b.longestWaitSeconds;

async function storeQueue(serviceId: string, row: QueueRow, saved: CallTimes): Promise<Queue> {
  const { name, ringSeconds, longestWaitSeconds } = row;
  const body = { name: name.trim(), ringSeconds, longestWaitSeconds };
  if (row.id === null) {
    return unwrap(api.POST(kQueues, { params: { path: { serviceId } }, body }));
  }
  const known = saved.queues.find((queue) => queue.id === row.id);
  if (known && isEqual(known, row)) return { ...row, id: row.id };
  return unwrap(api.PATCH(kQueue, { params: { path: { serviceId, queueId: row.id } }, body }));
}

/** Stores what differs from `saved`, one after the other: a name may have become free by the one before. */
export async function storeCallTimes(
  serviceId: string,
  saved: CallTimes,
  value: CallTimes,
  onStored: (times: CallTimes) => void,
): Promise<CallTimes> {
  const queues: QueueRow[] = [...value.queues];
  for (const [at, row] of value.queues.entries()) {
    queues[at] = await storeQueue(serviceId, row, saved);
    onStored({ ...value, queues: [...queues] });
  }
  const { longestWrapUpSeconds } = value;
  if (longestWrapUpSeconds !== saved.longestWrapUpSeconds) {
    const body = { longestWrapUpSeconds };
    await unwrap(api.PATCH(kService, { params: { path: { serviceId } }, body }));
  }
  return { queues, longestWrapUpSeconds };
}
