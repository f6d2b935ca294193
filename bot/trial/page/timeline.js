// A list of messages in the order of their ts: it appends and changes single messages, never draws all anew, and keeps the reader's place.

import { el } from "./dom.js";
import { MessageView } from "./message.js";
import { state } from "./state.js";
import { dayKey, dayName } from "./time.js";

const NEAR_PX = 90;
const TOGETHER_S = 300;

export class Timeline {
  /** `options` go to each MessageView; `onOlder()` is called when the reader wants what came before. */
  constructor({ label, onOlder, ...options }) {
    this.options = options;
    this.views = new Map();
    this.days = new Map();
    // Announcer.js says what comes, in one sentence; read from here it would come with every button.
    this.list = el("div", { class: "log", role: "log", "aria-live": "off", "aria-label": label });
    this.older = el("button", { type: "button", class: "button small older", hidden: true, on: { click: () => onOlder?.() } }, "Show earlier messages");
    this.foot = el("div", { class: "log-foot" });
    this.beginning = el("div", { class: "beginning", hidden: true });
    this.scroller = el("div", { class: "scroller", tabindex: "-1" }, this.beginning, this.older, this.list, this.foot);
    this.jump = el("button", { type: "button", class: "jump", hidden: true, on: { click: () => this.toEnd() } }, "New messages ↓");
    this.marker = el("p", { class: "marker", role: "separator" }, el("span", {}, "New"));
    this.node = el("div", { class: "timeline" }, this.scroller, this.jump);
    this.atEnd = true;
    this.meanwhile = null;
    this.scroller.addEventListener("scroll", () => this.scrolled(), { passive: true });
    this.list.addEventListener("keydown", (event) => this.walk(event));
    this.list.addEventListener("focusin", ({ target }) => this.stand(target.closest(".message")));
    new ResizeObserver(() => this.atEnd && this.toEnd()).observe(this.list);
    new ResizeObserver(() => this.atEnd && this.toEnd()).observe(this.scroller);
  }

  /** Something is being loaded: what happens until it comes is done again on top of it, for it may be older. */
  expectLoad() {
    this.meanwhile = [];
    this.list.setAttribute("aria-busy", "true");
  }

  /** The load has come, or failed. */
  loaded() {
    const again = this.meanwhile ?? [];
    this.meanwhile = null;
    for (const [what, about] of again) this[what](about);
    this.list.setAttribute("aria-busy", "false");
  }

  /** Start over with these messages (oldest first). `unread`: how many at the end are new. */
  start(messages, { more = false, unread = 0, beginning = null } = {}) {
    this.views.clear();
    this.days.clear();
    this.marker.remove();
    this.list.replaceChildren();
    this.list.setAttribute("aria-busy", "true");
    messages.forEach((message) => this.put(message));
    this.older.hidden = !more;
    this.beginning.replaceChildren(...(beginning ? [beginning] : []));
    this.beginning.hidden = more || !beginning;
    const first = unread ? messages.filter((message) => message.user !== state.me).at(-unread) : undefined;
    if (first) this.views.get(first.ts)?.node.before(this.marker);
    this.toEnd();
    this.loaded();
  }

  /** Add older messages above; what the reader sees stays where it is. */
  prepend(messages, more) {
    const below = this.scroller.scrollHeight - this.scroller.scrollTop;
    messages.forEach((message) => this.put(message));
    this.older.hidden = !more;
    this.beginning.hidden = more;
    this.scroller.scrollTop = this.scroller.scrollHeight - below;
  }

  /** Bring the end up to date after a lost connection: what is missing comes, what is gone goes. */
  sync(messages) {
    const meanwhile = this.meanwhile;
    this.meanwhile = null;
    const fresh = new Set(messages.map((message) => message.ts));
    const from = messages[0]?.ts ?? "";
    for (const ts of [...this.views.keys()]) if (ts >= from && !fresh.has(ts)) this.remove(ts);
    messages.forEach((message) => this.add(message));
    this.meanwhile = meanwhile;
    this.loaded();
  }

  /** Add a message that just came, or change it if it is here. */
  add(message) {
    this.meanwhile?.push(["add", message]);
    const known = this.views.has(message.ts);
    this.put(message);
    if (known) return;
    const mine = message.user === state.me;
    if (mine) this.marker.remove();
    if (this.atEnd || mine) this.toNew(this.views.get(message.ts).node);
    else this.announceNew(message);
  }

  /** Add one's own message as the server took it; if it is here already, what is here is newer: it may have an answer, a mark. */
  addSent(message) {
    if (!this.views.has(message.ts)) this.add(message);
  }

  /** Show a message that just came: its end, or, where it is higher than the window, its beginning. */
  toNew(node) {
    this.toEnd();
    if (node.offsetHeight < this.scroller.clientHeight) return;
    this.scroller.scrollTop = node.offsetTop - this.scroller.offsetTop - 8;
    this.atEnd = false;
  }

