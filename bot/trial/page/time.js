// Times as people read them, from Slack's ts ("1700000000.000100"), which is text. "Now" is the trial's clock, which one can move forward.

import { state } from "./state.js";

const CLOCK = new Intl.DateTimeFormat(undefined, { hour: "2-digit", minute: "2-digit" });
const DAY = new Intl.DateTimeFormat(undefined, { weekday: "long", day: "numeric", month: "long" });
const FULL = new Intl.DateTimeFormat(undefined, { dateStyle: "medium", timeStyle: "medium" });
const AGO = new Intl.RelativeTimeFormat(undefined, { numeric: "auto" });

const date = (ts) => new Date(Number.parseFloat(ts) * 1000);

export const clock = (ts) => CLOCK.format(date(ts));
export const full = (ts) => FULL.format(date(ts));
export const dayKey = (ts) => date(ts).toDateString();

/** Return the time in this trial. */
export const now = () => new Date(Date.now() + state.aheadS * 1000);

/** Return how many days a date lies after today in this trial: -1 is yesterday. */
function daysFromToday(when) {
  const midnight = (day) => Date.UTC(day.getFullYear(), day.getMonth(), day.getDate());
  return Math.round((midnight(when) - midnight(now())) / 86_400_000);
}

const NEAR = { "-1": "yesterday", 0: "today", 1: "tomorrow" };
const capital = (word) => word[0].toUpperCase() + word.slice(1);

/** Return "Today", "Yesterday" or the day's name. */
export function dayName(ts) {
  const near = NEAR[daysFromToday(date(ts))];
  return near ? capital(near) : DAY.format(date(ts));
}

function ago(when) {
  const seconds = (when - now()) / 1000;
  const [unit, size] = [["day", 86_400], ["hour", 3600], ["minute", 60]].find(([, least]) => Math.abs(seconds) >= least) ?? ["second", 1];
  return AGO.format(Math.round(seconds / size), unit);
}

const long = (when) => when.toLocaleDateString(undefined, { dateStyle: "long" });
const short = (when) => when.toLocaleDateString(undefined, { dateStyle: "medium" });
const withDay = (when) => when.toLocaleDateString(undefined, { dateStyle: "full" });
const pretty = (usual) => (when) => NEAR[daysFromToday(when)] ?? usual(when);
const twoDigits = (number) => String(number).padStart(2, "0");

// Slack's date tokens, https://docs.slack.dev/reference/block-kit/block-elements/date-element: in the reader's language and zone.
const TOKENS = {
  date_num: (when) => `${when.getFullYear()}-${twoDigits(when.getMonth() + 1)}-${twoDigits(when.getDate())}`,
  date_slash: (when) => when.toLocaleDateString(undefined, { year: "numeric", month: "2-digit", day: "2-digit" }),
  date: long,
  date_long: withDay,
  date_long_full: long,
  date_short: short,
  date_pretty: pretty(long),
  date_long_pretty: pretty(withDay),
  date_short_pretty: pretty(short),
  day_divider_pretty: pretty((when) => (when.getFullYear() === now().getFullYear() ? DAY.format(when) : withDay(when))),
  time: (when) => CLOCK.format(when),
  time_secs: (when) => when.toLocaleTimeString(undefined, { timeStyle: "medium" }),
  ago,
};

/** Return a Slack date token's text, or the fallback when the second is no number. A word at the beginning is capital, as in Slack. */
export function formatDate(seconds, format, fallback) {
  const when = new Date(Number(seconds) * 1000);
  if (Number.isNaN(when.getTime())) return fallback ?? "";
  return format.replace(/\{(\w+)\}/g, (whole, token, at) => {
    const text = Object.hasOwn(TOKENS, token) ? TOKENS[token](when) : whole;
    return at === 0 && Object.values(NEAR).includes(text) ? capital(text) : text;
  });
}
