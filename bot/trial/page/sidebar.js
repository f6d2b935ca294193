// The left side: who one acts as, channels with unread marks, the conversation with the bot, and how the bot is.

import { drawBot } from "./botstate.js";
import { el, icon } from "./dom.js";
import { avatar, drawPeople } from "./people.js";
import { go } from "./route.js";
import { botChannel, on, state, unreadIn, visibleChannels } from "./state.js";

export function startSidebar(sidebar) {
  const people = el("section", { class: "side-part", "aria-label": "People" });
  const channels = el("section", { class: "side-part grow", "aria-label": "Channels" });
  const bot = el("section", { class: "side-part bot-state", "aria-label": "The bot" });
  sidebar.append(people, channels, bot);

  const keepingFocus = (draw) => () => {
    const { user, channel } = document.activeElement?.dataset ?? {};
    draw();
    const again = user ? `[data-user="${CSS.escape(user)}"]` : channel ? `[data-channel="${CSS.escape(channel)}"]` : "";
    if (again && document.activeElement === document.body) sidebar.querySelector(again)?.focus();
  };
  const drawAll = keepingFocus(() => {
    people.replaceChildren(el("h2", {}, "Act as"), drawPeople());
    draw();
  });
  const draw = keepingFocus(() => {
    const all = visibleChannels();
    const rooms = all.filter((channel) => channel.kind !== "dm");
    const direct = all.filter((channel) => channel.kind === "dm");
    channels.replaceChildren(el("h2", {}, "Channels"), el("ul", {}, rooms.map(row)), el("h2", {}, "Direct messages"), el("ul", {}, direct.map(row)));
    if (botChannel() && state.bot.home_tab !== false) channels.lastChild.append(homeRow());
  });
  const shutMenu = () => {
    document.getElementById("app").classList.remove("with-sidebar");
    document.getElementById("menu").setAttribute("aria-expanded", "false");
  };

  on("state", drawAll);
  on("open", () => (draw(), shutMenu()));
  on("unread", draw);
  on("bot", () => bot.replaceChildren(drawBot()));
}

function row(channel) {
  const unread = unreadIn(channel.id);
  const here = state.open.channel === channel.id && state.open.tab === "messages";
  const other = channel.kind === "dm" ? (channel.members ?? []).find((member) => member !== state.me) : null;
  const mark = other ? avatar(other, "tiny") : icon(channel.kind === "private" ? "lock" : "hash");
  return el(
    "li",
    {},
    el(
      "button",
      { type: "button", class: `channel ${unread ? "unread" : ""}`, "aria-current": here ? "page" : undefined, data: { channel: channel.id }, on: { click: () => go(channel.id) } },
      mark,
      el("span", { class: "channel-name" }, channel.name),
      unread ? el("span", { class: "count", "aria-label": `${unread} unread` }, String(unread)) : null,
    ),
  );
}

function homeRow() {
  const here = state.open.tab === "home";
  return el("li", {}, el("button", { type: "button", class: "channel", "aria-current": here ? "page" : undefined, data: { channel: "home" }, on: { click: () => go(botChannel().id, { tab: "home" }) } }, icon("home"), el("span", { class: "channel-name" }, `${state.bot.name}'s Home`)));
}