  /** Change a message that is here; others are not meant for this list. */
  change(message) {
    this.meanwhile?.push(["change", message]);
    this.views.get(message.ts)?.update(message);
  }

  /** Put new reactions on a message that is here. */
  react({ ts, reactions }) {
    this.meanwhile?.push(["react", { ts, reactions }]);
    const view = this.views.get(ts);
    view?.update({ ...view.message, reactions });
  }

  /** Take a message away. */
  remove(ts) {
    this.meanwhile?.push(["remove", ts]);
    const view = this.views.get(ts);
    if (!view) return;
    const next = nextMessage(view.node);
    const day = this.days.get(dayKey(ts));
    this.views.delete(ts);
    const stood = view.node.contains(document.activeElement);
    view.node.remove();
    this.stand();
    if (stood) (this.stop ?? this.scroller).focus();
    if (next) this.join(next);
    if (day && nextMessage(day)?.dataset.day !== dayKey(ts)) {
      day.remove();
      this.days.delete(dayKey(ts));
    }
  }

  /** One message is a stop for Tab: the one somebody stood on last, else the newest. Arrow keys go on from there. */
  stand(node = null) {
    if (node) this.stood = node;
    const stop = this.stood?.isConnected ? this.stood : [...this.list.children].findLast((each) => each.dataset.ts);
    if (stop === this.stop) return;
    if (this.stop) this.stop.tabIndex = -1;
    if (stop) stop.tabIndex = 0;
    this.stop = stop;
  }

  /** The trial's clock was moved: what was today is no longer. */
  redate() {
    for (const divider of this.days.values()) divider.firstElementChild.textContent = dayName(nextMessage(divider).dataset.ts);
  }

  /** Scroll to the newest message. */
  toEnd() {
    this.scroller.scrollTop = this.scroller.scrollHeight;
    this.jump.hidden = true;
    this.atEnd = true;
  }

  /** Return the last message of the acting person here. */
  lastOwn() {
    return [...this.views.values()].filter((view) => view.message.user === state.me && view.message.subtype !== "tombstone").sort((a, b) => (a.message.ts < b.message.ts ? 1 : -1))[0];
  }

  put(message) {
    const known = this.views.get(message.ts);
    if (known) return known.update(message);
    const view = new MessageView(message, this.options);
    view.node.dataset.day = dayKey(message.ts);
    this.views.set(message.ts, view);
    const after = this.following(message.ts);
    if (after) after.before(view.node);
    else this.list.append(view.node);
    this.day(view.node);
    this.join(view.node);
    this.stand();
    const next = nextMessage(view.node);
    if (next) this.join(next);
    return undefined;
  }

  /** Return the node that stands after a ts: usually none, so the search runs from the end. */
  following(ts) {
    let after = null;
    for (let node = this.list.lastElementChild; node; node = node.previousElementSibling) {
      if (node.dataset.ts && node.dataset.ts <= ts) break;
      if (node.dataset.ts) after = node;
    }
    return after;
  }

  day(node) {
    const key = node.dataset.day;
    let divider = this.days.get(key);
    if (!divider) {
      divider = el("p", { class: "day", role: "separator" }, el("span", {}, dayName(node.dataset.ts)));
      this.days.set(key, divider);
      node.before(divider);
    } else if (divider.compareDocumentPosition(node) & Node.DOCUMENT_POSITION_PRECEDING) node.before(divider);
  }

  /** A message soon after one of the same person stands under the same name. */
  join(node) {
    const before = node.previousElementSibling;
    const soon = before?.dataset.ts && Number(node.dataset.ts) - Number(before.dataset.ts) < TOGETHER_S;
    node.classList.toggle("follows", Boolean(soon && before.dataset.user === node.dataset.user && before.classList.contains("ephemeral") === node.classList.contains("ephemeral")));
  }

  announceNew(message) {
    if (!this.marker.isConnected) this.views.get(message.ts).node.before(this.marker);
    this.jump.hidden = false;
  }

  scrolled() {
    this.atEnd = this.scroller.scrollHeight - this.scroller.scrollTop - this.scroller.clientHeight < NEAR_PX;
    if (this.atEnd) this.jump.hidden = true;
  }

  walk(event) {
    const here = event.target.closest(".message");
    if (event.target !== here) return;
    const all = [...this.list.querySelectorAll(":scope > .message")];
    const to = { ArrowDown: nextMessage(here), ArrowUp: previousMessage(here), Home: all[0], End: all.at(-1) }[event.key];
    const view = this.views.get(here.dataset.ts);
    if (to) to.focus();
    else if (event.key === "Enter") this.options.onThread?.(view.message);
    else if (event.key === "e") view.edit();
    else return;
    event.preventDefault();
  }
}

function nextMessage(node) {
  let next = node.nextElementSibling;
  while (next && !next.dataset.ts) next = next.nextElementSibling;
  return next;
}

function previousMessage(node) {
  let next = node.previousElementSibling;
  while (next && !next.dataset.ts) next = next.previousElementSibling;
  return next;
}
