// Modals of the bot: a stack of up to three, changed in place, submitted with errors at their fields, closed from the top.

import { getViews, post } from "./api.js";
import { showBlocks } from "./blocks.js";
import { openDialog, textOf } from "./dialog.js";
import { el, icon, toast } from "./dom.js";
import { on } from "./state.js";
import { Surface } from "./surface.js";

const shown = new Map();

class Modal {
  constructor(view) {
    this.surface = new Surface({ view_id: view.id });
    this.blocks = el("div", { class: "blocks" });
    this.error = el("p", { class: "form-error", role: "alert", hidden: true });
    this.form = el("form", { class: "modal-form", id: `form-${view.id}`, novalidate: true, on: { submit: (event) => (event.preventDefault(), this.submit()) } }, this.error, this.blocks);
    this.cancel = el("button", { type: "button", class: "button", on: { click: () => this.box.close() } });
    this.send = el("button", { type: "submit", class: "button primary", form: `form-${view.id}` });
    this.view = view;
    this.box = openDialog({ title: "", body: this.form, footer: [this.cancel, this.send], kind: "modal", onClose: () => this.closed() });
    this.box.dataset.view = view.id;
    this.touched = false;
    for (const act of ["keydown", "pointerdown"]) this.box.addEventListener(act, () => (this.touched = true));
    this.show(view);
  }

  show(view) {
    this.view = view;
    this.box.querySelector("h2").replaceChildren(textOf(view.title));
    this.cancel.replaceChildren(textOf(view.close) || (view.previous_view_id ? "Back" : "Close"));
    this.send.replaceChildren(textOf(view.submit) || "Submit");
    this.send.hidden = !view.submit;
    showBlocks(this.blocks, view.blocks ?? [], this.surface);
    // Also where the first view only said "one moment": until somebody does something, what can be filled in or pressed comes first.
    if (!this.touched && !this.blocks.contains(document.activeElement)) (this.blocks.querySelector("[data-first]") ?? this.blocks.querySelector("input, textarea, select, button"))?.focus();
  }

  async submit() {
    if (this.send.disabled) return;
    this.send.disabled = true;
    this.fail({});
    try {
      const answer = await post("submit", { view_id: this.view.id, values: this.surface.values });
      if (answer.errors) this.fail(answer.errors);
    } catch (error) {
      this.error.textContent = error.message;
      this.error.hidden = false;
    }
    this.send.disabled = false;
  }

  /** Put each error at its field, and the focus at the first one. */
  fail(errors) {
    this.error.hidden = true;
    for (const block of this.blocks.children) {
      const said = errors[block.dataset.block] ?? "";
      const place = block.querySelector(".field-error");
      if (place) place.replaceChildren(...(said ? [icon("close"), said] : []));
      for (const field of block.querySelectorAll("input, textarea, select")) field.setAttribute("aria-invalid", String(Boolean(said)));
    }
    const first = [...this.blocks.children].find((block) => errors[block.dataset.block]);
    if (first) {
      (first.querySelector("input, textarea, select, summary") ?? first).focus();
      first.scrollIntoView({ block: "nearest" });
    }
    else if (Object.keys(errors).length) {
      this.error.textContent = Object.values(errors).join(" ");
      this.error.hidden = false;
    }
  }

  closed() {
    if (!shown.delete(this.view.id)) return;
    post("close_view", { view_id: this.view.id }).catch((error) => toast(error.message, "bad"));
  }

  /** Take it away without telling the server, which said so. */
  leave() {
    shown.delete(this.view.id);
    this.box.close();
  }
}

function show(view) {
  const modal = shown.get(view.id);
  if (modal) modal.show(view);
  else shown.set(view.id, new Modal(view));
}

async function restore() {
  const { views } = await getViews().catch(() => ({ views: [] }));
  const ids = new Set(views.map((view) => view.id));
  for (const [id, modal] of [...shown].reverse()) if (!ids.has(id)) modal.leave();
  views.forEach(show);
}

export function startModals() {
  on("live:view_opened", ({ view }) => show(view));
  on("live:view_pushed", ({ view }) => show(view));
  on("live:view_updated", ({ view }) => view.type !== "home" && show(view));
  on("live:view_closed", ({ view_id: id }) => shown.get(id)?.leave());
  on("person", () => [...shown.values()].reverse().forEach((modal) => modal.leave()));
  on("ready", restore);
  on("catch-up", restore);
}
