import { expect, it } from "vitest";
import { kDefaultAudio, microphoneConstraints, parseAudio } from "./devices";

it.each([
  [null, kDefaultAudio],
  ["{", kDefaultAudio],
  ["3", kDefaultAudio],
  ["null", kDefaultAudio],
  ['{"microphone":7,"volume":2,"ringVolume":-1,"joinsMuted":"yes"}', kDefaultAudio],
  [
    '{"microphone":"a","speaker":"b","ringer":"c","volume":0.5,"ringVolume":0,"joinsMuted":true}',
    {
      microphone: "a",
      speaker: "b",
      ringer: "c",
      volume: 0.5,
      ringVolume: 0,
      joinsMuted: true,
    },
  ],
])("%s", (text, expected) => {
  expect(parseAudio(text)).toEqual(expected);
});

it("asks for a cleaned microphone, the chosen one if it is still there", () => {
  const cleaned = { echoCancellation: true, noiseSuppression: true, autoGainControl: true };
  expect(microphoneConstraints("")).toEqual({ audio: cleaned });
  expect(microphoneConstraints("m1")).toEqual({
    audio: { ...cleaned, deviceId: { ideal: "m1" } },
  });
});
