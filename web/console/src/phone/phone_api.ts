import { type Api, unwrap } from "@madoguchi/shared/api";
import type { OperatorCall } from "../live/frames";

/** Whom to call, and the number that they see. */
export interface Dialled {
  serviceId: string;
  to: string;
  from: string;
}

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
    /** The contact that begins; its audio is connected by `connect`. */
    dial: async ({ serviceId, to, from }: Dialled) => {
      const path = { serviceId };
      const body = { to, from };
      const begun = api.POST("/api/v1/services/{serviceId}/calls", { params: { path }, body });
      return (await unwrap(begun)).contactId;
    },
    decline: (call: Of) => unwrap(api.POST(`${contact}/decline`, at(call))),
    hold: (call: Of, isHeld: boolean) =>
      unwrap(api.POST(`${contact}/hold`, { ...at(call), body: { isHeld } })),
    keys: (call: Of, keys: string) =>
      unwrap(api.POST(`${contact}/keys`, { ...at(call), body: { keys } })),
    hangUp: (call: Of) => unwrap(api.POST(`${contact}/hang-up`, at(call))),
  };
}

export type PhoneApi = ReturnType<typeof makePhoneApi>;
