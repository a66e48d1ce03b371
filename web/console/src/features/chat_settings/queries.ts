import { type Schemas, unwrap } from "@madoguchi/shared/api";
import { queryOptions } from "@tanstack/react-query";
import { api } from "../../app/api";

export type ChatSettings = Schemas["ChatSettings"];

const path = "/api/v1/services/{serviceId}/chat-settings" as const;

export const chatSettingsQuery = (serviceId: string) =>
  queryOptions({
    queryKey: ["chat-settings", serviceId],
    queryFn: () => unwrap(api.GET(path, { params: { path: { serviceId } } })),
  });

export function replaceChatSettings(serviceId: string, body: ChatSettings): Promise<ChatSettings> {
  return unwrap(api.PUT(path, { params: { path: { serviceId } }, body }));
}
