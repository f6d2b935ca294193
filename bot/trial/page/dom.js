// Making DOM nodes. Text from outside becomes text nodes here and nothing else; no markup is ever parsed.

const PROPERTIES = new Set(["value", "checked", "disabled", "hidden", "selected", "multiple", "readOnly", "open", "required", "indeterminate"]);
const SVG = "http://www.w3.org/2000/svg";

/** Return a new element. `props`: class, on: {event: handler}, data: {name: text}, attributes; children: nodes or text. */
export function el(tag, props = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(props)) {
    if (value === undefined || value === null || value === false) continue;
    if (name === "class") node.className = value;
    else if (name === "on") for (const [event, handler] of Object.entries(value)) node.addEventListener(event, handler);
    else if (name === "data") Object.assign(node.dataset, value);
    else if (PROPERTIES.has(name)) node[name] = value;
    else if (name === "href" || name === "src" || name === "style" || name.startsWith("on")) throw new Error(`not by el: ${name}`);
    else node.setAttribute(name, value === true ? "" : String(value));
  }
  node.append(...children.flat(Infinity).filter((child) => child !== null && child !== undefined && child !== false));
  return node;
}

/** Return a piece of a document holding the children. */
export function fragment(...children) {
  const piece = document.createDocumentFragment();
  piece.append(...children.flat(Infinity).filter((child) => child !== null && child !== undefined && child !== false));
  return piece;
}

// Drawn for this page: 24 by 24, strokes only.
const ICONS = {
  bell: "M4 18h16M6 18a6 6 0 0 1 12 0M12 12V9M10.5 8.2h3",
  close: "M6 6l12 12M18 6L6 18",
  clock: "M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18zM12 7v5l3.5 2",
  copy: "M9 9h10v11H9zM5 15V4h10",
  down: "M12 5v14M6 13l6 6 6-6",
  edit: "M5 19l1-4L16 5l3 3L9 18zM14 7l3 3",
  file: "M6 3h8l4 4v14H6zM14 3v4h4",
  hash: "M5 9h14M5 15h14M10 4L8 20M16 4l-2 16",
  home: "M4 11l8-7 8 7v9H4zM10 20v-6h4v6",
  people: "M9 11a3.5 3.5 0 1 0 0-7 3.5 3.5 0 0 0 0 7zM3 20c0-3.5 2.5-5.5 6-5.5s6 2 6 5.5M15.5 4.5a3.5 3.5 0 0 1 0 6.2M17 14.8c2.6.6 4 2.4 4 5.2",
  lock: "M6 11h12v9H6zM8.5 11V8a3.5 3.5 0 0 1 7 0v3",
  menu: "M4 7h16M4 12h16M4 17h16",
  moon: "M19 14.5A8 8 0 0 1 9.5 5 8 8 0 1 0 19 14.5z",
  more: "M6 12h.01M12 12h.01M18 12h.01",
  plus: "M12 5v14M5 12h14",
  reply: "M4 6h16v10H11l-4 4v-4H4z",
  restart: "M19 12a7 7 0 1 1-2-5M19 4v4h-4",
  send: "M4 12l16-7-5 15-3.5-6z",
  slash: "M5 4h14v16H5zM14 8l-4 8",
  smile: "M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18zM8.5 14.5a4.5 4.5 0 0 0 7 0M9 9.5h.01M15 9.5h.01",
  spark: "M12 4v5M12 15v5M4 12h5M15 12h5",
  sun: "M12 8a4 4 0 1 0 0 8 4 4 0 0 0 0-8zM12 2.5v2M12 19.5v2M2.5 12h2M19.5 12h2M5.3 5.3l1.4 1.4M17.3 17.3l1.4 1.4M5.3 18.7l1.4-1.4M17.3 6.7l1.4-1.4",
  thumbdown: "M7 4v10H4V4zM7 13l4 7c2 0 2.5-1.5 2-3l-.5-3H18c1.5 0 2-1 1.7-2.2l-1.5-6C18 4.7 17.3 4 16 4H7",
  thumbup: "M7 20V10H4v10zM7 11l4-7c2 0 2.5 1.5 2 3l-.5 3H18c1.5 0 2 1 1.7 2.2l-1.5 6c-.2 1.1-.9 1.8-2.2 1.8H7",
  trash: "M5 7h14M9 7V4h6v3M7 7l1 13h8l1-13",
  wire: "M4 8h13M13 4l4 4-4 4M20 16H7M11 12l-4 4 4 4",
};

/** Return a `draw` that runs only when `facts()` are others than the last time: what somebody is pressing stays in place. */
export function whenChanged(facts, draw) {
  let drawn;
  return () => {
    const now = JSON.stringify(facts());
    if (now === drawn) return;
    drawn = now;
    draw();
  };
}

/** Make `list` hold `nodes` in this order; those that stand right already are not touched. */
export function arrange(list, nodes) {
  for (const old of [...list.children]) if (!nodes.includes(old)) old.remove();
  nodes.forEach((node, nth) => list.children[nth] !== node && list.insertBefore(node, list.children[nth] ?? null));
}

/** The icon of a kind of room; every other kind has "hash". */
export const ROOM_ICONS = { private: "lock", group: "people" };

/** Return one of this page's own icons, hidden from screen readers. */
export function icon(name) {
  const svg = document.createElementNS(SVG, "svg");
  svg.setAttribute("viewBox", "0 0 24 24");
  svg.setAttribute("class", "icon");
  svg.setAttribute("aria-hidden", "true");
  const path = document.createElementNS(SVG, "path");
  path.setAttribute("d", ICONS[name] ?? ICONS.spark);
  svg.append(path);
  return svg;
}

/** Return a small button with an icon and a name for everyone. */
export function iconButton(name, label, onClick, extra = {}) {
  return el("button", { type: "button", class: "icon-button", "aria-label": label, title: label, on: { click: onClick }, ...extra }, icon(name));
}

/** Say something short at the bottom of the page for a few seconds. */
export function toast(text, kind = "plain") {
  const note = el("p", { class: `toast ${kind}` }, text);
  document.getElementById("toasts").append(note);
  setTimeout(() => note.remove(), kind === "bad" ? 9000 : 4000);
}
