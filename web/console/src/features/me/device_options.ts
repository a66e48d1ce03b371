export type DeviceKind = "audioinput" | "audiooutput";

export interface DeviceOption {
  id: string;
  label: string;
}

type Device = Pick<MediaDeviceInfo, "deviceId" | "kind" | "label">;

/**
 * The devices of one kind to choose from, the system's own choice first. Browsers list that choice once more
 * as "default" and "communications", and give devices without a name and id before they may be used.
 */
export function optionsOf(
  devices: readonly Device[],
  kind: DeviceKind,
  systemDefault: string,
  nameless: (position: number) => string,
): DeviceOption[] {
  const aliases = new Set(["", "default", "communications"]);
  const own = devices.filter((one) => one.kind === kind && !aliases.has(one.deviceId));
  const named = own.map((one, index) => ({
    id: one.deviceId,
    label: one.label || nameless(index + 1),
  }));
  return [{ id: "", label: systemDefault }, ...named];
}
