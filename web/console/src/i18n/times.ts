import type { Language } from "./i18n";

const kDay = 86_400_000;

/** mm:ss, from an hour on h:mm:ss with two digits of hours: live timers. */
export function clock(milliseconds: number): string {
  const seconds = Math.max(0, Math.floor(milliseconds / 1000));
  const two = (value: number) => String(value).padStart(2, "0");
  const tail = `${two(Math.floor(seconds / 60) % 60)}:${two(seconds % 60)}`;
  const hours = Math.floor(seconds / 3600);
  return hours > 0 ? `${two(hours)}:${tail}` : tail;
}

export function bytes(size: number): string {
  if (size < 1000) return `${size} B`;
  if (size < 1_000_000) return `${Math.round(size / 1024)} KB`;
  return `${(size / 1024 / 1024).toFixed(1)} MB`;
}

function startOfDay(time: number): number {
  return new Date(time).setHours(0, 0, 0, 0);
}

/** Whole days between two moments, by the calendar of the browser. */
export function daysBetween(earlier: number, later: number): number {
  return Math.round((startOfDay(later) - startOfDay(earlier)) / kDay);
}

export interface Times {
  /** HH:mm */
  timeOfDay(time: number): string;
  /** HH:mm:ss, for what happened within one call */
  seconds(time: number): string;
  /** 今日, 昨日, 11月12日（木）; with the year only if it is another one. */
  day(time: number, now: number): string;
  /** HH:mm today, 昨日 16:02, 11月12日 16:02 */
  moment(time: number, now: number): string;
  /** たった今, 5分前, 16:02, 昨日, 11/12: for lists */
  ago(time: number, now: number): string;
}

const kWords = {
  ja: { today: "今日", yesterday: "昨日", now: "たった今", minutes: (n: number) => `${n}分前` },
  en: {
    today: "Today",
    yesterday: "Yesterday",
    now: "just now",
    minutes: (n: number) => `${n} min`,
  },
  ko: { today: "오늘", yesterday: "어제", now: "방금", minutes: (n: number) => `${n}분 전` },
};

const kTags: Record<Language, string> = { ja: "ja-JP", en: "en-GB", ko: "ko-KR" };

function makeDates(language: Language) {
  const tag = kTags[language];
  const format = (options: Intl.DateTimeFormatOptions) => new Intl.DateTimeFormat(tag, options);
  const time = format({ hour: "2-digit", minute: "2-digit", hourCycle: "h23" });
  const seconds = format({
    hour: "2-digit",
    minute: "2-digit",
    second: "2-digit",
    hourCycle: "h23",
  });
  const day = format({ month: language === "en" ? "short" : "long", day: "numeric" });
  const weekday = format({ weekday: "short" });
  const year = format({ year: "numeric" });
  const short = format({ month: "numeric", day: "numeric" });
  return { time, seconds, day, weekday, year, short };
}

const kMade = new Map<Language, Times>();

/** The formats of the design for one language, made once. */
export function makeTimes(language: Language): Times {
  const made = kMade.get(language) ?? newTimes(language);
  kMade.set(language, made);
  return made;
}

function newTimes(language: Language): Times {
  const words = kWords[language];
  const dates = makeDates(language);
  const timeOfDay = (time: number) => dates.time.format(time);
  const date = (time: number, now: number) => {
    const isThisYear = new Date(time).getFullYear() === new Date(now).getFullYear();
    const plain = dates.day.format(time);
    if (isThisYear) return plain;
    return language === "en"
      ? `${plain} ${dates.year.format(time)}`
      : `${dates.year.format(time)}${language === "ko" ? " " : ""}${plain}`;
  };
  const day = (time: number, now: number) => {
    const days = daysBetween(time, now);
    if (days === 0) return words.today;
    if (days === 1) return words.yesterday;
    const weekday = dates.weekday.format(time);
    return language === "ja"
      ? `${date(time, now)}（${weekday}）`
      : `${date(time, now)} (${weekday})`;
  };
  return {
    timeOfDay,
    seconds: (time) => dates.seconds.format(time),
    day,
    moment(time, now) {
      const days = daysBetween(time, now);
      if (days === 0) return timeOfDay(time);
      const name = days === 1 ? words.yesterday : date(time, now);
      return `${name} ${timeOfDay(time)}`;
    },
    ago(time, now) {
      if (now - time < 60_000) return words.now;
      if (now - time < 3_600_000) return words.minutes(Math.floor((now - time) / 60_000));
      const days = daysBetween(time, now);
      if (days === 0) return timeOfDay(time);
      return days === 1 ? words.yesterday : dates.short.format(time);
    },
  };
}
