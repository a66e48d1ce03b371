const kBrowsers: readonly [RegExp, string][] = [
  [/Edg(?:e|A|iOS)?\//, "Edge"],
  [/OPR\//, "Opera"],
  [/SamsungBrowser\//, "Samsung Internet"],
  [/Firefox\/|FxiOS\//, "Firefox"],
  [/Chrome\/|CriOS\//, "Chrome"],
  [/Safari\//, "Safari"],
];

const kSystems: readonly [RegExp, string][] = [
  [/iPhone/, "iPhone"],
  [/iPad/, "iPad"],
  [/Android/, "Android"],
  [/Windows/, "Windows"],
  [/Mac OS X|Macintosh/, "macOS"],
  [/CrOS/, "ChromeOS"],
  [/Linux/, "Linux"],
];

function first(list: readonly [RegExp, string][], text: string): string {
  return list.find(([pattern]) => pattern.test(text))?.[1] ?? "";
}

/** Browser and system of a user agent, as people call them: "Chrome・Windows". */
export function deviceOf(userAgent: string): string {
  return [first(kBrowsers, userAgent), first(kSystems, userAgent)].filter(Boolean).join("・");
}
