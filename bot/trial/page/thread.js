// The thread pane: its messages, status line and composer.

import { getThread } from "./api.js";
import { Composer } from "./composer.js";
import { markRead } from "./conversation.js";
import { el, iconButton } from "./dom.js";
import { canFocus } from "./focus.js";
import { latest } from "./loading.js";
import { go } from "./route.js";
import { channelName, on, state } from "./state.js";
import { Timeline } from "./timeline.js";
import { drawWorking } from "./working.js";

// Where one taps, a focused field would push the keyboard over what one wants to read.
const FINE = matchMedia("(hover: hover)");

export function startThread(pane) {
  const load = latest();
  const timeline = new Timeline({ label: "Thread", inThread: true });
  const composer = new Composer({ id: "thread-composer", place: () => ({ channel: state.open.channel, thread: state.open.thread }), onSent: (message) => belongs(message) && timeline.addSent(message), lastOwn: () => timeline.lastOwn() });
  const where = el("p", { class: "topic" });
  /** Close it; the keyboard stands at the message whose thread it was. */
  const close = () => {
    const root = `#main [data-ts="${state.open.thread}"]`;
    go(state.open.channel);
    const back = () => [`${root} .open-thread`, root, "#composer"].map((each) => document.querySelector(each)).find(canFocus)?.focus({ preventScroll: true });
    addEventListener("hashchange", back, { once: true });
  };
  pane.append(el("header", { class: "main-head" }, el("div", { class: "main-title" }, el("h2", {}, "Thread"), where), iconButton("close", "Close the thread", close)), timeline.node, composer.node);
  pane.addEventListener("keydown", (event) => event.key === "Escape" && !event.defaultPrevented && close());
  let shown = "";

  const belongs = (message) => (message.thread_ts ?? message.ts) === state.open.thread && message.channel === state.open.channel;
  const isOpen = ({ channel }) => Boolean(state.open.thread) && channel === state.open.channel;

  async function open() {
    const { channel, thread } = state.open;
    pane.hidden = !thread;
    document.getElementById("app").classList.toggle("with-thread", Boolean(thread));
    const here = thread ? `${state.me}/${channel}/${thread}` : "";
    if (here === shown) return;
    const before = shown;
    shown = here;
    pane.dataset.thread = thread;
    if (!thread) return;
    where.textContent = `in ${channelName(channel)}`;
    composer.moved();
    if (before === "" && FINE.matches && !document.activeElement.matches("textarea, input")) composer.field.focus({ preventScroll: true });
    timeline.start([]);
    await refill((messages) => timeline.start(messages));
    markRead(channel, thread);
  }

  async function refill(show) {
    const { channel, thread } = state.open;
    if (!thread) return;
    timeline.expectLoad();
    const answer = await load(getThread(channel, thread));
    if (answer === null) timeline.loaded();
    if (answer) show(answer.messages);
    working();
  }

  function working() {
    const line = drawWorking(state.open.channel, state.open.thread);
    timeline.foot.replaceChildren(...(line ? [line] : []));
    if (timeline.atEnd) timeline.toEnd();
  }

  on("open", open);
  on("clock", () => timeline.redate());
  on("catch-up", () => refill((messages) => timeline.sync(messages)));
  on("live:message", (event) => isOpen(event) && belongs(event.message) && timeline.add(event.message));
  on("live:message_changed", (event) => isOpen(event) && timeline.change(event.message));
  on("live:message_deleted", (event) => isOpen(event) && timeline.remove(event.ts));
  on("live:ephemeral", (event) => isOpen(event) && (event.thread_ts ?? event.message.thread_ts) === state.open.thread && timeline.add(event.message));
  on("live:ephemeral_deleted", (event) => isOpen(event) && timeline.remove(event.ts));
  on("live:reaction", (event) => isOpen(event) && timeline.react(event));
  on("working", (event) => isOpen(event) && event.thread === state.open.thread && working());
  on("unread", (channel) => channel === state.open.channel && state.unread.get(channel)?.threads.includes(state.open.thread) && markRead(channel, state.open.thread));
}
