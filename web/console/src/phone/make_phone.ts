import { kLegTimers, makePeer, sharedContext } from "@madoguchi/shared/browser_leg";
import { silenceOf } from "@madoguchi/shared/leg_sounds";
import { type LegParts, PhoneLeg, type Speaker } from "@madoguchi/shared/phone_leg";
import { api } from "../app/api";
import type { Live } from "../live/live";
import { kRealTimers } from "../live/socket";
import { audioSettings, openMicrophone } from "./devices";
import { Holding } from "./holding";
import { meterOf } from "./level";
import { type CarriedCallMemory, Phone } from "./phone";
import { makePhoneApi } from "./phone_api";

const kCarried = "madoguchi.carriedCall";

const carried: CarriedCallMemory = {
  read() {
    try {
      const kept: unknown = JSON.parse(localStorage.getItem(kCarried) ?? "null");
      if (typeof kept !== "object" || kept === null || !("contactId" in kept)) return null;
      return {
        contactId: String(kept.contactId),
        isMuted: "isMuted" in kept && kept.isMuted === true,
      };
    } catch {
      return null;
    }
  },
  write(call) {
    try {
      if (call) localStorage.setItem(kCarried, JSON.stringify(call));
      else localStorage.removeItem(kCarried);
    } catch {
      // After a reload the call is joined as from another browser: some seconds later.
    }
  },
};

/** An audio element that follows the settings; it tries again at the next touch where the browser wants one. */
function makeSpeaker(): Speaker {
  const element = new Audio();
  const follow = () => {
    const { speaker, volume } = audioSettings.get();
    element.volume = volume;
    if ("setSinkId" in element) void element.setSinkId(speaker).catch(() => undefined);
  };
  const unsubscribe = audioSettings.subscribe(follow);
  const start = () =>
    void element
      .play()
      .catch(() => document.addEventListener("pointerdown", start, { once: true }));
  return {
    play(stream) {
      element.srcObject = stream;
      follow();
      start();
    },
    stop() {
      unsubscribe();
      document.removeEventListener("pointerdown", start);
      element.pause();
      element.srcObject = null;
    },
  };
}

/** What a leg needs of the browser, by the settings of the audio. */
export function makeLegParts(): LegParts {
  return {
    makePeer,
    getMicrophone: () => openMicrophone(audioSettings.get().microphone),
    silence: () => silenceOf(sharedContext()),
    speaker: makeSpeaker(),
    meter: (stream) => meterOf(sharedContext(), stream),
    timers: kLegTimers,
  };
}

/** Where there are no locks (no secure context), every tab holds the phone. */
function makeHolding(onChange: (isHeld: boolean) => void) {
  if ("locks" in navigator) return new Holding(navigator.locks, onChange);
  return { wait: () => onChange(true), take: async () => onChange(true), stop: () => undefined };
}

export function makePhone(live: Live): Phone {
  const phone = new Phone({
    desk: live,
    api: makePhoneApi(api),
    makeHolding,
    makeLeg: (listener, isMuted) => new PhoneLeg(makeLegParts(), listener, isMuted),
    carried,
    joinsMuted: () => audioSettings.get().joinsMuted,
    timers: kRealTimers,
  });
  // A page that goes says so, or the server would wait for it.
  addEventListener("pagehide", () => phone.leavePage());
  return phone;
}
