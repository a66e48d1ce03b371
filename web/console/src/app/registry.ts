import { deskActions } from "../features/desk/actions";
import { meActions } from "../features/me/actions";
import { screenActions } from "../features/palette/actions";
import { phoneActions } from "../features/phone/actions";
import type { Action } from "./action";
import { kAdminPages } from "./admin_pages";

const adminActions: readonly Action[] = kAdminPages.map((page) => ({
  id: `go.${page.path}`,
  label: page.label,
  icon: page.icon,
  group: "go",
  isAllowed: ({ me }) => me.services.some((service) => page.isAllowed(me, service.id)),
  run: ({ go }) => go(page.path),
}));

/** Everything a user can do, in the order of the help. */
export const allActions: readonly Action[] = [
  ...phoneActions,
  ...deskActions,
  ...meActions,
  ...screenActions,
  ...adminActions,
];
