// Menus: one or several of given options, people or channels; external ones ask the bot for their options.

import { post } from "./api.js";
import { textOf } from "./dialog.js";
import { el, icon } from "./dom.js";
import { chosen } from "./inputs.js";
import { nameOf, state } from "./state.js";

/** Return a menu of any kind; `multi_…` ones hold a list. */
export function select(element, place) {
  if (element.type.includes("external")) return external(element, place);
  return element.type.startsWith("multi_") ? several(element, place, groupsOf(element)) : one(element, place, groupsOf(element));
}

/** Return [{label, options: [{value, text}]}]. */
function groupsOf(element) {
  const kind = element.type.replace("multi_", "");
  if (kind === "users_select") return [{ label: "", options: [...state.users.values()].map((user) => ({ value: user.id, text: nameOf(user.id) })) }];
  if (kind !== "static_select") return [{ label: "", options: [...state.channels.values()].map((channel) => ({ value: channel.id, text: channel.kind === "dm" ? channel.name : `#${channel.name}` })) }];
  return grouped(element);
}

function grouped({ options, option_groups: groups }) {
  const plain = (list) => (list ?? []).map((option) => ({ value: option.value, text: textOf(option.text), option }));
  return groups ? groups.map((group) => ({ label: textOf(group.label), options: plain(group.options) })) : [{ label: "", options: plain(options) }];
}

function initialOf(element) {
  const of = (name) => element[`initial_${name}`];
  const first = of("user") ?? of("channel") ?? of("conversation") ?? of("option")?.value;
  return element.type.startsWith("multi_") ? (of("users") ?? of("channels") ?? of("conversations") ?? (of("options") ?? []).map((option) => option.value)) : (first ?? null);
}

/** Return what is told of a choice: its value, or (external menus) the whole option, which only the bot knows. */
function toldOf(element, groups, value) {
  if (!element.type.includes("external")) return value;
  return groups.flatMap(({ options }) => options).find((each) => each.value === value)?.option ?? null;
}

const valueOf = (held) => held?.value ?? held;

function one(element, place, groups) {
  const held = place.surface.value(place.blockId, element.action_id, initialOf(element));
  const label = place.labelledBy ? undefined : textOf(element.placeholder) || element.action_id;
  const node = el("select", { class: "field select", "aria-labelledby": place.labelledBy, "aria-describedby": place.describedBy, "aria-label": label, data: { action: element.action_id ?? "" } });
  node.append(el("option", { value: "" }, textOf(element.placeholder) || "Choose…"));
  for (const { label: name, options } of groups) {
    const drawn = options.map(({ value, text }) => el("option", { value, selected: value === valueOf(held) }, text));
    node.append(...(name ? [el("optgroup", { label: name }, drawn)] : drawn));
  }
  node.addEventListener("change", async () => {
    const before = place.surface.value(place.blockId, element.action_id);
    if (!(await chosen(element, place, toldOf(element, groups, node.value || null)))) node.value = valueOf(before) ?? "";
  });
  return node;
}

function several(element, place, groups) {
  const held = new Set((place.surface.value(place.blockId, element.action_id, initialOf(element)) ?? []).map(valueOf));
  const all = groups.flatMap(({ options }) => options);
  const summary = el("summary", { class: "field select", "aria-labelledby": place.labelledBy, data: { action: element.action_id ?? "" } });
  const name = () => summary.replaceChildren(all.filter(({ value }) => held.has(value)).map(({ text }) => text).join(", ") || textOf(element.placeholder) || "Choose…");
  const choice = ({ value, text }) => {
    const input = el("input", { type: "checkbox", value, checked: held.has(value) });
    input.addEventListener("change", () => {
      if (input.checked && element.max_selected_items && held.size >= element.max_selected_items) {
        input.checked = false;
        return;
      }
      if (input.checked) held.add(value);
      else held.delete(value);
      name();
      chosen(element, place, [...held].map((each) => toldOf(element, groups, each)).filter(Boolean));
    });
    return el("label", { class: "choice" }, input, el("span", {}, text));
  };
  name();
  const shut = (event) => {
    if (event.key !== "Escape" || !box.open) return;
    event.preventDefault();
    event.stopPropagation();
    box.open = false;
    summary.focus();
  };
  const box = el("details", { class: "several", on: { keydown: shut } }, summary, el("div", { class: "several-list" }, groups.map(({ label, options }) => [label ? el("strong", {}, label) : null, options.map(choice)])));
  return box;
}

function external(element, place) {
  const many = element.type.startsWith("multi_");
  const given = many ? (element.initial_options ?? []) : [element.initial_option].filter(Boolean);
  const box = el("div", { class: "external" });
  const found = el("div", {});
  const redraw = (answer) => found.replaceChildren((many ? several : one)({ ...element, initial_option: given[0], initial_options: given }, place, grouped(answer)));
  const search = el("input", { type: "search", class: "field", placeholder: textOf(element.placeholder) || "Search…", "aria-label": textOf(element.placeholder) || "Search", "aria-labelledby": place.labelledBy });
  search.addEventListener("input", async () => {
    if (search.value.length < (element.min_query_length ?? 3)) return;
    const asked = search.value;
    const answer = await post("suggest", { ...place.surface.where, block_id: place.blockId, action_id: element.action_id, value: asked }).catch(() => ({ options: [] }));
    if (asked === search.value) redraw(answer);
  });
  redraw({ options: given });
  box.append(el("span", { class: "external-search" }, icon("spark"), search), found);
  return box;
}
