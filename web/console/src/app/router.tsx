import { ApiError } from "@madoguchi/shared/api";
import {
  createRootRoute,
  createRoute,
  createRouter,
  lazyRouteComponent,
  Outlet,
  redirect,
} from "@tanstack/react-router";
import { drafts } from "../features/desk/drafts";
import { learnSettings } from "../i18n/i18n";
import { kAdminPages } from "./admin_pages";
import { meQuery, queries, setupQuery } from "./api";
import { BrokenPage, MissingPage } from "./error_pages";

const root = createRootRoute({ component: Outlet, notFoundComponent: MissingPage });

/** Who is not signed in goes to the sign-in, or to the set-up of an installation without an admin. */
async function requireMe(location: { href: string }): Promise<void> {
  try {
    drafts.belongTo((await queries.ensureQueryData(meQuery)).id);
  } catch (error) {
    if (!(error instanceof ApiError) || error.code !== "unauthenticated") throw error;
    const setup = await queries.fetchQuery(setupQuery);
    if (setup.open) throw redirect({ to: "/setup" });
    const to = location.href === "/" ? undefined : location.href;
    throw redirect({ to: "/sign-in", search: { to } });
  }
}

/** A page whose texts are not among those of the first screen. */
function withSettings<T>(load: () => Promise<T>): () => Promise<T> {
  return async () => {
    const [module] = await Promise.all([load(), learnSettings()]);
    return module;
  };
}

const signIn = createRoute({
  getParentRoute: () => root,
  path: "/sign-in",
  validateSearch: (search): { to?: string; ended?: boolean } => ({
    to: typeof search.to === "string" && search.to.startsWith("/") ? search.to : undefined,
    ended: search.ended === true ? true : undefined,
  }),
  component: lazyRouteComponent(() => import("../features/sign_in/sign_in_page"), "SignInPage"),
});

const invitation = createRoute({
  getParentRoute: () => root,
  path: "/invitation/$token",
  component: lazyRouteComponent(
    withSettings(() => import("../features/sign_in/invitation_page")),
    "InvitationPage",
  ),
});

const setup = createRoute({
  getParentRoute: () => root,
  path: "/setup",
  component: lazyRouteComponent(
    withSettings(() => import("../features/setup/setup_page")),
    "SetupPage",
  ),
});

/** Only the server's answer to this very address lets a page show the shop. */
async function requireOwnPage(path: string): Promise<void> {
  const [loaded] = performance.getEntriesByType("navigation");
  if (!loaded || new URL(loaded.name).pathname === path) return;
  location.replace(path);
  await new Promise(() => undefined);
}

/** The trial's page with the customer's telephone: no part of the console, so that nothing rings in it. */
const sandbox = createRoute({
  getParentRoute: () => root,
  path: "/sandbox",
  beforeLoad: async ({ location }) => {
    await requireMe(location);
    await requireOwnPage("/sandbox");
  },
  component: lazyRouteComponent(
    withSettings(() => import("../features/sandbox/sandbox_page")),
    "SandboxPage",
  ),
  errorComponent: BrokenPage,
});

const signedIn = createRoute({
  getParentRoute: () => root,
  id: "signed-in",
  beforeLoad: ({ location }) => requireMe(location),
  component: lazyRouteComponent(() => import("./shell"), "Shell"),
  errorComponent: BrokenPage,
});

const home = createRoute({
  getParentRoute: () => signedIn,
  path: "/",
  beforeLoad: () => {
    throw redirect({ to: "/inbox/$box", params: { box: "mine" } });
  },
});

const inboxPage = lazyRouteComponent(() => import("../features/desk/inbox_page"), "InboxPage");

const inbox = createRoute({
  getParentRoute: () => signedIn,
  path: "/inbox/$box",
  component: inboxPage,
});

const contact = createRoute({ getParentRoute: () => inbox, path: "$contactId" });

