// The middle: the open channel with its messages and composer, or the bot's Home tab.

import { getHistory, post } from "./api.js";
import { Composer } from "./composer.js";
import { ROOM_ICONS, el, icon, toast, whenChanged } from "./dom.js";
import { arrows, keepingFocus } from "./focus.js";
import { drawGuide } from "./guide.js";
import { Home } from "./home.js";
import { latest } from "./loading.js";
import { go } from "./route.js";
import { announce, botChannel, channelName, on, state } from "./state.js";
import { Timeline } from "./timeline.js";
import { drawWorking } from "./working.js";

const isTop = (message) => !message.thread_ts || message.thread_ts === message.ts || message.subtype === "thread_broadcast";

/** Tell the server that the acting person has read a place. */
export function markRead(channel, thread = "") {
  if (document.visibilityState === "visible") post("read", { channel, thread_ts: thread || undefined }).catch(() => undefined);
}

export function startConversation(main) {
  const load = latest();
  const home = new Home();
  const timeline = new Timeline({ label: "Messages", onThread: (message) => go(message.channel, { thread: message.thread_ts ?? message.ts }), onOlder: older });
  const composer = new Composer({ id: "composer", place: () => ({ channel: state.open.channel, thread: "" }), onSent: sent, lastOwn: () => timeline.lastOwn() });
  const head = el("header", { class: "main-head" });
  const prompts = el("div", { class: "prompts", role: "group", "aria-label": "Suggestions of the bot" });
  const guide = el("div", {});
  main.append(head, timeline.node, prompts, guide, composer.node, home.node);
  let shown = "";
  let filled = ""; // the place whose messages stand in the list

  async function open() {
    const { channel, tab } = state.open;
    drawHead();
    for (const node of [timeline.node, composer.node, guide, prompts]) node.hidden = tab === "home";
    if (tab === "home") {
      shown = "";
      return home.open();
    }
    home.close();
    const here = `${state.me}/${channel}`;
    if (!channel || here === shown) return undefined;
    shown = here;
    composer.moved();
    drawPrompts();
    return fill();
  }

  /** Load what is open from its beginning. */
  async function fill() {
    const { channel } = state.open;
    const place = shown;
    const unread = state.unread.get(channel)?.count ?? 0;
    timeline.expectLoad();
    const answer = await load(getHistory(channel));
    if (answer === null) timeline.loaded();
    if (!answer) return undefined;
    filled = place;
    timeline.start(answer.messages, { more: answer.more, unread, beginning: drawBeginning() });
    working();
    threads();
    if (unread) markRead(channel);
    announce("shown");
    return undefined;
  }

  async function older() {
    const first = [...timeline.views.keys()].sort()[0];
    const answer = await load(getHistory(state.open.channel, first));
    if (answer) timeline.prepend(answer.messages, answer.more);
  }

  async function catchUp() {
    if (!shown) return;
    if (filled !== shown) return fill(); // what stands there is of another place or person: nothing to add to
    timeline.expectLoad();
    const answer = await load(getHistory(state.open.channel));
    if (answer === null) timeline.loaded();
    if (!answer) return;
    const joins = !answer.more || answer.messages.some((message) => timeline.views.has(message.ts));
    if (joins) timeline.sync(answer.messages);
    else timeline.start(answer.messages, { more: true });
    threads();
  }

  function sent(message) {
    if (message.channel === state.open.channel) timeline.addSent(message);
  }

  const drawHead = whenChanged(() => [state.me, state.open.tab, state.channels.get(state.open.channel), botChannel()?.id, state.bot, state.shortcuts, [...state.users.values()]], () => keepingFocus(head, showHead));
  function showHead() {
    const channel = state.channels.get(state.open.channel);
    if (!channel) return head.replaceChildren();
    const isBot = channel.id === botChannel()?.id;
    const tab = (name, label) => el("button", { type: "button", role: "tab", class: "tab", "aria-selected": String(state.open.tab === name), "aria-controls": name === "home" ? "home" : undefined, tabindex: state.open.tab === name ? undefined : "-1", data: { action: `tab-${name}` }, on: { click: () => go(channel.id, { tab: name }) } }, label);
    const shortcuts = state.shortcuts.filter((shortcut) => shortcut.type === "global");
    return head.replaceChildren(
      el("div", { class: "main-title" }, el("h1", {}, channel.kind === "dm" ? "" : icon(ROOM_ICONS[channel.kind] ?? "hash"), channelName(channel.id).replace(/^#/, "")), el("p", { class: "topic" }, channel.topic || (isBot ? "Only you and the bot read this" : ""))),
      ...(isBot && state.bot.home_tab !== false ? [tabList(tab("messages", "Messages"), tab("home", "Home"))] : []),
      ...shortcuts.map((shortcut) => el("button", { type: "button", class: "button small", title: shortcut.description ?? "", data: { action: shortcut.callback_id }, on: { click: () => post("shortcut", { callback_id: shortcut.callback_id }).catch((error) => toast(error.message, "bad")) } }, shortcut.name)),
      channel.kind === "dm" ? "" : el("span", { class: "members", title: "Members" }, `${(channel.members ?? []).length} members`),
    );
  }

  function drawPrompts() {
    const offered = state.prompts.get(state.open.channel)?.prompts ?? [];
    prompts.replaceChildren(...offered.map(({ title, message }) => el("button", { type: "button", class: "button small", on: { click: () => post("say", { channel: state.open.channel, text: message }).catch((error) => toast(error.message, "bad")) } }, title)));
  }

  function working() {
    for (const [ts, view] of timeline.views) view.say(drawWorking(state.open.channel, ts));
  }

  function threads() {
    const unread = new Set(state.unread.get(state.open.channel)?.threads ?? []);
    for (const [ts, view] of timeline.views) view.unread(unread.has(ts));
  }

  const here = (event) => event.channel === state.open.channel && state.open.tab === "messages";
  on("open", open);
  const drawSamples = whenChanged(() => [state.samples, state.me, state.channels.size, botChannel()?.id], () => drawGuide(guide));
  on("state", () => (drawHead(), drawSamples()));
  on("catch-up", catchUp);
  on("clock", () => (timeline.redate(), state.open.tab === "home" && home.open()));
  on("live:message", (event) => here(event) && isTop(event.message) && timeline.add(event.message));
  on("live:message_changed", (event) => here(event) && timeline.change(event.message));
  on("live:message_deleted", (event) => here(event) && timeline.remove(event.ts));
  on("live:ephemeral", (event) => here(event) && !(event.thread_ts ?? event.message.thread_ts) && timeline.add(event.message));
  on("live:ephemeral_deleted", (event) => here(event) && timeline.remove(event.ts));
  on("live:reaction", (event) => here(event) && timeline.react(event));
  on("live:prompts", (event) => (state.prompts.set(event.channel, event), here(event) && drawPrompts()));
  on("working", ({ channel, thread }) => here({ channel }) && timeline.views.get(thread)?.say(drawWorking(channel, thread)));
  on("unread", (channel) => {
    if (channel !== state.open.channel) return;
    threads();
    if (state.open.tab === "messages" && timeline.atEnd && state.unread.get(channel)?.count) markRead(channel);
  });
  document.addEventListener("visibilitychange", () => here({ channel: state.open.channel }) && state.unread.get(state.open.channel)?.count && markRead(state.open.channel));
  timeline.scroller.addEventListener("scrollend", () => timeline.atEnd && state.unread.get(state.open.channel)?.count && markRead(state.open.channel));
  return { composer };
}

/** Return tabs with one stop for Tab: the arrow keys go to the other one and open it. */
function tabList(...tabs) {
  const list = el("div", { class: "tabs", role: "tablist", "aria-label": "Frontdesk" }, tabs);
  arrows(list, () => tabs, { next: "ArrowRight", previous: "ArrowLeft", choose: (to) => (to.focus(), to.click()) });
  return list;
}

/** Return what stands above the first message of a channel. */
function drawBeginning() {
  const channel = state.channels.get(state.open.channel);
  const isBot = channel.id === botChannel()?.id;
  const words = isBot ? "Write to the bot as you would to a colleague: it answers in a thread." : channel.topic;
  return el("div", {}, el("h2", {}, isBot ? `You and ${state.bot.name}` : `The beginning of ${channelName(channel.id)}`), el("p", {}, words), el("p", {}, "You see what somebody in Slack would see. Act as other people ", el("span", { class: "wide-only" }, "on the left"), el("span", { class: "only-narrow" }, "in the menu above"), "; the arrows above show what went over the wire."));
}
