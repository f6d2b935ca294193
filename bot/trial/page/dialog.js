// Native <dialog> boxes: a question with two answers, and the frame that modals use. Esc closes, focus stays inside and comes back.

import { el, iconButton } from "./dom.js";
import { withEmoji } from "./emoji.js";
import { rememberFocus } from "./focus.js";
import { mrkdwn } from "./mrkdwn.js";

/** Return the nodes of a text object (plain_text or mrkdwn) or of a string. Plain text has emoji too, unless it says no. */
export function textOf(text) {
  if (text === null || text === undefined) return "";
  if (typeof text === "string") return text;
  if (text.type === "mrkdwn") return mrkdwn(text.text, { verbatim: text.verbatim });
  return text.emoji === false ? (text.text ?? "") : withEmoji(text.text ?? "");
}

/** Show a dialog; returns it. `onClose` runs once, however it was closed. */
export function openDialog({ title, body, footer, kind = "", onClose }) {
  const id = `dialog-${crypto.randomUUID()}`;
  const close = iconButton("close", "Close", () => box.requestClose?.() ?? box.close());
  const box = el(
    "dialog",
    { class: `dialog ${kind}`, "aria-labelledby": id },
    el("header", { class: "dialog-head" }, el("h2", { id }, title), close),
    el("div", { class: "dialog-body" }, body),
    footer ? el("footer", { class: "dialog-foot" }, footer) : null,
  );
  const focusAgain = rememberFocus();
  box.addEventListener("close", () => {
    box.remove();
    onClose?.();
    focusAgain();
  });
  document.getElementById("dialogs").append(box);
  box.showModal();
  return box;
}

/** Ask before an element with `confirm` acts; resolves to whether the person agreed. */
export function ask(confirm) {
  if (!confirm) return Promise.resolve(true);
  return new Promise((resolve) => {
    let agreed = false;
    const answer = (yes) => {
      agreed = yes;
      box.close();
    };
    const yes = el("button", { type: "button", class: `button ${confirm.style === "danger" ? "danger" : "primary"}`, on: { click: () => answer(true) } }, textOf(confirm.confirm) || "Yes");
    const no = el("button", { type: "button", class: "button", on: { click: () => answer(false) } }, textOf(confirm.deny) || "Cancel");
    const box = openDialog({ title: textOf(confirm.title) || "Are you sure?", body: el("div", { class: "mrkdwn" }, textOf(confirm.text)), footer: [no, yes], kind: "small", onClose: () => resolve(agreed) });
    no.focus();
  });
}
