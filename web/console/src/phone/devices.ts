import { useSyncExternalStore } from "react";

/** The choices of the phone that belong to this browser and its devices, not to the operator. */
export interface AudioSettings {
  /** Ids of MediaDeviceInfo; empty: what the system uses. */
  microphone: string;
  speaker: string;
  ringer: string;
  /** 0 to 1. */
  volume: number;
  ringVolume: number;
  joinsMuted: boolean;
}

export const kDefaultAudio: AudioSettings = {
  microphone: "",
  speaker: "",
  ringer: "",
  volume: 1,
  ringVolume: 0.7,
  joinsMuted: false,
};

const kKey = "madoguchi.audio";

function isVolume(value: unknown): value is number {
  return typeof value === "number" && value >= 0 && value <= 1;
}

/** What was kept, with the defaults for all that is missing or broken. */
export function parseAudio(text: string | null): AudioSettings {
  let kept: Partial<Record<keyof AudioSettings, unknown>>;
  try {
    kept = Object(JSON.parse(text ?? "{}"));
  } catch {
    return kDefaultAudio;
  }
  const id = (value: unknown) => (typeof value === "string" ? value : "");
  return {
    microphone: id(kept.microphone),
    speaker: id(kept.speaker),
    ringer: id(kept.ringer),
    volume: isVolume(kept.volume) ? kept.volume : kDefaultAudio.volume,
    ringVolume: isVolume(kept.ringVolume) ? kept.ringVolume : kDefaultAudio.ringVolume,
    joinsMuted: kept.joinsMuted === true,
  };
}

function readKept(): string | null {
  try {
    return localStorage.getItem(kKey);
  } catch {
    return null;
  }
}

let settings = parseAudio(readKept());
const listeners = new Set<() => void>();

export const audioSettings = {
  get: (): AudioSettings => settings,
  set(part: Partial<AudioSettings>): void {
    settings = { ...settings, ...part };
    try {
      localStorage.setItem(kKey, JSON.stringify(settings));
    } catch {
      // Holds until the page is closed.
    }
    for (const listener of listeners) listener();
  },
  subscribe(listener: () => void): () => void {
    listeners.add(listener);
    return () => listeners.delete(listener);
  },
};

export function useAudioSettings(): AudioSettings {
  return useSyncExternalStore(audioSettings.subscribe, audioSettings.get);
}

/** The chosen microphone, if it is still there, cleaned of echo and noise [V14]. */
export function microphoneConstraints(deviceId: string): MediaStreamConstraints {
  const cleaned = { echoCancellation: true, noiseSuppression: true, autoGainControl: true };
  const audio = deviceId === "" ? cleaned : { ...cleaned, deviceId: { ideal: deviceId } };
  return { audio };
}

export async function openMicrophone(deviceId: string): Promise<MediaStreamTrack> {
  const stream = await navigator.mediaDevices.getUserMedia(microphoneConstraints(deviceId));
  const track = stream.getAudioTracks()[0];
  if (!track) throw new DOMException("no audio track", "NotFoundError");
  return track;
}
