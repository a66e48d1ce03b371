import { expect, it } from "vitest";
import { optionsOf } from "./device_options";

const device = (kind: MediaDeviceKind, deviceId: string, label: string) => ({
  kind,
  deviceId,
  label,
});

it("offers the devices of one kind once, the system's choice first", () => {
  const devices = [
    device("audioinput", "default", "Default - Headset"),
    device("audioinput", "communications", "Communications - Headset"),
    device("audioinput", "m1", "Headset"),
    device("audioinput", "m2", ""),
    device("audiooutput", "s1", "Speakers"),
    device("videoinput", "v1", "Camera"),
  ];
  expect(optionsOf(devices, "audioinput", "system", (n) => `device ${n}`)).toEqual([
    { id: "", label: "system" },
    { id: "m1", label: "Headset" },
    { id: "m2", label: "device 2" },
  ]);
});

it("offers the system's choice alone before devices have names", () => {
  const hidden = [device("audioinput", "", "")];
  expect(optionsOf(hidden, "audioinput", "system", String)).toEqual([{ id: "", label: "system" }]);
});
