// Buttons, menus, overflow, feedback and icon buttons: what one presses. What one fills in lives in inputs.js.

import { ask, textOf } from "./dialog.js";
import { el, icon } from "./dom.js";
import { drawInput } from "./inputs.js";
import { link, localHref } from "./links.js";
import { menuButton } from "./menu.js";
import { state } from "./state.js";

/** Return the node of a Block Kit element. `place`: {surface, blockId, dispatch}. */
export function drawElement(element, place) {
  const visible = element.visible_to_user_ids;
  if (visible && !visible.includes(state.me)) return null;
  const draw = PRESSED[element.type];
  return draw ? draw(element, place) : drawInput(element, place);
}

const PRESSED = {
  button,
  workflow_button: button,
  icon_button: iconElement,
  feedback_buttons: feedback,
  overflow,
  image: picture,
};

async function press(node, element, place, value) {
  if (!(await ask(element.confirm))) return false;
  node.setAttribute("aria-busy", "true");
  const told = await place.surface.act(place.blockId, element.action_id, value);
  node.removeAttribute("aria-busy");
  return told;
}

function button(element, place) {
  const style = { primary: "primary", danger: "danger" }[element.style] ?? "";
  const node = el("button", { type: "button", class: `button ${style}`, "aria-label": element.accessibility_label, data: { action: element.action_id ?? "" } }, textOf(element.text));
  node.addEventListener("click", () => press(node, element, place, element.value ?? null));
  if (!element.url) return node;
  const target = link(element.url, textOf(element.text));
  const anchor = target.matches("a") ? target : target.querySelector("a");
  if (!anchor) return node;
  anchor.classList.add("button");
  anchor.addEventListener("click", () => place.surface.act(place.blockId, element.action_id, element.value ?? null));
  return target;
}

const ICON_NAMES = { trash: "trash", "thumbs-up": "thumbup", "thumbs-down": "thumbdown" };

function iconElement(element, place) {
  const label = element.accessibility_label || textOf(element.text);
  const node = el("button", { type: "button", class: "icon-button", "aria-label": label, title: label, data: { action: element.action_id ?? "" } }, icon(ICON_NAMES[element.icon] ?? "spark"));
  node.addEventListener("click", () => press(node, element, place, element.value ?? null));
  return node;
}

function feedback(element, place) {
  const group = el("span", { class: "feedback", role: "group", "aria-label": "Was this helpful?" });
  const one = (side, name) => {
    const told = element[`${side}_button`];
    const label = told.accessibility_label || textOf(told.text);
    const node = el("button", { type: "button", class: "feedback-button", "aria-pressed": "false", "aria-label": label, title: label, data: { action: element.action_id ?? "", side } }, icon(name), el("span", {}, textOf(told.text)));
    node.addEventListener("click", async () => {
      if (!(await press(node, element, place, told.value ?? null))) return;
      for (const other of group.children) other.setAttribute("aria-pressed", String(other === node));
    });
    return node;
  };
  group.append(one("positive", "thumbup"), one("negative", "thumbdown"));
  return group;
}

function overflow(element, place) {
  const entries = (element.options ?? []).map((option) => ({
    content: [textOf(option.text), option.description ? el("small", {}, textOf(option.description)) : null],
    choose: () => press(menu, element, place, option.value),
  }));
  const menu = menuButton({ label: "More actions", entries, data: { action: element.action_id ?? "" } });
  return menu;
}

/** Return a picture of ours, or a frame that says what would stand there: nothing is loaded from outside. */
export function picture(element) {
  const address = element.slack_file?.url ?? element.image_url ?? "";
  const own = localHref(address);
  if (own) {
    const image = el("img", { class: "picture", alt: element.alt_text ?? "", loading: "lazy" });
    image.src = own;
    return image;
  }
  return el("span", { class: "picture-frame" }, icon("file"), el("span", {}, element.alt_text || "picture"), address ? link(address, "not loaded here") : null);
}
