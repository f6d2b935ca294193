// Standard Markdown of `markdown` blocks to nodes: headings, lists, tasks, quotes, fences, tables, rules, emphasis, links. HTML in it stays text.

import { el, fragment } from "./dom.js";
import { link } from "./links.js";
import { mrkdwn, unescape } from "./mrkdwn.js";

/** Return the nodes of a Markdown text; its highest heading is of `level`, and none skips one. */
export function markdown(text, level = 3) {
  const lines = String(text ?? "").replace(/\r\n?/g, "\n").split("\n");
  const marks = lines.map((line) => HEADING.exec(line)?.[1].length).filter(Boolean);
  return fragment(blocks(lines, { level, highest: marks.reduce((least, many) => Math.min(least, many), 6), last: level - 1 }));
}

function heading(outline, marks) {
  outline.last = Math.min(outline.level + marks - outline.highest, outline.last + 1, 6);
  return `h${outline.last}`;
}

const FENCE = /^\s*(```|~~~)/;
const HEADING = /^(#{1,6})\s+(.*?)\s*#*$/;
const RULE = /^\s*([-*_])(\s*\1){2,}\s*$/;
const QUOTE = /^\s*(?:&gt;|>)\s?(.*)$/;
const ITEM = /^(\s*)([-*+]|\d{1,9}[.)])\s+(.*)$/;
const TABLE_RULE = /^\s*\|?\s*:?-{2,}:?\s*(\|\s*:?-{2,}:?\s*)*\|?\s*$/;

// Quotes and lists may stand in each other this deep; what is deeper stays text.
const DEEPEST = 8;

function blocks(lines, outline, depth = 0) {
  if (depth > DEEPEST) return [paragraph(lines)];
  const out = [];
  let at = 0;
  const take = (matches) => {
    const from = at;
    while (at < lines.length && matches(lines[at], at - from)) at += 1;
    return lines.slice(from, at);
  };
  while (at < lines.length) {
    const line = lines[at];
    if (!line.trim()) at += 1;
    else if (FENCE.test(line)) out.push(fence(lines, () => (at += 1), () => at));
    else if (HEADING.test(line)) {
      const [, marks, title] = HEADING.exec(line);
      out.push(el(heading(outline, marks.length), { class: `md-h${marks.length}` }, inline(title)));
      at += 1;
    } else if (RULE.test(line)) {
      out.push(el("hr"));
      at += 1;
    } else if (QUOTE.test(line)) out.push(el("blockquote", {}, blocks(take((next) => QUOTE.test(next)).map((next) => QUOTE.exec(next)[1]), outline, depth + 1)));
    else if (ITEM.test(line)) out.push(list(take((next, nth) => ITEM.test(next) || (nth > 0 && /^\s{2,}\S/.test(next))), outline, depth));
    else if (line.includes("|") && TABLE_RULE.test(lines[at + 1] ?? "")) out.push(table(take((next) => next.includes("|"))));
    else out.push(paragraph(take((next, nth) => nth === 0 || startsNothing(next))));
  }
  return out;
}

const startsNothing = (line) => line.trim() && ![FENCE, HEADING, RULE, QUOTE, ITEM].some((start) => start.test(line));

function fence(lines, step, where) {
  const mark = FENCE.exec(lines[where()])[1];
  const code = [];
  for (step(); where() < lines.length && !lines[where()].trim().startsWith(mark); step()) code.push(lines[where()]);
  step();
  return el("pre", {}, unescape(code.join("\n")));
}

function paragraph(lines) {
  return el("p", {}, lines.map((line, index) => [index ? el("br") : null, inline(line)]));
}

function list(lines, outline, depth) {
  const [, indent, mark] = ITEM.exec(lines[0]);
  const items = [];
  for (const line of lines) {
    const found = ITEM.exec(line);
    if (found && found[1].length <= indent.length + 1) items.push([found[3]]);
    else items.at(-1).push(line.replace(new RegExp(`^\\s{0,${indent.length + 2}}`), ""));
  }
  const ordered = /\d/.test(mark);
  const root = el(ordered ? "ol" : "ul", {}, items.map(([first, ...more]) => item(first, more, outline, depth)));
  if (ordered && Number.parseInt(mark, 10) !== 1) root.setAttribute("start", String(Number.parseInt(mark, 10)));
  return root;
}

function item(first, more, outline, depth) {
  const task = /^\[([ xX])\]\s+(.*)$/.exec(first);
  const head = task ? [el("input", { type: "checkbox", checked: task[1] !== " ", disabled: true, "aria-label": "done" }), " ", inline(task[2])] : inline(first);
  return el("li", task ? { class: "md-task" } : {}, head, more.length ? blocks(more, outline, depth + 1) : null);
}

function cells(line) {
  return line.trim().replace(/^\||(?<!\\)\|$/g, "").split(/(?<!\\)\|/).map((cell) => cell.trim().replace(/\\\|/g, "|"));
}

function table([head, rule, ...rows]) {
  const align = cells(rule).map((cell) => (cell.endsWith(":") ? (cell.startsWith(":") ? "center" : "right") : "left"));
  const row = (line, tag) => el("tr", {}, cells(line).map((cell, nth) => el(tag, { class: `to-${align[nth] ?? "left"}` }, inline(cell))));
  return el("div", { class: "table-scroll", tabindex: "0" }, el("table", {}, el("thead", {}, row(head, "th")), el("tbody", {}, rows.map((line) => row(line, "td")))));
}

const TOKEN =
  /\\([\\`*_{}[\]()#+\-.!~|>])|(`+)([\s\S]*?[^`])\2(?!`)|!?\[([^\]\n]*)\]\(([^()\s]*(?:\([^()\s]*\)[^()\s]*)*)(?:\s+"[^"]*")?\)|(\*\*|__)(?=\S)([\s\S]*?\S)\6|~~(?=\S)([\s\S]*?\S)~~|(?<![\p{L}\p{N}_*])([*_])(?=\S)([\s\S]*?\S)\9(?![\p{L}\p{N}_*])/u;

/** Return the nodes of one line; what is left after Markdown's own marks may hold Slack's <@…> references. */
function inline(text) {
  const out = fragment();
  let rest = text;
  for (let found = TOKEN.exec(rest); found; found = TOKEN.exec(rest)) {
    if (found.index) out.append(plain(rest.slice(0, found.index)));
    const [whole, escaped, , code, label, address, , bold, struck, , italic] = found;
    if (escaped !== undefined) out.append(escaped);
    else if (code !== undefined) out.append(el("code", {}, unescape(code)));
    else if (label !== undefined) out.append(link(unescape(address), label ? inline(label) : unescape(address)));
    else if (bold !== undefined) out.append(el("strong", {}, inline(bold)));
    else if (struck !== undefined) out.append(el("del", {}, inline(struck)));
    else out.append(el("em", {}, inline(italic)));
    rest = rest.slice(found.index + whole.length);
  }
  if (rest) out.append(plain(rest));
  return out;
}

/** Slack's references and bare addresses, without mrkdwn's own emphasis, which means something else in Markdown. */
function plain(text) {
  const pieces = text.split(/(<[^<>\n]+>|:[a-z0-9_+-]+:|https?:\/\/[^\s<>"'`|]+[^\s<>"'`|.,;:!?)\]}*_~])/);
  return fragment(pieces.map((piece, index) => (index % 2 ? mrkdwn(piece) : unescape(piece))));
}
