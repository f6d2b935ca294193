// What went over the wire between the bot and the simulated Slack: a list one can filter, open and copy. Tokens never get here.

import { getWire } from "./api.js";
import { el, icon, iconButton, toast } from "./dom.js";
import { wantWire } from "./live.js";
import { on } from "./state.js";

const MOST = 500;
const KINDS = { api: "API", event: "Events", command: "Commands", interactive: "Actions", options: "Menus", response_url: "Responses" };

export function startInspector(pane, toggle) {
  const hidden = new Set();
  const rows = el("ol", { class: "wire-rows", "aria-label": "Calls, newest last" });
  const search = el("input", { type: "search", class: "field", placeholder: "Filter: a method, an id, a word…", "aria-label": "Filter the calls" });
  const kinds = el("div", { class: "wire-kinds", role: "group", "aria-label": "Kinds" }, Object.entries(KINDS).map(kind));
  const count = el("span", { class: "wire-count", "aria-live": "off" });
  const seen = new Map();
  const close = () => show(false);
  pane.append(el("header", { class: "wire-head" }, el("h2", {}, "On the wire"), count, kinds, search, iconButton("trash", "Empty the list", empty), iconButton("close", "Close the inspector", close)), rows);
  toggle.append(icon("wire"));
  toggle.title = "What went over the wire";
  toggle.setAttribute("aria-label", toggle.title);
  toggle.addEventListener("click", () => show(pane.hidden));
  search.addEventListener("input", filter);
  pane.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || event.defaultPrevented) return;
    close();
    toggle.focus();
  });

  function kind([name, label]) {
    const box = el("input", { type: "checkbox", checked: true });
    box.addEventListener("change", () => {
      if (box.checked) hidden.delete(name);
      else hidden.add(name);
      filter();
    });
    return el("label", {}, box, label);
  }

  async function show(is) {
    pane.hidden = !is;
    toggle.setAttribute("aria-pressed", String(is));
    document.getElementById("app").classList.toggle("with-inspector", is);
    if (!is) return wantWire(false);
    wantWire(true);
    return refill();
  }

  async function refill() {
    if (pane.hidden) return;
    const answer = await getWire().catch((error) => toast(error.message, "bad"));
    for (const entry of answer?.wire ?? []) add(entry);
  }

  function add(entry) {
    const atEnd = rows.scrollHeight - rows.scrollTop - rows.clientHeight < 60;
    const node = drawEntry(entry);
    const old = seen.get(entry.n);
    const next = [...seen.keys()].filter((n) => n > entry.n).sort((a, b) => a - b)[0];
    if (old) old.node.replaceWith(node);
    else if (next !== undefined) seen.get(next).node.before(node);
    else rows.append(node);
    seen.set(entry.n, { entry, node, text: JSON.stringify(entry).toLowerCase() });
    if (seen.size > MOST) {
      const first = Math.min(...seen.keys());
      seen.get(first).node.remove();
      seen.delete(first);
    }
    filterOne(seen.get(entry.n));
    tell();
    if (atEnd) rows.scrollTop = rows.scrollHeight;
  }

  function filterOne({ entry, node, text }) {
    node.hidden = hidden.has(entry.kind) || !text.includes(search.value.trim().toLowerCase());
  }

  function filter() {
    seen.forEach(filterOne);
    tell();
  }

  function tell() {
    const visible = [...seen.values()].filter(({ node }) => !node.hidden).length;
    count.textContent = visible === seen.size ? `${seen.size}` : `${visible} of ${seen.size}`;
  }

  function empty() {
    seen.clear();
    rows.replaceChildren();
    tell();
  }

  on("live:wire", ({ entry }) => !pane.hidden && add(entry));
  on("catch-up", refill);
  on("person", () => !pane.hidden && wantWire(true));
}

function drawEntry(entry) {
  const out = entry.direction === "out";
  const ok = entry.status >= 200 && entry.status < 300 && entry.response?.ok !== false;
  const error = entry.status === 0 ? "no answer" : (entry.response?.error ?? entry.status);
  const summary = el(
    "summary",
    {},
    el("span", { class: `wire-way ${out ? "out" : "in"}`, title: out ? "The bot called Slack" : "Slack called the bot" }, out ? "bot → Slack" : "Slack → bot"),
    el("strong", {}, entry.name),
    el("span", { class: ok ? "wire-status ok" : "wire-status bad" }, ok ? "ok" : String(error)),
    el("span", { class: "wire-ms" }, entry.ms === undefined || entry.ms === null ? "" : `${Math.round(entry.ms)} ms`),
    entry.notes?.length ? el("span", { class: "wire-noted" }, `${entry.notes.length} note${entry.notes.length > 1 ? "s" : ""}`) : null,
  );
  const node = el("details", {}, summary);
  node.addEventListener("toggle", () => node.open && node.children.length === 1 && node.append(...details(entry)));
  return el("li", { data: { kind: entry.kind } }, node);
}

function details(entry) {
  const notes = (entry.notes ?? []).map((note) => el("p", { class: "wire-note" }, note));
  return [...notes, part("Sent", entry.request), part("Answered", entry.response)];
}

function part(title, value) {
  const text = typeof value === "string" ? value : JSON.stringify(value ?? null, null, 2);
  const copy = iconButton("copy", `Copy: ${title.toLowerCase()}`, () => navigator.clipboard.writeText(text).then(() => toast("Copied."), () => toast("This browser does not let the page copy.", "bad")));
  return el("div", { class: "wire-part" }, el("h3", {}, title, copy), el("pre", { tabindex: "0" }, coloured(text)));
}

/** Colour keys, strings and numbers of pretty JSON; the pieces stay text. */
function coloured(text) {
  return text.split(/("(?:[^"\\]|\\.)*"(?:\s*:)?|\b(?:true|false|null)\b|-?\d+(?:\.\d+)?)/).map((piece, nth) => {
    if (nth % 2 === 0) return piece;
    const kind = piece.endsWith(":") ? "key" : piece.startsWith('"') ? "text" : "value";
    return el("span", { class: `json-${kind}` }, piece);
  });
}
