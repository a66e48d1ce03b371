const kCommon = [
  "Asia/Tokyo",
  "Asia/Seoul",
  "Asia/Shanghai",
  "Asia/Taipei",
  "Asia/Singapore",
  "Asia/Bangkok",
  "Asia/Kolkata",
  "Europe/London",
  "Europe/Berlin",
  "America/New_York",
  "America/Los_Angeles",
  "Australia/Sydney",
  "UTC",
];

function offsetOf(zone: string, at: Date): string {
  const parts = new Intl.DateTimeFormat("en", {
    timeZone: zone,
    timeZoneName: "shortOffset",
  }).formatToParts(at);
  const name = parts.find((part) => part.type === "timeZoneName")?.value ?? "GMT";
  return name === "GMT" ? "UTC" : name.replace("GMT", "UTC");
}

/** The time zones offered, with their present offset; one that is set but not common stands first. */
export function timeZones(current: string): { id: string; label: string }[] {
  const zones = kCommon.includes(current) || current === "" ? kCommon : [current, ...kCommon];
  const now = new Date();
  return zones.map((zone) => ({ id: zone, label: `${zone}（${offsetOf(zone, now)}）` }));
}
