import { LinkIcon } from "../design/icons/actions";
import {
  BriefcaseIcon,
  ChatIcon,
  HeadsetIcon,
  HistoryIcon,
  StoreIcon,
  TemplateIcon,
} from "../design/icons/objects";
import { OutgoingIcon, PhoneIcon } from "../design/icons/phone";
import type { Icon } from "../design/icons/shape";
import { BanIcon } from "../design/icons/states";
import type { TextKey } from "../i18n/i18n";
import { isAdminSomewhere, isServiceAdmin, type Me } from "./api";

/** A page of the settings: where it stands in the navigation and who may see it. */
export interface AdminPage {
  path: string;
  label: TextKey;
  icon: Icon;
  group: TextKey;
  /** True when the page is about one service, which is chosen at the top of the navigation. */
  isOfService: boolean;
  isAllowed: (me: Me, serviceId: string) => boolean;
}

export const kAdminPages: readonly AdminPage[] = [
  {
    path: "/admin/chat",
    label: "admin.chat",
    icon: ChatIcon,
    group: "admin.groupBasic",
    isOfService: true,
    isAllowed: isServiceAdmin,
  },
  {
    path: "/admin/queues",
    label: "admin.queues",
    icon: PhoneIcon,
    group: "admin.groupBasic",
    isOfService: true,
    isAllowed: isServiceAdmin,
  },
  {
    path: "/admin/ng-words",
    label: "admin.ngWords",
    icon: BanIcon,
    group: "admin.groupBasic",
    isOfService: true,
    isAllowed: isServiceAdmin,
  },
  {
    path: "/admin/message-templates",
    label: "admin.messageTemplates",
    icon: TemplateIcon,
    group: "admin.groupBasic",
    isOfService: true,
    isAllowed: isServiceAdmin,
  },
  {
    path: "/admin/caller-numbers",
    label: "admin.callerNumbers",
    icon: OutgoingIcon,
    group: "admin.groupBasic",
    isOfService: true,
    isAllowed: isServiceAdmin,
  },
  {
    path: "/admin/operators",
    label: "admin.operators",
    icon: HeadsetIcon,
    group: "admin.groupPeople",
    isOfService: false,
    isAllowed: (me) => isAdminSomewhere(me),
  },
  {
    path: "/admin/work-reasons",
    label: "admin.workReasons",
    icon: BriefcaseIcon,
    group: "admin.groupPeople",
    isOfService: false,
    isAllowed: (me) => me.isOrganizationAdmin,
  },
  {
    path: "/admin/trunks",
    label: "admin.trunks",
    icon: LinkIcon,
    group: "admin.groupOrganization",
    isOfService: false,
    isAllowed: (me) => me.isOrganizationAdmin,
  },
  {
    path: "/admin/services",
    label: "admin.services",
    icon: StoreIcon,
    group: "admin.groupOrganization",
    isOfService: false,
    isAllowed: (me) => isAdminSomewhere(me),
  },
  {
    path: "/admin/audit-log",
    label: "admin.audit",
    icon: HistoryIcon,
    group: "admin.groupOrganization",
    isOfService: true,
    isAllowed: isServiceAdmin,
  },
];

export function pagesFor(me: Me, serviceId: string): AdminPage[] {
  return kAdminPages.filter((page) => page.isAllowed(me, serviceId));
}
