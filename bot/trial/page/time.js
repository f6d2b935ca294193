// Times as people read them, from Slack's ts ("1700000000.000100"), which is text.

const CLOCK = new Intl.DateTimeFormat(undefined, { hour: "2-digit", minute: "2-digit" });
const DAY = new Intl.DateTimeFormat(undefined, { weekday: "long", day: "numeric", month: "long" });
const FULL = new Intl.DateTimeFormat(undefined, { dateStyle: "medium", timeStyle: "medium" });

const date = (ts) => new Date(Number.parseFloat(ts) * 1000);

export const clock = (ts) => CLOCK.format(date(ts));
export const full = (ts) => FULL.format(date(ts));
export const dayKey = (ts) => date(ts).toDateString();

/** Return "Today", "Yesterday" or the day's name. */
export function dayName(ts) {
  const today = new Date();
  const yesterday = new Date(today.getFullYear(), today.getMonth(), today.getDate() - 1);
  if (dayKey(ts) === today.toDateString()) return "Today";
  return dayKey(ts) === yesterday.toDateString() ? "Yesterday" : DAY.format(date(ts));
}

// Slack's date tokens: https://docs.slack.dev/messaging/formatting-message-text#date-formatting
const TOKENS = {
  date_num: (when) => when.toISOString().slice(0, 10),
  date: (when) => when.toLocaleDateString(undefined, { dateStyle: "long" }),
  date_short: (when) => when.toLocaleDateString(undefined, { dateStyle: "medium" }),
  date_long: (when) => when.toLocaleDateString(undefined, { dateStyle: "full" }),
  date_pretty: (when) => when.toLocaleDateString(undefined, { dateStyle: "long" }),
  date_short_pretty: (when) => when.toLocaleDateString(undefined, { dateStyle: "medium" }),
  date_long_pretty: (when) => when.toLocaleDateString(undefined, { dateStyle: "full" }),
  time: (when) => when.toLocaleTimeString(undefined, { timeStyle: "short" }),
  time_secs: (when) => when.toLocaleTimeString(undefined, { timeStyle: "medium" }),
  ago: (when) => when.toLocaleString(),
};

/** Return a Slack date token's text, or the fallback when the second is no number. */
export function formatDate(seconds, format, fallback) {
  const when = new Date(Number(seconds) * 1000);
  if (Number.isNaN(when.getTime())) return fallback ?? "";
  return format.replace(/\{(\w+)\}/g, (whole, token) => TOKENS[token]?.(when) ?? whole);
}
