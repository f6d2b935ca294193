// What is said to screen readers: who wrote what where one is reading, and that something came elsewhere. One sentence each.

import { mrkdwn } from "./mrkdwn.js";
import { channelName, nameOf, on, state } from "./state.js";

const LONGEST = 300;

/** Return the sentence for a message that came, or "" when it is one's own or nobody has to hear of it. */
function sentence(message) {
  if (message.user === state.me || message.subtype === "tombstone") return "";
  const thread = message.thread_ts && message.thread_ts !== message.ts ? message.thread_ts : "";
  const here = message.channel === state.open.channel && state.open.tab === "messages" && (!thread || thread === state.open.thread || message.subtype === "thread_broadcast");
  const who = nameOf(message.user);
  if (!here) return `${who} wrote in ${thread && message.channel === state.open.channel ? "a thread" : channelName(message.channel)}.`;
  const text = mrkdwn(message.text).textContent.replace(/\s+/g, " ").trim();
  return `${who}${thread ? " in the thread" : ""}: ${text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text}`;
}

/** Keep a live region, which nobody sees, up to date. */
export function startAnnouncer(region) {
  const said = new Map(); // what came while one looks, by its ts: a word of progress becomes the answer
  const say = ({ message }) => {
    said.set(message.ts, message.text);
    const words = sentence(message);
    if (words) region.textContent = words;
  };
  on("live:message", say);
  on("live:ephemeral", say);
  on("live:message_changed", (event) => {
    const before = said.get(event.message.ts);
    if (before !== undefined && before !== event.message.text && !event.message.streaming) say(event);
  });
  on("person", () => said.clear());
}
