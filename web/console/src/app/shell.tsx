import { Outlet, useNavigate } from "@tanstack/react-router";
import { Suspense, useEffect, useState } from "react";
import { fetchWhenIdle, later } from "../design/later";
import { fetchPopups } from "../design/popup";
import { PhoneBar } from "../features/me/phone_bar";
import { learnSettings, speak, useT } from "../i18n/i18n";
import type { Live } from "../live/live";
import { LiveProvider } from "../live/use_live";
import { deskApi, type Me, queries } from "./api";
import { Attention } from "./attention";
import { BottomNav } from "./bottom_nav";
import { makeLive } from "./make_live";
import { OfflineBanner } from "./offline_banner";
import { PhoneOfTab } from "./phone_of_tab";
import { Rail } from "./rail";
import "./shell.css";
import { ChatQuestion } from "../features/me/chat_question";
import { applyTheme } from "./theme";
import { ui, useUi } from "./ui";
import { useMe } from "./use_me";
import { useShortcuts } from "./use_shortcuts";

const Palette = later(async () => (await import("../features/palette/palette")).Palette);
/** Its texts are not among those of the first screen. */
const DialPad = later(async () => {
  const [phone] = await Promise.all([import("../features/phone"), learnSettings()]);
  return phone.DialPad;
});
const ShortcutHelp = later(
  async () => (await import("../features/palette/shortcut_help")).ShortcutHelp,
);

/** The frame of every page behind the sign-in: rail, phone bar and the page. */
export function Shell() {
  const me = useMe();
  const live = useLiveOf(me);
  useEffect(() => applyTheme(me.preferences.theme), [me.preferences.theme]);
  useEffect(() => void speak(me.preferences.language), [me.preferences.language]);
  if (!live) return null;
  return (
    <LiveProvider live={live}>
      <Frame />
    </LiveProvider>
  );
}

/** One live connection as long as the same operator is signed in. */
function useLiveOf(me: Me): Live | null {
  const navigate = useNavigate();
  const [live, setLive] = useState<Live | null>(null);
  const serviceKey = me.services.map((service) => service.id).join(" ");
  // biome-ignore lint/correctness/useExhaustiveDependencies: only another operator or other services start anew
  useEffect(() => {
    const made = makeLive(deskApi, me, () => {
      queries.clear();
      void navigate({ to: "/sign-in", search: { ended: true } });
    });
    setLive(made);
    void made.start();
    const onOnline = () => made.retryNow();
    window.addEventListener("online", onOnline);
    return () => {
      window.removeEventListener("online", onOnline);
      made.stop();
    };
  }, [me.id, me.sessionId, serviceKey]);
  return live;
}

function Frame() {
  const { t } = useT();
  const isPaletteOpen = useUi((state) => state.palette !== null);
  const isHelpOpen = useUi((state) => state.isHelpOpen);
  const isDialing = useUi((state) => state.dial !== null);
  useShortcuts();
  useEffect(() => {
    fetchPopups();
    fetchWhenIdle(Palette.fetchCode);
  }, []);
  return (
    <div className="shell">
      <a className="skip" href="#main">
        {t("shell.skip")}
      </a>
      <Rail />
      <PhoneBar />
      <div className="page">
        <OfflineBanner />
        <div className="page-body">
          <Outlet />
        </div>
      </div>
      <BottomNav />
      <Attention />
      <PhoneOfTab />
      <ChatQuestion />
      <Suspense>
        {isPaletteOpen ? <Palette onClose={() => ui.set({ palette: null })} /> : null}
        {isDialing ? <DialPad /> : null}
        {isHelpOpen ? <ShortcutHelp onClose={() => ui.set({ isHelpOpen: false })} /> : null}
      </Suspense>
    </div>
  );
}
