// Status lines: "Frontdesk is working on it…", one a thread, shown in the thread and under its first message.

import { post } from "./api.js";
import { el, toast } from "./dom.js";
import { announce, nameOf, on, state } from "./state.js";

const EVERY_MS = 3000;
const lines = new Map();
const sessions = new Set(); // threads in which the bot is at work and can be stopped

const key = (channel, thread) => `${channel}/${thread}`;

/** Return a node that shows a thread's status line, or null when there is none. */
export function drawWorking(channel, thread) {
  const line = lines.get(key(channel, thread));
  const canStop = sessions.has(key(channel, thread));
  if (!line && !canStop) return null;
  const stop = () => post("stop", { channel, thread_ts: thread }).catch((error) => toast(error.message, "bad"));
  return el("p", { class: "working", role: "status" }, el("span", { class: "dots", "aria-hidden": "true" }, el("i"), el("i"), el("i")), el("span", {}, `${nameOf(state.bot.user_id)} ${line ? current(line) : "is at work…"}`), canStop ? el("button", { type: "button", class: "button small stop", data: { action: "stop" }, on: { click: stop } }, "Stop") : "");
}

function current({ status, loading_messages: messages = [], since }) {
  return messages.length ? messages[Math.floor((Date.now() - since) / EVERY_MS) % messages.length] : status;
}

on("live:status", ({ channel, thread_ts: thread, status, loading_messages: messages }) => {
  if (status) lines.set(key(channel, thread), { status, loading_messages: messages ?? [], since: Date.now(), channel, thread });
  else lines.delete(key(channel, thread));
  announce("working", { channel, thread });
});

on("live:session", ({ channel, thread_ts: thread, status }) => {
  if (status === "processing") sessions.add(key(channel, thread));
  else sessions.delete(key(channel, thread));
  announce("working", { channel, thread });
});

on("person", () => (lines.clear(), sessions.clear()));
on("catch-up", () => (lines.clear(), sessions.clear()));

setInterval(() => {
  for (const { loading_messages: messages, channel, thread } of lines.values()) if (messages.length > 1) announce("working", { channel, thread });
}, EVERY_MS);
