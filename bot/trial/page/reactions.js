// Reactions under a message, and the little picker for a new one.

import { post } from "./api.js";
import { el, toast } from "./dom.js";
import { PICKER, emoji } from "./emoji.js";
import { nameOf, state } from "./state.js";

function react(message, name) {
  post("react", { channel: message.channel, ts: message.ts, name }).catch((error) => toast(error.message, "bad"));
}

/** Return a button a reaction; pressing it adds or takes away one's own. */
export function drawReactions(message) {
  return (message.reactions ?? []).map(({ name, users, count }) => {
    const who = users.map(nameOf).join(", ");
    return el("button", { type: "button", class: "reaction", "aria-pressed": String(users.includes(state.me)), "aria-label": `${name}, ${count}: ${who}`, title: who, data: { action: `reaction-${name}` }, on: { click: () => react(message, name) } }, emoji(name), el("span", {}, String(count)));
  });
}

/** Open the picker at a button. */
export function openPicker(button, message) {
  document.querySelector(".picker")?.remove();
  const close = () => button.focus(); // leaving takes the picker away
  const one = (name) => el("button", { type: "button", "aria-label": name, title: name, on: { click: () => (react(message, name), close()) } }, emoji(name));
  const picker = el("div", { class: "picker", role: "group", "aria-label": "React with" }, PICKER.map(one));
  picker.addEventListener("keydown", (event) => {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (step) picker.children[([...picker.children].indexOf(document.activeElement) + step + picker.children.length) % picker.children.length].focus();
    if (event.key === "Escape") close();
    if (step || event.key === "Escape") event.preventDefault();
    event.stopPropagation();
  });
  picker.addEventListener("focusout", (event) => !picker.contains(event.relatedTarget) && picker.remove());
  button.closest(".message-tools").append(picker);
  picker.firstChild.focus();
}
