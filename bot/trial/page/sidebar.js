// The left side: who one acts as, channels with unread marks, the conversation with the bot, and how the bot is.

import { drawBot } from "./botstate.js";
import { ROOM_ICONS, arrange, el, icon, whenChanged } from "./dom.js";
import { avatar, drawPeople, markActing } from "./people.js";
import { go } from "./route.js";
import { botChannel, on, people as everybody, state, unreadIn, visibleChannels } from "./state.js";

export function startSidebar(sidebar) {
  const people = el("section", { class: "side-part", "aria-label": "People" });
  const channels = el("section", { class: "side-part grow", "aria-label": "Channels" });
  const bot = el("section", { class: "side-part bot-state", "aria-label": "The bot" });
  const rooms = el("ul", {});
  const direct = el("ul", {});
  channels.append(el("h2", {}, "Channels"), rooms, el("h2", {}, "Direct messages"), direct);
  sidebar.append(people, channels, bot);

  const keepingFocus = (draw) => () => {
    const { user, channel } = document.activeElement?.dataset ?? {};
    draw();
    const again = user ? `[data-user="${CSS.escape(user)}"]` : channel ? `[data-channel="${CSS.escape(channel)}"]` : "";
    if (again && document.activeElement === document.body) sidebar.querySelector(again)?.focus();
  };
  const drawWho = whenChanged(everybody, keepingFocus(() => people.replaceChildren(el("h2", {}, "Act as"), drawPeople())));
  const drawAll = () => {
    drawWho();
    markActing(people);
    draw();
  };
  const draw = keepingFocus(() => {
    const all = visibleChannels();
    const home = botChannel() && state.bot.home_tab !== false ? [homeRow()] : [];
    const isDirect = (channel) => channel.kind === "dm" || channel.kind === "group";
    arrange(rooms, all.filter((channel) => !isDirect(channel)).map(row));
    arrange(direct, [...all.filter(isDirect).map(row), ...home]);
  });
  const shutMenu = () => {
    document.getElementById("app").classList.remove("with-sidebar");
    document.getElementById("menu").setAttribute("aria-expanded", "false");
  };

  on("state", drawAll);
  on("open", () => (draw(), shutMenu()));
  on("unread", draw);
  on("bot", whenChanged(() => state.bot, () => bot.replaceChildren(drawBot())));
}

// Each entry keeps its node: were it made anew with every unread message, a press under way would be lost.
const entries = new Map();

function entry(id, open) {
  if (!entries.has(id)) entries.set(id, el("li", {}, el("button", { type: "button", data: { channel: id }, on: { click: open } })));
  return entries.get(id);
}

function row(channel) {
  const unread = unreadIn(channel.id);
  const here = state.open.channel === channel.id && state.open.tab === "messages";
  const other = channel.kind === "dm" ? (channel.members ?? []).find((member) => member !== state.me) : null;
  const mark = other ? avatar(other, "tiny") : icon(ROOM_ICONS[channel.kind] ?? "hash");
  const count = unread ? [el("span", { class: "count" }, String(unread)), el("span", { class: "unseen" }, " unread")] : [];
  return shown(entry(channel.id, () => go(channel.id)), { here, unread }, mark, el("span", { class: "channel-name" }, channel.name), ...count);
}

function homeRow() {
  const here = state.open.tab === "home";
  return shown(entry("home", () => go(botChannel().id, { tab: "home" })), { here }, icon("home"), el("span", { class: "channel-name" }, `${state.bot.name}'s Home`));
}

function shown(node, { here, unread = 0 }, ...parts) {
  const button = node.firstElementChild;
  button.className = `channel ${unread ? "unread" : ""}`;
  if (here) button.setAttribute("aria-current", "page");
  else button.removeAttribute("aria-current");
  button.replaceChildren(...parts);
  return node;
}
