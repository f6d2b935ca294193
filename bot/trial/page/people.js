// Who one acts as: the list in the sidebar, the small menu in the composer, and everybody's avatar.

import { el } from "./dom.js";
import { announce, me, nameOf, people, state } from "./state.js";

const KEPT = "frontdesk-trial-person";
const COLOR = /^#?[0-9a-f]{6}$/i;

/** Return the person this browser acted as last, or "". */
export function lastPerson() {
  return localStorage.getItem(KEPT) ?? "";
}

/** Act as somebody else from now on. */
export function become(userId) {
  if (userId === state.me || !state.users.has(userId)) return;
  state.me = userId;
  localStorage.setItem(KEPT, userId);
  announce("person");
}

/** Return a round avatar with initials; the bot gets the bell. */
export function avatar(userId, size = "") {
  const user = state.users.get(userId);
  const initials = nameOf(userId).split(/\s+/).map((word) => [...word][0] ?? "").slice(0, 2).join("");
  const node = el("span", { class: `avatar ${size} ${user?.bot ? "bot" : ""}`, "aria-hidden": "true" }, user?.bot ? "" : initials.toUpperCase());
  if (user && !user.bot && COLOR.test(user.color ?? "")) node.style.setProperty("--who", user.color.startsWith("#") ? user.color : `#${user.color}`);
  return node;
}

const role = (user) => (user.staff ? "Staff" : user.outside ? "Partner" : "Customer");

/** Mark who acts in the list of people within `place`. */
export function markActing(place) {
  for (const person of place.querySelectorAll(".person")) {
    const chosen = person.dataset.user === state.me;
    person.setAttribute("aria-checked", String(chosen));
    person.tabIndex = chosen ? 0 : -1;
  }
}

/** Return the list of people, one press each. Alt+1 … Alt+9 do the same. */
export function drawPeople() {
  const list = el("div", { class: "people", role: "radiogroup", "aria-label": "Act as" });
  people().forEach((user, nth) => {
    const chosen = user.id === state.me;
    list.append(
      el(
        "button",
        { type: "button", class: "person", role: "radio", "aria-checked": String(chosen), tabindex: chosen ? 0 : -1, title: `Act as ${nameOf(user.id)} (Alt+${nth + 1})`, data: { user: user.id }, on: { click: () => become(user.id) } },
        avatar(user.id),
        el("span", { class: "person-name" }, nameOf(user.id)),
        el("span", { class: `role ${user.staff ? "staff" : ""}` }, role(user)),
      ),
    );
  });
  list.addEventListener("keydown", (event) => {
    const step = { ArrowDown: 1, ArrowRight: 1, ArrowUp: -1, ArrowLeft: -1 }[event.key];
    if (!step) return;
    event.preventDefault();
    const all = people();
    const next = all[(all.findIndex((user) => user.id === state.me) + step + all.length) % all.length];
    become(next.id);
    document.querySelector(`.person[data-user="${CSS.escape(next.id)}"]`)?.focus();
  });
  return list;
}

/** Return a small menu that says who writes and lets one change it on the spot. */
export function drawWriter() {
  const select = el("select", { class: "writer-select", "aria-label": "Write as" });
  const who = el("span", { class: "writer-name", "aria-hidden": "true" });
  const node = el("span", { class: "writer" }, who, select);
  const redraw = () => {
    if (!me()) return;
    select.replaceChildren(...people().map((user) => el("option", { value: user.id, selected: user.id === state.me }, `${nameOf(user.id)} (${role(user).toLowerCase()})`)));
    who.replaceChildren(avatar(state.me, "tiny"), nameOf(state.me).split(" ")[0]);
  };
  select.addEventListener("change", () => become(select.value));
  redraw();
  return { node, redraw };
}

document.addEventListener("keydown", (event) => {
  const nth = event.altKey && !event.ctrlKey && !event.metaKey ? Number(event.code.replace("Digit", "")) : 0;
  const user = nth >= 1 ? people()[nth - 1] : undefined;
  if (!user) return;
  event.preventDefault();
  become(user.id);
});
