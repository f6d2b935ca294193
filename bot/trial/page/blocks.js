// Block Kit to nodes: one function a block. Blocks that did not change keep their nodes, so what one types or opens in them stays.

import { textOf } from "./dialog.js";
import { el, icon } from "./dom.js";
import { drawElement, picture } from "./elements.js";
import { keepingFocus } from "./focus.js";
import { link } from "./links.js";
import { markdown } from "./markdown.js";
import { changePlan, drawPlan, drawTask } from "./plans.js";
import { richText } from "./richtext.js";
import { drawDataTable, drawTable } from "./tables.js";

const drawn = new WeakMap();

/** Make `container` show `blocks` on `surface`; unchanged blocks are left alone, and the keyboard stands where it stood. */
export function showBlocks(container, blocks, surface) {
  surface.keepOnly(blocks);
  keepingFocus(container, () => change(container, blocks, surface));
}

function change(container, blocks, surface) {
  blocks.forEach((block, nth) => {
    const old = container.children[nth];
    const now = JSON.stringify(block);
    if (old && drawn.get(old) === now) return;
    if (old?.classList.contains("plan") && block.type === "plan") changePlan(old, block);
    else if (old) old.replaceWith(drawBlock(block, surface));
    else container.append(drawBlock(block, surface));
    drawn.set(container.children[nth], now);
  });
  while (container.children.length > blocks.length) container.lastElementChild.remove();
}

/** Return the node of one block. */
export function drawBlock(block, surface) {
  const place = { surface, blockId: block.block_id ?? "", dispatch: true };
  const node = attempt(DRAWN[block.type] ?? unknown, block, place);
  node.classList.add("block", `block-${block.type}`);
  node.dataset.block = block.block_id ?? "";
  return node;
}

/** A block of a wrong shape shall not take its message away: it shows as what it is. */
function attempt(draw, block, place) {
  try {
    return draw(block, place);
  } catch (error) {
    console.warn("a block could not be drawn", error);
    return unknown(block);
  }
}

const DRAWN = {
  section,
  header: (block, { surface }) => el(`h${surface.level}`, {}, textOf(block.text)),
  divider: () => el("hr"),
  context: (block) => el("div", {}, (block.elements ?? []).map((each) => (each.type === "image" ? picture(each) : el("span", { class: "mrkdwn" }, textOf(each))))),
  actions: (block, place) => el("div", { class: "row" }, (block.elements ?? []).map((each) => drawElement(each, place))),
  context_actions: (block, place) => el("div", { class: "row" }, (block.elements ?? []).map((each) => drawElement(each, place))),
  input,
  image: (block) => el("figure", {}, block.title ? el("figcaption", {}, textOf(block.title)) : null, picture(block)),
  rich_text: (block) => el("div", { class: "mrkdwn" }, richText(block)),
  markdown: (block, { surface }) => el("div", { class: "markdown" }, markdown(block.text, surface.level)),
  table: drawTable,
  data_table: drawDataTable,
  plan: drawPlan,
  task_card: drawTask,
  alert: (block) => el("p", { class: "mrkdwn", role: "note", data: { level: block.level ?? "default" } }, textOf(block.text)),
  file: (block) => el("p", {}, icon("file"), block.external_id ?? block.file_id ?? "file"),
  video: (block) => el("p", {}, icon("file"), link(block.title_url ?? block.video_url, textOf(block.title) || "video")),
};

function section(block, place) {
  const text = block.text ? el("div", { class: "mrkdwn" }, textOf(block.text)) : null;
  const fields = block.fields ? el("div", { class: "fields" }, block.fields.map((field) => el("div", { class: "mrkdwn" }, textOf(field)))) : null;
  const accessory = block.accessory ? el("div", { class: "accessory" }, drawElement(block.accessory, place)) : null;
  return el("div", { class: accessory ? "with-accessory" : "" }, el("div", { class: "section-main" }, text, fields), accessory);
}

function input(block, place) {
  const id = `input-${crypto.randomUUID()}`;
  const control = drawElement(block.element, { ...place, dispatch: block.dispatch_action === true, labelledBy: `${id}-label`, describedBy: `${id}-error ${id}-hint` });
  const label = el("label", { class: "label", id: `${id}-label` }, textOf(block.label), block.optional ? el("span", { class: "optional" }, " (optional)") : null);
  const field = control?.matches?.("input, textarea, select") ? control : control?.querySelector?.(".file-field");
  if (field) {
    field.id = id;
    label.setAttribute("for", id);
    if (!block.optional) field.setAttribute("aria-required", "true");
  }
  return el("div", {}, label, control, el("p", { class: "field-error", id: `${id}-error`, role: "alert" }), block.hint ? el("p", { class: "hint", id: `${id}-hint` }, textOf(block.hint)) : null);
}

function unknown(block) {
  return el("details", { class: "unknown" }, el("summary", {}, `A block this page does not draw: ${block.type}`), el("pre", {}, JSON.stringify(block, null, 2)));
}
