// Starts the page: loads the state, puts the parts together, and reacts to what concerns all of them.

import { getState } from "./api.js";
import { startAnnouncer } from "./announcer.js";
import { startNotices } from "./botstate.js";
import { startClock } from "./clock.js";
import { startConversation } from "./conversation.js";
import { startCovers } from "./covers.js";
import { el, icon, toast } from "./dom.js";
import { canFocus } from "./focus.js";
import { startInspector } from "./inspector.js";
import { connect, reconnectNow } from "./live.js";
import { startModals } from "./modal.js";
import { lastPerson } from "./people.js";
import { follow, go } from "./route.js";
import { startSidebar } from "./sidebar.js";
import { announce, botChannel, learn, on, state, unreadIn } from "./state.js";
import { startTheme } from "./theme.js";
import { startThread } from "./thread.js";

const WIDE = matchMedia("(min-width: 60rem)");
const byId = (id) => document.getElementById(id);

let newest = null;
let changes = 0;

/** Learn the state anew. An answer that comes after it was asked for again is left out, it may be another person's; this waits for the newer one. */
function reload() {
  const mine = getState().then((answer) => (mine === newest ? learn(answer) : newest));
  newest = mine;
  return mine;
}

async function become() {
  const withBot = state.open.channel && state.open.channel === botChannel()?.id;
  const { tab } = state.open;
  const { hash } = location;
  const mine = (changes += 1);
  await reload();
  if (mine !== changes) return; // somebody else acts by now
  if (withBot && botChannel() && location.hash === hash) go(botChannel().id, { tab });
  follow();
  connect();
  announce("ready");
}

function startMenu(button, app) {
  const show = (is) => {
    app.classList.toggle("with-sidebar", is);
    button.setAttribute("aria-expanded", String(is));
    if (is) byId("sidebar").querySelector("[aria-checked=true]")?.focus();
  };
  button.append(icon("menu"));
  button.addEventListener("click", () => show(!app.classList.contains("with-sidebar")));
  app.addEventListener("click", (event) => event.target === app && show(false));
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || event.defaultPrevented || !app.classList.contains("with-sidebar")) return;
    show(false);
    button.focus();
  });
}

function startTitle() {
  const draw = () => {
    const unread = [...state.channels.keys()].reduce((sum, id) => sum + unreadIn(id), 0);
    document.title = `${unread ? `(${unread}) ` : ""}Frontdesk trial workspace`;
  };
  on("unread", draw);
  on("state", draw);
}

/** A sample that was just sent: open its thread when the bot begins, where there is room for it. */
function startFollowing() {
  let followed = null;
  let last = ""; // where the bot began last: it may be quicker than the answer to what was sent
  on("follow", (message) => {
    followed = message;
    if (last === `${message.channel}/${message.ts}`) begun(message.channel, message.ts);
  });
  const begun = (channel, thread) => {
    last = `${channel}/${thread}`;
    if (!followed || followed.channel !== channel || followed.ts !== thread) return;
    followed = null;
    if (WIDE.matches && state.open.channel === channel) go(channel, { thread });
  };
  on("live:status", (event) => event.status && begun(event.channel, event.thread_ts));
  on("live:message", (event) => event.message.user === state.bot.user_id && begun(event.channel, event.message.thread_ts));
}

function startLive() {
  on("live:unread", ({ channel, count, threads }) => {
    state.unread.set(channel, { count, threads: threads ?? [] });
    announce("unread", channel);
  });
  on("live:bot", ({ bot }) => {
    state.bot = { ...state.bot, ...bot };
    announce("bot");
  });
  on("live:channel", ({ channel }) => {
    state.channels.set(channel.id, channel);
    announce("state");
  });
  on("catch-up", () => reload().catch((error) => toast(error.message, "bad")));
  on("person", () => become().catch((error) => toast(error.message, "bad")));
}

async function start() {
  startTheme(byId("theme"));
  startNotices(byId("engine"), byId("notices"));
  startInspector(byId("inspector"), byId("wire-toggle"));
  startSidebar(byId("sidebar"));
  const { composer } = startConversation(byId("main"));
  startThread(byId("thread"));
  startModals();
  startClock(byId("clock"));
  startAnnouncer(byId("announcer"));
  startMenu(byId("menu"), byId("app"));
  startCovers(byId("app"));
  startTitle();
  startFollowing();
  startLive();
  byId("skip").addEventListener("click", (event) => (event.preventDefault(), [composer.field, byId("thread-composer"), byId("home")].find(canFocus)?.focus()));
  addEventListener("focus", reconnectNow);
  state.me = lastPerson();
  try {
    await become();
  } catch (error) {
    byId("main").replaceChildren(el("div", { class: "empty" }, el("h1", {}, "The trial workspace cannot be shown"), el("p", {}, error.message), el("button", { type: "button", class: "button primary", on: { click: () => location.reload() } }, "Try again")));
  }
}

start();
