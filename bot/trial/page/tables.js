// `table` and `data_table` blocks: aligned cells, and for data tables sorting and paging.

import { el, iconButton } from "./dom.js";
import { richText } from "./richtext.js";

function cell(content) {
  if (content?.type === "rich_text") return richText(content);
  return String(content?.text ?? content?.value ?? "");
}

function draw(head, body, { align = () => "left", rowHeader = -1, caption = "" } = {}) {
  const row = (cells) => el("tr", {}, cells.map((content, nth) => el(nth === rowHeader ? "th" : "td", { class: `to-${align(nth)}`, scope: nth === rowHeader ? "row" : undefined }, cell(content))));
  const rows = el("tbody", {}, body.map(row));
  const table = el("table", {}, caption ? el("caption", {}, caption) : null, el("thead", {}, el("tr", {}, head)), rows);
  return { table, show: (some) => rows.replaceChildren(...some.map(row)) };
}

/** Return a `table` block: its first row is the head. */
export function drawTable(block) {
  const [head = [], ...body] = block.rows ?? [];
  const align = (nth) => block.column_settings?.[nth]?.align ?? "left";
  const { table } = draw(head.map((content, nth) => el("th", { class: `to-${align(nth)}`, scope: "col" }, cell(content))), body, { align });
  return el("div", { class: "table-scroll", tabindex: "0" }, table);
}

/** Return a `data_table` block: sorted by a press on a column's head, in pages. */
export function drawDataTable(block) {
  const [head = [], ...body] = block.rows ?? [];
  const size = block.page_size ?? 5;
  const look = { by: -1, down: false, page: 0 };
  const align = (nth) => (body.length && body.every((row) => row[nth]?.type === "raw_number") ? "right" : "left");
  const heads = head.map((content, nth) => el("th", { scope: "col", class: `to-${align(nth)}` }, el("button", { type: "button", class: "sort", on: { click: () => sortBy(nth) } }, cell(content))));
  const { table, show } = draw(heads, [], { align, caption: block.caption, rowHeader: block.row_header_column_index ?? 0 });
  const where = el("span", { "aria-live": "polite" });
  const turn = (by) => () => {
    look.page += by;
    redraw();
  };
  const pager = el("p", { class: "pager" }, iconButton("reply", "Previous rows", turn(-1), { class: "button small" }), where, iconButton("down", "Next rows", turn(1), { class: "button small" }));
  const [previous, next] = pager.querySelectorAll("button");
  previous.replaceChildren("Previous");
  next.replaceChildren("Next");

  function sortBy(nth) {
    look.down = look.by === nth && !look.down;
    look.by = nth;
    look.page = 0;
    redraw();
  }

  function redraw() {
    const rows = look.by < 0 ? body : [...body].sort((a, b) => compare(a[look.by], b[look.by]) * (look.down ? -1 : 1));
    const pages = Math.max(1, Math.ceil(rows.length / size));
    look.page = Math.min(Math.max(look.page, 0), pages - 1);
    show(rows.slice(look.page * size, (look.page + 1) * size));
    heads.forEach((each, nth) => each.setAttribute("aria-sort", nth !== look.by ? "none" : look.down ? "descending" : "ascending"));
    where.textContent = `${look.page + 1} of ${pages}`;
    previous.disabled = look.page === 0;
    next.disabled = look.page === pages - 1;
    pager.hidden = pages === 1;
  }

  redraw();
  return el("div", { class: "data-table" }, el("div", { class: "table-scroll", tabindex: "0" }, table), pager);
}

function compare(a, b) {
  if (a?.type === "raw_number" && b?.type === "raw_number") return a.value - b.value;
  return el("i", {}, cell(a)).textContent.localeCompare(el("i", {}, cell(b)).textContent);
}
