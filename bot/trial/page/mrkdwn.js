// Slack's mrkdwn to nodes: escapes, <…> references, *bold* _italic_ ~strike~ `code` ```blocks``` and > quotes. Never markup from outside.

import { el, fragment } from "./dom.js";
import { emoji, knows } from "./emoji.js";
import { BARE_LINK, link } from "./links.js";
import { nameOf, on, state } from "./state.js";
import { formatDate } from "./time.js";

/** Undo Slack's three escapes. */
export function unescape(text) {
  return text.replace(/&lt;/g, "<").replace(/&gt;/g, ">").replace(/&amp;/g, "&");
}

/** Return the nodes of a mrkdwn text. `verbatim`: bare addresses stay text. */
export function mrkdwn(text, { verbatim = false } = {}) {
  const pieces = String(text ?? "").split(/```\n?([\s\S]*?)\n?```/);
  // A block of code stands on lines of its own: the line ends around it are no empty lines.
  const between = (piece, index) => piece.replace(index ? /^\n/ : "", "").replace(index < pieces.length - 1 ? /\n$/ : "", "");
  return fragment(pieces.map((piece, index) => (index % 2 ? el("pre", {}, unescape(piece)) : lines(between(piece, index), verbatim))));
}

function lines(text, verbatim) {
  const out = [];
  let quote = null;
  text.split("\n").forEach((line, index, all) => {
    const quoted = /^(?:&gt;|>)(?!>)\s?(.*)$/.exec(line);
    if (quoted) {
      quote ??= el("blockquote");
      if (quote.childNodes.length) quote.append(el("br"));
      else out.push(quote);
      quote.append(inline(quoted[1], verbatim));
      return;
    }
    if (index > 0 && !quote) out.push(el("br"));
    quote = null;
    if (line || index < all.length - 1) out.push(inline(line, verbatim));
  });
  return out;
}

const TAG = { "*": "strong", _: "em", "~": "del" };
const TOKEN = /`([^`\n]+)`|<([^<>\n]+)>|:([a-z0-9_+'-]+(?:::[a-z0-9-]+)?):|(?<![\p{L}\p{N}_*~])([*_~])(?=\S)((?:(?!\4)[^\n])*?[^\s])\4(?![\p{L}\p{N}_*~])/u;
const LINKED = new RegExp(`${TOKEN.source}|(${BARE_LINK.source})`, "u");

function inline(text, verbatim) {
  const out = fragment();
  let rest = text;
  for (let found = (verbatim ? TOKEN : LINKED).exec(rest); found; found = (verbatim ? TOKEN : LINKED).exec(rest)) {
    const before = rest.slice(0, found.index);
    if (before) out.append(unescape(before));
    const [whole, code, reference, name, mark, inner, bare] = found;
    if (code !== undefined) out.append(el("code", {}, unescape(code)));
    else if (reference !== undefined) out.append(referred(reference));
    else if (name !== undefined) out.append(knows(name.split("::")[0]) ? emoji(name) : whole);
    else if (bare !== undefined) out.append(link(unescape(bare)));
    else out.append(el(TAG[mark], {}, inline(inner, verbatim)));
    rest = rest.slice(found.index + whole.length);
    // A lookbehind must not see across what was taken, so a fresh start after each token is right.
  }
  if (rest) out.append(unescape(rest));
  return out;
}

function referred(inside) {
  const bar = inside.indexOf("|");
  const target = bar < 0 ? inside : inside.slice(0, bar);
  const label = bar < 0 ? "" : unescape(inside.slice(bar + 1));
  if (target.startsWith("@")) return mention(target.slice(1), label);
  if (target.startsWith("#")) return channelMention(target.slice(1), label);
  if (target.startsWith("!date^")) {
    const [, seconds, format, address] = target.split("^");
    return dated(seconds, format, label, address);
  }
  if (/^!(here|channel|everyone)$/.test(target)) return el("span", { class: "mention everyone" }, `@${label || target.slice(1)}`);
  if (target.startsWith("!subteam^")) return el("span", { class: "mention" }, label || "@team");
  if (target.startsWith("!")) return label || `<${unescape(inside)}>`;
  if (/^(https?|mailto):/i.test(target)) return link(unescape(target), label || undefined);
  return el("span", { class: "dead-link" }, label || `<${unescape(inside)}>`);
}

/** Return a date in the reader's own zone; pointing at it shows it in full. `address`: where it leads, if anywhere. */
export function dated(seconds, format, fallback = "", address = "") {
  const text = formatDate(seconds, format || "{date}", fallback);
  const when = formatDate(seconds, "{date_long} {time}", "");
  return el("time", { title: when || undefined, data: { seconds, format: format || "{date}", fallback } }, address ? link(unescape(address), text) : text);
}

/** Let dates that stand here already say what they are now: what was today is yesterday. */
function redate() {
  for (const node of document.querySelectorAll("time[data-seconds]")) {
    const { seconds, format, fallback } = node.dataset;
    (node.querySelector("a") ?? node).textContent = formatDate(seconds, format, fallback);
  }
}

on("clock", redate);

/** Return a mention of a person. */
export function mention(userId, label = "") {
  return el("span", { class: userId === state.me ? "mention me" : "mention", data: { user: userId } }, `@${label || nameOf(userId)}`);
}

/** Return a mention of a channel. */
export function channelMention(channelId, label = "") {
  const channel = state.channels.get(channelId);
  return el("span", { class: "mention" }, `#${channel?.name ?? (label || channelId)}`);
}
