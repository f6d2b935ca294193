// A button that opens a menu: arrows move, Enter and Space choose, Esc and Tab close, and the focus goes back to the button.

import { el, icon } from "./dom.js";
import { arrows } from "./focus.js";

let open = null;

document.addEventListener("pointerdown", (event) => open && !open.contains(event.target) && open.shut());

/** Return the menu. `entries`: [{content: nodes, choose()}]. */
export function menuButton({ label, mark = "more", entries, data = {} }) {
  const id = `menu-${crypto.randomUUID()}`;
  const button = el("button", { type: "button", class: "icon-button menu-button", "aria-label": label, title: label, "aria-haspopup": "menu", "aria-expanded": "false", "aria-controls": id, data }, icon(mark));
  const list = el("ul", { class: "menu-list", role: "menu", id, "aria-label": label, hidden: true });
  const menu = el("span", { class: "menu" }, button, list);
  const items = entries.map(({ content, choose }) => el("button", { type: "button", role: "menuitem", tabindex: "-1", on: { click: () => (menu.shut(true), choose()) } }, content));
  list.append(...items.map((item) => el("li", { role: "none" }, item)));
  menu.shut = (back = false) => {
    if (list.hidden) return;
    list.hidden = true;
    open = null;
    button.setAttribute("aria-expanded", "false");
    if (back) button.focus();
  };
  const show = (nth) => {
    open?.shut();
    open = menu;
    list.hidden = false;
    list.classList.remove("leftwards", "rightwards");
    const { left, right } = list.getBoundingClientRect();
    if (right > innerWidth) list.classList.add("leftwards");
    else if (left < 0) list.classList.add("rightwards");
    button.setAttribute("aria-expanded", "true");
    items.at(nth).focus();
  };
  button.addEventListener("click", () => (list.hidden ? show(0) : menu.shut(true)));
  button.addEventListener("keydown", (event) => {
    if (!["ArrowDown", "ArrowUp"].includes(event.key)) return;
    event.preventDefault();
    event.stopPropagation();
    show(event.key === "ArrowDown" ? 0 : -1);
  });
  arrows(list, () => items);
  menu.addEventListener("keydown", (event) => {
    if (list.hidden) return;
    if (event.key === "Tab") menu.shut(true); // and on from the button
    if (event.key !== "Escape") return;
    event.preventDefault();
    event.stopPropagation();
    menu.shut(true);
  });
  return menu;
}
