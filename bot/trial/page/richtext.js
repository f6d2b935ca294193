// `rich_text` blocks to nodes: sections, lists, quotes, preformatted text and the elements within.

import { el, fragment } from "./dom.js";
import { emoji } from "./emoji.js";
import { link } from "./links.js";
import { channelMention, dated, mention } from "./mrkdwn.js";

/** Return the nodes of a rich_text block. */
export function richText(block) {
  return fragment((block.elements ?? []).map(part));
}

function part(element) {
  const inside = () => (element.elements ?? []).map(piece);
  switch (element.type) {
    case "rich_text_section":
      return el("div", { class: "rich-section" }, inside());
    case "rich_text_quote":
      return el("blockquote", {}, inside());
    case "rich_text_preformatted":
      return el("pre", {}, (element.elements ?? []).map((inner) => (inner.type === "link" ? link(inner.url, inner.text || undefined) : (inner.text ?? ""))));
    case "rich_text_list":
      return listOf(element);
    default:
      return el("span", { class: "unknown" }, `(${element.type})`);
  }
}

function listOf(element) {
  const list = el(element.style === "ordered" ? "ol" : "ul", { class: `indent-${Math.min(Number(element.indent) || 0, 8)} ${element.border ? "bordered" : ""}` });
  if (element.offset) list.setAttribute("start", String(Number(element.offset) + 1));
  list.append(...(element.elements ?? []).map((item) => el("li", {}, (item.elements ?? []).map(piece))));
  return list;
}

function piece(element) {
  switch (element.type) {
    case "text":
      return styled(element, broken(element.text ?? ""));
    case "link":
      return styled(element, link(element.url, element.text || undefined));
    case "emoji":
      return styled(element, emoji(element.name));
    case "user":
      return styled(element, mention(element.user_id));
    case "channel":
      return styled(element, channelMention(element.channel_id));
    case "broadcast":
      return styled(element, el("span", { class: "mention everyone" }, `@${element.range}`));
    case "usergroup":
      return styled(element, el("span", { class: "mention" }, "@team"));
    case "date":
      return styled(element, dated(element.timestamp, element.format, element.fallback, element.url));
    case "color":
      return colour(element.value ?? "");
    default:
      return el("span", { class: "unknown" }, element.text ?? `(${element.type})`);
  }
}

function colour(value) {
  const shown = el("span", { class: "colour" }, value);
  if (!/^#[0-9a-f]{6}$/i.test(value)) return shown;
  const sample = el("span", { class: "colour-sample", "aria-hidden": "true" });
  sample.style.background = value;
  shown.append(sample);
  return shown;
}

function broken(text) {
  return text.split("\n").map((line, index) => [index ? el("br") : null, line]);
}

function styled({ style = {} }, node) {
  const tags = [["code", "code"], ["bold", "strong"], ["italic", "em"], ["strike", "del"], ["underline", "u"]];
  return tags.reduce((inner, [name, tag]) => (style[name] ? el(tag, {}, inner) : inner), node);
}
