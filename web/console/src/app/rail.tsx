import { Link, useRouterState } from "@tanstack/react-router";
import { useCallback } from "react";
import { Button as AriaButton } from "react-aria-components";
import { Hint } from "../design/button";
import { CommandIcon, GearIcon, HelpIcon, InboxIcon } from "../design/icons/objects";
import { PhoneIcon } from "../design/icons/phone";
import type { Icon } from "../design/icons/shape";
import { Avatar } from "../design/parts";
import { useT } from "../i18n/i18n";
import { sumOf } from "../live/select";
import { useLive } from "../live/use_live";
import { hasPhoneRight } from "../phone/rules";
import { isAdminSomewhere } from "./api";
import { ui } from "./ui";
import { useMe } from "./use_me";

/** What needs the operator: chats of one's own that are not opened yet, and all that wait [C4]. */
export function useCalls(): { waiting: number; unopened: number } {
  const waiting = useLive(useCallback((state) => sumOf(state, "waiting"), []));
  const unopened = useLive(useCallback((state) => sumOf(state, "unopened"), []));
  return { waiting, unopened };
}

/** The dark bar at the left with the places of the console. */
export function Rail() {
  const { t } = useT();
  const me = useMe();
  return (
    <nav className="rail" aria-label={t("shell.places")}>
      <Link
        to="/inbox/$box"
        params={{ box: "mine" }}
        className="brand"
        aria-label={t("shell.home")}
      >
        窓
      </Link>
      <InboxPlace />
      {hasPhoneRight(me) ? (
        <RailLink to="/calls" icon={PhoneIcon} label={t("calls.title")} />
      ) : null}
      <span className="rail-space" />
      <RailButton
        icon={CommandIcon}
        label={t("action.palette")}
        shortcut="Ctrl+K"
        onPress={() => ui.set({ palette: { prefix: "" } })}
      />
      <RailButton
        icon={HelpIcon}
        label={t("action.help")}
        shortcut="?"
        onPress={() => ui.set({ isHelpOpen: true })}
      />
      {isAdminSomewhere(me) ? (
        <RailLink to="/admin" icon={GearIcon} label={t("shell.settings")} />
      ) : null}
      <MePlace />
    </nav>
  );
}

function useIsAt(prefix: string): boolean {
  return useRouterState({ select: (state) => state.location.pathname.startsWith(prefix) });
}

function InboxPlace() {
  const { t } = useT();
  const { waiting, unopened } = useCalls();
  const isHere = useIsAt("/inbox");
  const count = unopened > 0 ? unopened : waiting;
  const classes = ["rail-item", isHere ? "is-on" : "", unopened > 0 ? "is-calling" : ""];
  return (
    <Hint text={t("inbox.title")}>
      <Link
        to="/inbox/$box"
        params={{ box: unopened > 0 || waiting === 0 ? "mine" : "waiting" }}
        className={classes.filter(Boolean).join(" ")}
        aria-current={isHere ? "page" : undefined}
        aria-label={t("shell.inboxCount", { waiting, unopened })}
      >
        <InboxIcon size={22} />
        {count > 0 ? (
          <span className={unopened > 0 ? "rail-count is-urgent" : "rail-count"}>
            {count > 99 ? "99+" : count}
          </span>
        ) : null}
      </Link>
    </Hint>
  );
}

interface RailItemProps {
  icon: Icon;
  label: string;
}

function RailLink({ to, icon: Glyph, label }: RailItemProps & { to: "/admin" | "/calls" }) {
  const isHere = useIsAt(to);
  return (
    <Hint text={label}>
      <Link
        to={to}
        className={isHere ? "rail-item is-on" : "rail-item"}
        aria-label={label}
        aria-current={isHere ? "page" : undefined}
      >
        <Glyph size={22} />
      </Link>
    </Hint>
  );
}

interface RailButtonProps extends RailItemProps {
  shortcut: string;
  onPress: () => void;
}

function RailButton({ icon: Glyph, label, shortcut, onPress }: RailButtonProps) {
  return (
    <Hint text={label} shortcut={shortcut}>
      <AriaButton className="rail-item" aria-label={label} onPress={onPress}>
        <Glyph size={20} />
      </AriaButton>
    </Hint>
  );
}

function MePlace() {
  const { t } = useT();
  const me = useMe();
  const state = useLive(useCallback((live) => live.me?.state ?? "offline", []));
  return (
    <Hint text={t("action.goMe")}>
      <Link to="/me" className="rail-me" aria-label={t("shell.me", { name: me.name })}>
        <Avatar name={me.name} id={me.id} size={32} />
        <span className={`state-dot ${state}`} />
      </Link>
    </Hint>
  );
}
