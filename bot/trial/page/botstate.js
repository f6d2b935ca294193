// How the bot is: starting, ready, stopped, crashed; which engine answers; and what one can do about it.

import { post } from "./api.js";
import { el, icon, iconButton, toast, whenChanged } from "./dom.js";
import { on, state } from "./state.js";

const WORDS = { starting: "is starting…", ready: "is ready", stopped: "has stopped", crashed: "has crashed" };

function restart(event) {
  const button = event.currentTarget;
  button.disabled = true;
  post("restart_bot").catch((error) => toast(error.message, "bad")).finally(() => (button.disabled = false));
}

const restartButton = () => el("button", { type: "button", class: "button small", on: { click: restart } }, icon("restart"), "Restart");

/** Return which engine answers; what a phone has no room for is marked as such. */
function engine() {
  const wide = (text) => el("span", { class: "wide-only" }, text);
  if (state.bot.engine === "model") return el("span", {}, wide("Answers: model "), state.bot.model || "a model");
  return el("span", {}, wide("Answers: "), "rules engine", wide(", no key"));
}

/** Return the card at the foot of the sidebar. */
export function drawBot() {
  const { name, status, can_restart: can } = state.bot;
  return el("div", { class: "bot-card" }, el("p", {}, el("span", { class: "dot", data: { status } }), el("strong", {}, name), ` ${WORDS[status] ?? status}`), el("p", { class: "bot-engine" }, engine()), can === false ? null : restartButton());
}

/** Keep the ribbon and the notices true. */
export function startNotices(ribbon, notices) {
  const bot = el("div", { class: "notice bad", hidden: true });
  const connection = el("div", { class: "notice", hidden: true });
  notices.append(connection, bot);
  let put = ""; // what somebody has read and put away

  on("bot", whenChanged(() => state.bot, () => {
    ribbon.replaceChildren(el("span", { class: "dot", data: { status: state.bot.status } }), engine());
    ribbon.title = `${state.bot.name} ${WORDS[state.bot.status] ?? ""}`;
    const { status, name, detail, lines = [], can_restart: can } = state.bot;
    if (!detail) put = "";
    bot.hidden = status === "ready" && (!detail || detail === put);
    bot.className = `notice ${status === "starting" || status === "ready" ? "" : "bad"}`;
    const away = () => {
      put = detail;
      bot.hidden = true;
    };
    bot.replaceChildren(
      el("p", {}, status === "ready" ? "" : el("strong", {}, `${name} ${WORDS[status] ?? status} `), detail || (status === "stopped" ? "What is said now waits until it runs again." : "")),
      ...(status === "ready" ? [iconButton("close", "Close this notice", away)] : []),
      ...(status !== "starting" && status !== "ready" && can !== false ? [restartButton()] : []),
      ...(status !== "starting" && lines.length ? [el("details", {}, el("summary", {}, "Its last words"), el("pre", {}, lines.join("\n")))] : []),
    );
  }));

  on("connection", () => {
    connection.hidden = state.connected;
    connection.replaceChildren(el("p", {}, el("strong", {}, "The connection to the trial workspace is lost. "), "It comes back by itself and catches up. If it does not: is `frontdesk demo` still running? If it was started again, open the address it printed now."));
  });
}
