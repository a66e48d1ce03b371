import { Link, useNavigate, useRouterState } from "@tanstack/react-router";
import { useCallback } from "react";
import { Button as AriaButton } from "react-aria-components";
import { MoreIcon, SearchIcon } from "../design/icons/actions";
import { GearIcon, InboxIcon, KeyboardIcon, PersonIcon } from "../design/icons/objects";
import { PhoneIcon } from "../design/icons/phone";
import { MenuButton } from "../design/popup";
import { kStates } from "../features/me/actions";
import { useT } from "../i18n/i18n";
import { useLive } from "../live/use_live";
import { hasPhoneRight } from "../phone/rules";
import { isAdminSomewhere } from "./api";
import { useCalls } from "./rail";
import { ui } from "./ui";
import { useMe } from "./use_me";

/** The navigation of a phone, below 900 px. */
export function BottomNav() {
  const { t } = useT();
  const me = useMe();
  const { waiting, unopened } = useCalls();
  const isHere = useRouterState({
    select: (state) => state.location.pathname.startsWith("/inbox"),
  });
  const count = unopened > 0 ? unopened : waiting;
  return (
    <nav className="bottom-nav" aria-label={t("shell.places")}>
      <Link
        to="/inbox/$box"
        params={{ box: "mine" }}
        className={isHere ? "bottom-item is-on" : "bottom-item"}
        aria-current={isHere ? "page" : undefined}
      >
        <span className="bottom-icon">
          <InboxIcon size={22} />
          {count > 0 ? (
            <span className={unopened > 0 ? "bottom-count is-urgent" : "bottom-count"}>
              {count > 99 ? "99+" : count}
            </span>
          ) : null}
        </span>
        {t("shell.inboxShort")}
      </Link>
      {hasPhoneRight(me) ? <CallsItem /> : null}
      <AriaButton className="bottom-item" onPress={() => ui.set({ palette: { prefix: "" } })}>
        <span className="bottom-icon">
          <SearchIcon size={22} />
        </span>
        {t("shell.search")}
      </AriaButton>
      <StateItem />
      <MoreMenu />
    </nav>
  );
}

function CallsItem() {
  const { t } = useT();
  const isHere = useRouterState({
    select: (state) => state.location.pathname.startsWith("/calls"),
  });
  return (
    <Link
      to="/calls"
      className={isHere ? "bottom-item is-on" : "bottom-item"}
      aria-current={isHere ? "page" : undefined}
    >
      <span className="bottom-icon">
        <PhoneIcon size={22} />
      </span>
      {t("shell.callsShort")}
    </Link>
  );
}

function StateItem() {
  const { t } = useT();
  const state = useLive(useCallback((live) => live.me?.state ?? "offline", []));
  const look = kStates.find((candidate) => candidate.id === state);
  const Glyph = look?.icon ?? PersonIcon;
  return (
    <AriaButton
      className={`bottom-item state-${state}`}
      onPress={() => ui.set({ isStateMenuOpen: true })}
    >
      <span className="bottom-icon">
        <Glyph size={22} />
      </span>
      {look ? t(look.label) : ""}
    </AriaButton>
  );
}

function MoreMenu() {
  const { t } = useT();
  const me = useMe();
  const navigate = useNavigate();
  const choices = [
    { id: "/me", label: t("action.goMe"), icon: PersonIcon },
    ...(isAdminSomewhere(me) ? [{ id: "/admin", label: t("shell.settings"), icon: GearIcon }] : []),
    { id: "help", label: t("action.help"), icon: KeyboardIcon },
  ];
  return (
    <MenuButton
      label={t("shell.menu")}
      placement="top end"
      choices={choices}
      onChoose={(id) => {
        if (id === "help") ui.set({ isHelpOpen: true });
        else void navigate({ to: id });
      }}
      trigger={(props) => (
        <AriaButton {...props} className="bottom-item">
          <span className="bottom-icon">
            <MoreIcon size={22} />
          </span>
          {t("shell.menu")}
        </AriaButton>
      )}
    />
  );
}