const me = createRoute({
  getParentRoute: () => signedIn,
  path: "/me",
  component: lazyRouteComponent(
    withSettings(() => import("../features/me/account_page")),
    "AccountPage",
  ),
});

const devices = createRoute({
  getParentRoute: () => signedIn,
  path: "/me/devices",
  component: lazyRouteComponent(
    withSettings(() => import("../features/me/devices_page")),
    "DevicesPage",
  ),
});

const calls = createRoute({
  getParentRoute: () => signedIn,
  path: "/calls",
  validateSearch: (search): { kind?: "all" | "missed" | "mine" } => ({
    kind: search.kind === "missed" || search.kind === "mine" ? search.kind : undefined,
  }),
  component: lazyRouteComponent(() => import("../features/calls/calls_page"), "CallsPage"),
});

const admin = createRoute({
  getParentRoute: () => signedIn,
  path: "/admin",
  component: lazyRouteComponent(
    withSettings(() => import("./admin_frame")),
    "AdminFrame",
  ),
});

const adminHome = createRoute({
  getParentRoute: () => admin,
  path: "/",
  beforeLoad: async () => {
    const operator = await queries.ensureQueryData(meQuery);
    const first = kAdminPages.find((page) =>
      operator.services.some((service) => page.isAllowed(operator, service.id)),
    );
    throw redirect({ to: first?.path ?? "/me" });
  },
});

const adminRoutes = [
  createRoute({
    getParentRoute: () => admin,
    path: "chat",
    component: lazyRouteComponent(() => import("../features/chat_settings/chat_page"), "ChatPage"),
  }),
  createRoute({
    getParentRoute: () => admin,
    path: "queues",
    component: lazyRouteComponent(() => import("../features/queues/queues_page"), "QueuesPage"),
  }),
  createRoute({
    getParentRoute: () => admin,
    path: "ng-words",
    component: lazyRouteComponent(
      () => import("../features/chat_settings/ng_words_page"),
      "NgWordsPage",
    ),
  }),
  createRoute({
    getParentRoute: () => admin,
    path: "message-templates",
    component: lazyRouteComponent(
      () => import("../features/message_templates/templates_page"),
      "TemplatesPage",
    ),
  }),
  createRoute({
    getParentRoute: () => admin,
    path: "caller-numbers",
    component: lazyRouteComponent(
      () => import("../features/phone/caller_numbers_page"),
      "CallerNumbersPage",
    ),
  }),
  createRoute({
    getParentRoute: () => admin,
    path: "operators",
    component: lazyRouteComponent(
      () => import("../features/operators/operators_page"),
      "OperatorsPage",
    ),
  }),
  createRoute({
    getParentRoute: () => admin,
    path: "work-reasons",
    component: lazyRouteComponent(
      () => import("../features/operators/work_reasons_page"),
      "WorkReasonsPage",
    ),
  }),
  createRoute({
    getParentRoute: () => admin,
    path: "trunks",
    component: lazyRouteComponent(() => import("../features/trunks/trunks_page"), "TrunksPage"),
  }),
  createRoute({
    getParentRoute: () => admin,
    path: "services",
    component: lazyRouteComponent(
      () => import("../features/services/services_page"),
      "ServicesPage",
    ),
  }),
  createRoute({
    getParentRoute: () => admin,
    path: "audit-log",
    component: lazyRouteComponent(() => import("../features/audit/audit_page"), "AuditPage"),
  }),
];

export const router = createRouter({
  routeTree: root.addChildren([
    signIn,
    invitation,
    setup,
    sandbox,
    signedIn.addChildren([
      home,
      inbox.addChildren([contact]),
      me,
      devices,
      calls,
      admin.addChildren([adminHome, ...adminRoutes]),
    ]),
  ]),
  defaultErrorComponent: BrokenPage,
});

declare module "@tanstack/react-router" {
  interface Register {
    router: typeof router;
  }
}
