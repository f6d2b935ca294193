// `plan` and `task_card` blocks: what the bot is doing, part by part. A change replaces only the tasks that changed.

import { el } from "./dom.js";
import { link } from "./links.js";
import { richText } from "./richtext.js";

const WORDS = { pending: "waiting", in_progress: "working", complete: "done", error: "failed" };
const drawn = new WeakMap();

const title = (text) => (typeof text === "string" ? text : (text?.text ?? ""));

/** Return one task: its state, title, and what is known of it. */
export function drawTask(task) {
  const status = Object.hasOwn(WORDS, task.status) ? task.status : "pending";
  const more = [task.details, task.output].filter((part) => part?.elements?.length);
  const sources = task.sources ?? [];
  const node = el("div", { class: "task", data: { status, task: task.task_id ?? "" } }, el("span", { class: "task-mark", "aria-hidden": "true" }));
  const head = el("p", { class: "task-title" }, title(task.title), el("span", { class: "task-word" }, WORDS[status]));
  const body = el("div", { class: "task-body" }, head, more.map((part) => el("div", { class: "task-more" }, richText(part))));
  if (sources.length) body.append(el("p", { class: "task-sources" }, "Sources: ", sources.map((source, nth) => [nth ? ", " : "", link(source.url, source.text)])));
  node.append(body);
  drawn.set(node, JSON.stringify(task));
  return node;
}

/** Return a plan with its tasks. */
export function drawPlan(block) {
  const node = el("div", { class: "plan" }, el("p", { class: "plan-title" }, el("strong"), el("span", { class: "plan-count" })), el("div", { class: "plan-bar", "aria-hidden": "true" }, el("span")), el("div", { class: "plan-tasks", role: "list" }));
  changePlan(node, block);
  return node;
}

/** Bring a drawn plan up to date in place. */
export function changePlan(node, block) {
  const tasks = block.tasks ?? [];
  const finished = tasks.filter((task) => task.status === "complete" || task.status === "error").length;
  node.querySelector(".plan-title strong").textContent = title(block.title) || "Plan";
  node.querySelector(".plan-count").textContent = tasks.length ? `${finished} of ${tasks.length}` : "";
  node.querySelector(".plan-bar span").style.inlineSize = `${tasks.length ? (100 * finished) / tasks.length : 0}%`;
  const list = node.querySelector(".plan-tasks");
  tasks.forEach((task, nth) => {
    const old = list.children[nth];
    if (old && drawn.get(old) === JSON.stringify(task)) return;
    const fresh = drawTask(task);
    fresh.setAttribute("role", "listitem");
    if (old) old.replaceWith(fresh);
    else list.append(fresh);
  });
  while (list.children.length > tasks.length) list.lastChild.remove();
}
