// Where one writes: Enter sends, Shift+Enter makes a new line, "/" runs a command, files ride along. Each place and person keeps a draft.

import { post, upload } from "./api.js";
import { completion } from "./completion.js";
import { el, icon, iconButton, toast } from "./dom.js";
import { withEmoji } from "./emoji.js";
import { drawWriter } from "./people.js";
import { channelName, nameOf, state } from "./state.js";

// In the window's own store, where a reload finds them; a browser that refuses one keeps them as long as the page.
const kept = new Map();
const drafts = {
  get(key) {
    try {
      return sessionStorage.getItem(`draft ${key}`);
    } catch {
      return kept.get(key);
    }
  },
  set(key, text) {
    kept.set(key, text);
    try {
      if (text) sessionStorage.setItem(`draft ${key}`, text);
      else sessionStorage.removeItem(`draft ${key}`);
    } catch {
      // it is kept above
    }
  },
};

export class Composer {
  /** `place()` → {channel, thread}; `onSent(message)`; `lastOwn()` → the view ArrowUp edits in an empty field. */
  constructor({ place, onSent, lastOwn, id }) {
    Object.assign(this, { place, onSent, lastOwn });
    this.waiting = [];
    this.field = el("textarea", { class: "composer-field", rows: 1, id, autocomplete: "off", spellcheck: "true" });
    this.completion = completion(this.field);
    this.writer = drawWriter();
    this.chips = el("ul", { class: "chips" });
    this.picked = el("input", { type: "file", multiple: true, hidden: true, "aria-label": "Attach files" });
    this.sender = el("button", { type: "submit", class: "button primary send", "aria-label": "Send" }, icon("send"));
    const bar = el("div", { class: "composer-bar" }, this.writer.node, iconButton("plus", "Attach a file", () => this.picked.click()), iconButton("slash", "Slash commands", () => this.slash()), el("span", { class: "composer-hint" }, "Enter sends · Shift+Enter new line"), this.sender);
    this.node = el("form", { class: "composer", on: { submit: (event) => (event.preventDefault(), this.send()) } }, this.completion.list, this.chips, this.field, bar, this.picked);
    this.field.addEventListener("input", () => this.typed());
    this.field.addEventListener("keydown", (event) => this.key(event));
    this.picked.addEventListener("change", () => this.attach(this.picked.files));
    this.node.addEventListener("dragover", (event) => event.preventDefault());
    this.node.addEventListener("drop", (event) => (event.preventDefault(), this.attach(event.dataTransfer.files)));
  }

  /** The place or the person changed: show its draft and say who writes where. */
  moved() {
    const { channel, thread } = this.place();
    this.draftKey = `${state.me}/${channel}/${thread}`;
    this.field.value = drafts.get(this.draftKey) ?? "";
    const where = thread ? "Reply in the thread" : `Message ${channelName(channel)}`;
    this.field.placeholder = where;
    this.field.setAttribute("aria-label", `${where} as ${nameOf(state.me)}`);
    this.waiting = [];
    this.drawChips();
    this.writer.redraw();
    this.completion.close();
    this.grow();
  }

  typed() {
    drafts.set(this.draftKey, this.field.value);
    this.grow();
  }

  grow() {
    this.field.style.blockSize = "auto";
    this.field.style.blockSize = `${Math.min(this.field.scrollHeight, 220)}px`;
    this.sender.disabled = !this.field.value.trim() && !this.waiting.length;
  }

  slash() {
    if (!this.field.value) this.field.value = "/";
    this.field.focus();
    this.field.dispatchEvent(new Event("input"));
  }

  key(event) {
    if (event.isComposing || this.completion.key(event)) return;
    if (event.key === "Enter" && !event.shiftKey) this.send();
    else if (event.key === "ArrowUp" && !this.field.value && this.lastOwn?.()) this.lastOwn().edit();
    else return;
    event.preventDefault();
  }

  /** Attach files; of somebody who goes elsewhere meanwhile they are left out: they belong to this place and person. */
  async attach(files) {
    const here = this.draftKey;
    for (const file of files) {
      try {
        const uploaded = await upload(file);
        if (this.draftKey !== here) return;
        this.waiting.push(uploaded);
      } catch (error) {
        toast(`${file.name}: ${error.message}`, "bad");
      }
    }
    this.picked.value = "";
    this.drawChips();
    this.grow();
    this.field.focus();
  }

  drawChips() {
    this.chips.hidden = !this.waiting.length;
    this.chips.replaceChildren(...this.waiting.map((file, nth) => el("li", {}, icon("file"), file.name, iconButton("close", `Leave out ${file.name}`, () => (this.waiting.splice(nth, 1), this.drawChips(), this.grow())))));
  }

  async send() {
    const text = withEmoji(this.field.value.trim());
    const { channel, thread } = this.place();
    if (!text && !this.waiting.length) return;
    const files = this.waiting.map((file) => file.id);
    const kept = { text: this.field.value, waiting: this.waiting, key: this.draftKey };
    this.clear();
    try {
      if (text.startsWith("/") && !files.length) await post("command", { channel, text, thread_ts: thread || undefined });
      else this.onSent?.((await post("say", { channel, text, thread_ts: thread || undefined, files: files.length ? files : undefined })).message);
    } catch (error) {
      toast(error.message, "bad");
      if (this.draftKey !== kept.key) {
        if (!drafts.get(kept.key)) drafts.set(kept.key, kept.text); // it waits where it was written
        return;
      }
      if (this.field.value) return;
      this.field.value = kept.text;
      this.waiting = kept.waiting;
      this.drawChips();
      this.typed();
    }
  }

  clear() {
    this.field.value = "";
    this.waiting = [];
    this.drawChips();
    this.typed();
  }
}
