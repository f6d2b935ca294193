// What one fills in: text, number, date, choices, people, files. Each keeps its plain value in its surface and, where it acts, tells the server.

import { upload } from "./api.js";
import { ask, textOf } from "./dialog.js";
import { el, iconButton, toast } from "./dom.js";
import { select } from "./selects.js";

/** Return the node of an input. `place`: {surface, blockId, dispatch, labelledBy, describedBy}. */
export function drawInput(element, place) {
  const draw = DRAWN[element.type] ?? (element.type.endsWith("_select") ? select : null);
  return draw ? draw(element, place) : el("span", { class: "unknown" }, `(this page does not draw ${element.type})`);
}

/** Keep a value and, where the element acts by itself, tell the server after any confirmation. */
export async function chosen(element, place, value) {
  const { surface, blockId } = place;
  const before = surface.value(blockId, element.action_id);
  surface.put(blockId, element.action_id, value);
  if (!place.dispatch) return true;
  if (await ask(element.confirm)) return surface.act(blockId, element.action_id, value);
  surface.put(blockId, element.action_id, before);
  return false;
}

const initially = (element, place, initial) => place.surface.value(place.blockId, element.action_id, initial ?? null);

const named = (element, place) => ({
  "aria-labelledby": place.labelledBy,
  "aria-describedby": place.describedBy,
  "aria-label": place.labelledBy ? undefined : textOf(element.placeholder) || element.action_id,
  placeholder: textOf(element.placeholder) || undefined,
  data: { action: element.action_id ?? "", ...(element.focus_on_load ? { first: "yes" } : {}) },
});

function text(element, place) {
  const value = initially(element, place, element.initial_value);
  const types = { email_text_input: "email", url_text_input: "url" };
  const props = { ...named(element, place), class: "field", value: value ?? "", maxlength: element.max_length ?? 3000, autocomplete: "off" };
  const many = element.multiline || element.type === "rich_text_input";
  const node = many ? el("textarea", { ...props, rows: 5 }) : el("input", { ...props, type: types[element.type] ?? "text" });
  const when = element.dispatch_action_config?.trigger_actions_on ?? ["on_enter_pressed"];
  const put = () => place.surface.put(place.blockId, element.action_id, node.value || null);
  node.addEventListener("input", () => {
    put();
    if (place.dispatch && when.includes("on_character_entered")) place.surface.act(place.blockId, element.action_id, node.value);
  });
  node.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || many || !place.dispatch || event.isComposing) return;
    event.preventDefault();
    if (when.includes("on_enter_pressed")) place.surface.act(place.blockId, element.action_id, node.value);
  });
  return node;
}

function number(element, place) {
  const value = initially(element, place, element.initial_value);
  const limits = { min: element.min_value, max: element.max_value, step: element.is_decimal_allowed ? "any" : 1 };
  const node = el("input", { ...named(element, place), ...limits, type: "number", class: "field short", value: value ?? "" });
  node.addEventListener("input", () => place.surface.put(place.blockId, element.action_id, node.value || null));
  if (place.dispatch) node.addEventListener("change", () => chosen(element, place, node.value || null));
  return node;
}

function picker(type, initial) {
  return (element, place) => {
    const node = el("input", { ...named(element, place), type, class: "field short", value: initially(element, place, element[initial]) ?? "" });
    node.addEventListener("change", () => chosen(element, place, node.value || null));
    return node;
  };
}

function moment(element, place) {
  const value = initially(element, place, element.initial_date_time);
  const local = (seconds) => new Date(seconds * 1000 - new Date(seconds * 1000).getTimezoneOffset() * 60000).toISOString().slice(0, 16);
  const node = el("input", { ...named(element, place), type: "datetime-local", class: "field short", value: value ? local(value) : "" });
  node.addEventListener("change", () => chosen(element, place, node.value ? Math.round(new Date(node.value).getTime() / 1000) : null));
  return node;
}

function options(type) {
  return (element, place) => {
    const many = type === "checkbox";
    const initial = many ? (element.initial_options ?? []).map((option) => option.value) : (element.initial_option?.value ?? null);
    const held = [initially(element, place, initial) ?? []].flat();
    const name = `choice-${crypto.randomUUID()}`;
    const box = el("div", { class: "choices", role: many ? "group" : "radiogroup", "aria-labelledby": place.labelledBy, "aria-describedby": place.describedBy, data: { action: element.action_id ?? "" } });
    for (const option of element.options ?? []) {
      const input = el("input", { type, name, value: option.value, checked: held.includes(option.value) });
      input.addEventListener("change", () => {
        const all = [...box.querySelectorAll("input:checked")].map((each) => each.value);
        chosen(element, place, many ? all : (all[0] ?? null));
      });
      box.append(el("label", { class: "choice" }, input, el("span", {}, textOf(option.text), option.description ? el("small", {}, textOf(option.description)) : null)));
    }
    return box;
  };
}

const MOST_BYTES = 10_000_000;

function files(element, place) {
  const held = new Map((initially(element, place, []) ?? []).map((id) => [id, id]));
  const list = el("ul", { class: "file-list" });
  const accept = (element.filetypes ?? []).map((ending) => `.${ending}`).join(",");
  const input = el("input", { type: "file", class: "file-field", multiple: (element.max_files ?? 10) > 1, accept: accept || undefined, "aria-labelledby": place.labelledBy, "aria-describedby": place.describedBy, data: { action: element.action_id ?? "" } });
  const keep = () => {
    chosen(element, place, [...held.keys()]);
    list.replaceChildren(...[...held].map(([id, name]) => el("li", {}, name, iconButton("close", `Remove ${name}`, () => held.delete(id) && keep()))));
  };
  input.addEventListener("change", async () => {
    for (const file of input.files) {
      if (held.size >= (element.max_files ?? 10)) toast(`At most ${element.max_files ?? 10} files.`, "bad");
      else if (file.size > MOST_BYTES) toast(`${file.name} is larger than 10 MB.`, "bad");
      else await upload(file).then((kept) => held.set(kept.id, kept.name), (error) => toast(error.message, "bad"));
    }
    input.value = "";
    keep();
  });
  keep();
  return el("div", { class: "file-input" }, input, list);
}

const DRAWN = {
  plain_text_input: text,
  email_text_input: text,
  url_text_input: text,
  rich_text_input: text,
  number_input: number,
  datepicker: picker("date", "initial_date"),
  timepicker: picker("time", "initial_time"),
  datetimepicker: moment,
  radio_buttons: options("radio"),
  checkboxes: options("checkbox"),
  file_input: files,
};
