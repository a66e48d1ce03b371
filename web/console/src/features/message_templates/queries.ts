import { type Schemas, unwrap } from "@madoguchi/shared/api";
import { queryOptions } from "@tanstack/react-query";
import { api } from "../../app/api";
import { isNew, type TemplateRow } from "./template_rules";

export type MessageTemplate = Schemas["MessageTemplate"];
export type MessageTemplates = Schemas["MessageTemplates"];

const kPath = "/api/v1/services/{serviceId}/message-templates" as const;

/** Always asked anew, what is known is shown meanwhile: colleagues change them at any time. */
export const messageTemplatesQuery = (serviceId: string) =>
  queryOptions({
    queryKey: ["message-templates", serviceId],
    queryFn: () => unwrap(api.GET(kPath, { params: { path: { serviceId } } })),
    staleTime: 0,
  });

/** Replaces the list of this version; `conflict` when it has another one by now. */
export function replaceTemplates(
  serviceId: string,
  version: number,
  rows: readonly TemplateRow[],
): Promise<MessageTemplates> {
  const messageTemplates = rows.map(({ id, ...row }) => ({ ...row, id: isNew(id) ? null : id }));
  return unwrap(
    api.PUT(kPath, { params: { path: { serviceId } }, body: { version, messageTemplates } }),
  );
}
