import { type Api, unwrap } from "@madoguchi/shared/api";
import type { OperatorCall } from "../live/frames";

/** The requests of the phone, by the names that the screens use. Every one rejects with ApiError. */
export function makePhoneApi(api: Api) {
  const contact = "/api/v1/services/{serviceId}/contacts/{contactId}" as const;
  type Of = Pick<OperatorCall, "serviceId" | "contactId">;
  const at = ({ serviceId, contactId }: Of) => ({ params: { path: { serviceId, contactId } } });
  return {
    answer: async (call: Of, sdp: string) =>
      (await unwrap(api.POST(`${contact}/answer`, { ...at(call), body: { sdp } }))).sdp,
    connect: async (call: Of, sdp: string) =>
      (await unwrap(api.POST(`${contact}/connect`, { ...at(call), body: { sdp } }))).sdp,
    decline: (call: Of) => unwrap(api.POST(`${contact}/decline`, at(call))),
    hold: (call: Of, isHeld: boolean) =>
      unwrap(api.POST(`${contact}/hold`, { ...at(call), body: { isHeld } })),
    keys: (call: Of, keys: string) =>
      unwrap(api.POST(`${contact}/keys`, { ...at(call), body: { keys } })),
    hangUp: (call: Of) => unwrap(api.POST(`${contact}/hang-up`, at(call))),
  };
}

export type PhoneApi = ReturnType<typeof makePhoneApi>;
