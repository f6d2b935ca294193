// The guided start: a few sample messages, one press each.

import { post } from "./api.js";
import { el, toast } from "./dom.js";
import { arrive } from "./route.js";
import { become } from "./people.js";
import { announce, botChannel, channelName, nameOf, state } from "./state.js";

const TYPED_MS = 700; // between two lines, as of somebody who types: sent at once, they may reach the bot in any order
const CLOSED = "frontdesk-trial-guide-closed"; // kept in this browser: a new start of the trial does not open it again

/** Draw the samples into `place`; it stays folded once somebody has folded it or used it. */
export function drawGuide(place) {
  const box = el("details", { class: "guide", open: localStorage.getItem(CLOSED) !== "yes" });
  box.addEventListener("toggle", () => localStorage.setItem(CLOSED, box.open ? "no" : "yes"));
  const canSend = (sample) => sample.as || state.channels.has(channelOf(sample));
  const where = (sample) => (sample.as ? `as ${nameOf(sample.as)}, to ${sample.where}` : `to ${channelName(channelOf(sample))}`);
  const card = (sample, n) => el("button", { type: "button", class: "sample", on: { click: () => send(sample, n, box) } }, el("strong", {}, sample.title), el("span", { class: "sample-text" }, sample.text), el("span", { class: "sample-where" }, where(sample)));
  const cards = state.samples.map((sample, n) => (canSend(sample) ? card(sample, n) : null)).filter(Boolean);
  const words = el("span", {}, " One press sends a message as the person you act as. To see a reminder come, move the clock above forward.");
  box.append(el("summary", {}, el("strong", {}, "Try it"), words), el("div", { class: "samples" }, cards));
  place.replaceChildren(...(cards.length ? [box] : []));
}

function typed() {
  return new Promise((done) => setTimeout(done, TYPED_MS));
}

function channelOf(sample) {
  return sample.channel === "dm" ? (botChannel()?.id ?? "") : sample.channel;
}

async function send(sample, n, box) {
  if (sample.as) become(sample.as);
  const channel = channelOf(sample);
  try {
    let message;
    if (sample.kind) ({ message } = await post("sample", { channel, n }));
    for (const text of sample.kind ? [] : (sample.lines ?? [sample.text])) {
      if (message) await typed();
      ({ message } = await post("say", { channel, text }));
    }
    box.querySelector("summary").focus({ preventScroll: true }); // what was pressed folds away
    box.open = false;
    if (state.open.channel !== channel) await arrive(channel); // first: a thread is opened only where one is
    announce("follow", message);
  } catch (error) {
    toast(error.message, "bad");
  }
}
