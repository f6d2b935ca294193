// The trial's clock: it says what time it is here and lets one go forward, so that reminders, due times and hours can be tried.

import { post } from "./api.js";
import { openDialog } from "./dialog.js";
import { el, icon, toast } from "./dom.js";
import { announce, on, state } from "./state.js";
import { now } from "./time.js";

const SHORT = new Intl.DateTimeFormat(undefined, { weekday: "short", hour: "2-digit", minute: "2-digit" });
const LONG = new Intl.DateTimeFormat(undefined, { weekday: "long", day: "numeric", month: "long", hour: "2-digit", minute: "2-digit" });
const HOUR_S = 3600;
const DAY_S = 24 * HOUR_S;

/** Return the seconds until nine in the morning of tomorrow, by the clock on this reader's wall. */
function untilTomorrow() {
  const here = now();
  return (new Date(here.getFullYear(), here.getMonth(), here.getDate() + 1, 9) - here) / 1000;
}

const STEPS = [
  ["An hour", () => HOUR_S],
  ["Until tomorrow, 9:00", untilTomorrow],
  ["A day", () => DAY_S],
  ["A week", () => 7 * DAY_S],
];

const MOVED = "Goes forward: the time of new messages, and the time by which the bot reminds, counts what is due and keeps office hours. What is due by then happens at once, and only once: a week brings one reminder, not seven. Where office hours are set, nobody is reminded outside them.";
const NOT_MOVED = "Stays as it is: this computer's clock, the seconds the bot waits for another line, and messages that stand here. It does not go back; a new trial begins at the real time.";

/** Return how far ahead the trial is, in words; "" when it is not. */
function ahead() {
  const hours = Math.round(state.aheadS / HOUR_S);
  if (!state.aheadS) return "";
  const parts = [[Math.floor(hours / 24), "day"], [hours % 24, "hour"]].filter(([many]) => many).map(([many, unit]) => `${many} ${unit}${many > 1 ? "s" : ""}`);
  return `${parts.join(" and ") || "under an hour"} ahead of this computer`;
}

function open() {
  const time = el("p", { class: "clock-now", role: "status" });
  const draw = () => time.replaceChildren("It is ", el("strong", {}, LONG.format(now())), ahead() ? ` here, ${ahead()}.` : " here, as on this computer.");
  const step = ([label, seconds]) => el("button", { type: "button", class: "button", on: { click: () => move(seconds(), draw) } }, label);
  const box = openDialog({
    title: "Move the clock forward",
    kind: "small clock-dialog",
    body: [time, el("div", { class: "row", role: "group", "aria-label": "How far" }, STEPS.map(step)), el("p", { class: "hint" }, MOVED), el("p", { class: "hint" }, NOT_MOVED)],
    footer: el("button", { type: "button", class: "button primary", on: { click: () => box.close() } }, "Done"),
  });
  draw();
  box.querySelector(".row button").focus();
}

async function move(seconds, draw) {
  try {
    state.aheadS = (await post("move_clock", { seconds })).ahead_s;
    draw();
  } catch (error) {
    toast(error.message, "bad");
  }
}

/** Show the time on the button, which opens the choice. */
export function startClock(button) {
  const time = el("span", {});
  button.append(icon("clock"), time);
  button.addEventListener("click", open);
  const draw = () => {
    time.textContent = SHORT.format(now());
    button.setAttribute("aria-label", `${SHORT.format(now())}: the time here. Move the clock forward`);
    button.title = ahead() ? `The time here is ${ahead()}` : "The time here; move it forward to try reminders";
    button.classList.toggle("ahead", Boolean(ahead()));
  };
  on("state", draw);
  on("clock", draw);
  on("live:clock", ({ ahead_s: aheadS }) => {
    state.aheadS = aheadS;
    announce("clock");
  });
  setInterval(draw, 10_000);
}
