// The list that opens while one types "/", "@" or "#" in a composer: arrows move, Enter or Tab takes, Esc closes.

import { el } from "./dom.js";
import { avatar } from "./people.js";
import { nameOf, state, visibleChannels } from "./state.js";

const MOST = 8;

/** Return what fits the word at the caret: {from, to, entries: [{insert, title, note, mark}]} or null. */
function offers(text, caret) {
  const before = text.slice(0, caret);
  const command = /^\/(\S*)$/.exec(before);
  if (command) return offer(0, caret, state.commands.filter(({ name }) => name.slice(1).startsWith(command[1].toLowerCase())).map(fromCommand));
  const word = /(?:^|[\s(])([@#])([\p{L}\p{N}._-]*)$/u.exec(before);
  if (word) return offer(caret - word[2].length - 1, caret, word[1] === "@" ? persons(word[2]) : channels(word[2]));
  return null;
}

const offer = (from, to, entries) => (entries.length ? { from, to, entries: entries.slice(0, MOST) } : null);

const fromCommand = ({ name, usage, description }) => ({ insert: `${name} `, title: name, usage: (usage ?? "").replace(name, "").trim(), note: description });

function persons(part) {
  const fits = (user) => [user.name, user.real_name].some((name) => (name ?? "").toLowerCase().split(/\s+/).some((word) => word.startsWith(part.toLowerCase())));
  return [...state.users.values()].filter((user) => user.id !== state.me && fits(user)).map((user) => ({ insert: `@${user.name} `, title: nameOf(user.id), note: `@${user.name}`, mark: () => avatar(user.id, "tiny") }));
}

function channels(part) {
  return visibleChannels().filter(({ kind, name }) => kind !== "dm" && name.startsWith(part.toLowerCase())).map(({ name, topic }) => ({ insert: `#${name} `, title: `#${name}`, note: topic }));
}

let counter = 0;

/** Attach completion to a textarea. Returns the list's node and `key(event)`: true when it used up the key. */
export function completion(field) {
  const id = `completion-${(counter += 1)}`;
  const list = el("ul", { class: "completion", id, role: "listbox", "aria-label": "Suggestions", hidden: true });
  let open = null;
  let at = 0;

  field.setAttribute("aria-autocomplete", "list");
  field.setAttribute("aria-controls", id);

  const close = () => {
    open = null;
    list.hidden = true;
    field.removeAttribute("aria-activedescendant");
  };
  const take = (nth) => {
    const { from, to, entries } = open;
    field.setRangeText(entries[nth].insert, from, to, "end");
    close();
    field.dispatchEvent(new Event("input"));
    field.focus();
  };
  const point = () => {
    [...list.children].forEach((item, nth) => item.setAttribute("aria-selected", String(nth === at)));
    list.children[at]?.scrollIntoView({ block: "nearest" });
    field.setAttribute("aria-activedescendant", `${id}-${at}`);
  };
  const update = () => {
    open = field.selectionStart === field.selectionEnd ? offers(field.value, field.selectionStart) : null;
    if (!open) return close();
    at = 0;
    list.replaceChildren(...open.entries.map(({ title, usage, note, mark }, nth) => el("li", { role: "option", id: `${id}-${nth}`, on: { mousedown: (event) => (event.preventDefault(), take(nth)) } }, mark?.(), el("strong", {}, title), usage ? el("code", {}, usage) : null, note ? el("span", {}, note) : null)));
    list.hidden = false;
    return point();
  };
  const key = (event) => {
    if (!open) return false;
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step) {
      at = (at + step + open.entries.length) % open.entries.length;
      point();
    } else if (event.key === "Escape") close();
    else if (event.key === "Tab" || (event.key === "Enter" && open.entries[at].insert.trim() !== field.value.trim())) take(at);
    else return false;
    event.preventDefault();
    event.stopPropagation();
    return true;
  };
  field.addEventListener("input", update);
  field.addEventListener("blur", close);
  return { list, key, close };
}
