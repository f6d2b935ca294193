// Status lines: "Frontdesk is working on it…", one a thread, shown in the thread and under its first message.

import { el } from "./dom.js";
import { announce, nameOf, on, state } from "./state.js";

const EVERY_MS = 3000;
const lines = new Map();

const key = (channel, thread) => `${channel}/${thread}`;

/** Return a node that shows a thread's status line, or null when there is none. */
export function drawWorking(channel, thread) {
  const line = lines.get(key(channel, thread));
  if (!line) return null;
  return el("p", { class: "working", role: "status" }, el("span", { class: "dots", "aria-hidden": "true" }, el("i"), el("i"), el("i")), el("span", {}, `${nameOf(state.bot.user_id)} ${current(line)}`));
}

function current({ status, loading_messages: messages = [], since }) {
  return messages.length ? messages[Math.floor((Date.now() - since) / EVERY_MS) % messages.length] : status;
}

on("live:status", ({ channel, thread_ts: thread, status, loading_messages: messages }) => {
  if (status) lines.set(key(channel, thread), { status, loading_messages: messages ?? [], since: Date.now(), channel, thread });
  else lines.delete(key(channel, thread));
  announce("working", { channel, thread });
});

on("person", () => lines.clear());
on("catch-up", () => lines.clear());

setInterval(() => {
  for (const { loading_messages: messages, channel, thread } of lines.values()) if (messages.length > 1) announce("working", { channel, thread });
}, EVERY_MS);
