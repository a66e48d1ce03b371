import { type Api, type Schemas, unwrap } from "@madoguchi/shared/api";
import type { Box } from "./frames";

/** The requests of the desk, by the names that the screens use. Every one rejects with ApiError. */
export function makeDeskApi(api: Api) {
  const at = (serviceId: string, contactId: string) => ({
    params: { path: { serviceId, contactId } },
  });
  const contact = "/api/v1/services/{serviceId}/contacts/{contactId}" as const;
  return {
    inbox: (serviceId: string, box: Box, limit: number, before?: string) =>
      unwrap(
        api.GET("/api/v1/services/{serviceId}/inbox", {
          params: { path: { serviceId }, query: { box, limit, before } },
        }),
      ),
    contact: (serviceId: string, contactId: string) =>
      unwrap(api.GET(contact, at(serviceId, contactId))),
    messages: (serviceId: string, contactId: string, limit: number, before?: string) =>
      unwrap(
        api.GET(`${contact}/messages`, {
          params: { path: { serviceId, contactId }, query: { limit, before } },
        }),
      ),
    write: (serviceId: string, contactId: string, body: Schemas["MessageInput"]) =>
      unwrap(api.POST(`${contact}/messages`, { ...at(serviceId, contactId), body })),
    open: (serviceId: string, contactId: string) =>
      unwrap(api.POST(`${contact}/open`, at(serviceId, contactId))),
    read: (serviceId: string, contactId: string, number: number) =>
      unwrap(api.POST(`${contact}/read`, { ...at(serviceId, contactId), body: { number } })),
    take: (serviceId: string, contactId: string) =>
      unwrap(api.POST(`${contact}/take`, at(serviceId, contactId))),
    handOver: (
      serviceId: string,
      contactId: string,
      body: { operatorId?: string | null; queueId?: string | null; memo?: string },
    ) => unwrap(api.POST(`${contact}/hand-over`, { ...at(serviceId, contactId), body })),
    snooze: (serviceId: string, contactId: string, until: number | null) =>
      unwrap(api.POST(`${contact}/snooze`, { ...at(serviceId, contactId), body: { until } })),
    end: (serviceId: string, contactId: string) =>
      unwrap(api.POST(`${contact}/end`, at(serviceId, contactId))),
    roster: (serviceId: string) =>
      unwrap(api.GET("/api/v1/services/{serviceId}/roster", { params: { path: { serviceId } } })),
  };
}

export type DeskApi = ReturnType<typeof makeDeskApi>;
