// One message: who, when, what; its files, reactions, replies and tools. A change touches only the parts that changed.

import { post } from "./api.js";
import { ask } from "./dialog.js";
import { showBlocks } from "./blocks.js";
import { el, icon, iconButton, toast } from "./dom.js";
import { arrows, keepingFocus } from "./focus.js";
import { drawFiles } from "./files.js";
import { mrkdwn } from "./mrkdwn.js";
import { avatar } from "./people.js";
import { drawReactions, openPicker } from "./reactions.js";
import { nameOf, state } from "./state.js";
import { Surface } from "./surface.js";
import { clock, full } from "./time.js";

export class MessageView {
  /** `inThread`: replies are not counted below it. `onThread(message)` opens its thread. */
  constructor(message, { inThread = false, onThread }) {
    this.inThread = inThread;
    this.onThread = onThread;
    this.surface = new Surface({ channel: message.channel, ts: message.ts }, inThread ? 3 : 2);
    this.head = el("header", { class: "message-head" });
    this.body = el("div", { class: "message-body" });
    this.files = el("div", { class: "message-files" });
    this.marks = el("div", { class: "reactions" });
    this.replies = el("div", { class: "replies" });
    this.tools = el("div", { class: "message-tools", role: "toolbar", "aria-label": "What to do with this message" });
    this.node = el("article", { class: "message", tabindex: "-1", data: { ts: message.ts, user: message.user ?? "" } });
    this.node.append(avatar(message.user), el("div", { class: "message-main" }, this.head, this.body, this.files, this.marks, this.replies), this.tools);
    arrows(this.tools, () => [...this.tools.querySelectorAll(":scope > button")], { next: "ArrowRight", previous: "ArrowLeft" });
    this.parts = {};
    this.update(message);
  }

  /** Show what the message is now. */
  update(message) {
    this.message = message;
    this.node.classList.toggle("ephemeral", Boolean(message.ephemeral));
    this.node.classList.toggle("streaming", Boolean(message.streaming));
    this.node.classList.toggle("gone", message.subtype === "tombstone");
    this.part("head", [message.user, message.edited, message.ephemeral, message.subtype], () => this.drawHead());
    if (!this.editing) this.part("body", [message.text, message.blocks, message.attachments, message.subtype], () => this.drawBody());
    this.part("files", message.files ?? [], () => this.files.replaceChildren(...drawFiles(message.files ?? [])));
    this.part("marks", message.reactions ?? [], () => keepingFocus(this.marks, () => this.marks.replaceChildren(...drawReactions(message))));
    this.part("replies", [message.reply_count, message.latest_reply, message.reply_users], () => this.drawReplies());
    this.part("tools", [message.subtype, message.ephemeral, message.streaming, state.me], () => this.drawTools());
  }

  part(name, facts, draw) {
    const now = JSON.stringify(facts);
    if (this.parts[name] === now) return;
    this.parts[name] = now;
    draw();
  }

  drawHead() {
    const { user, ts, edited, ephemeral, subtype } = this.message;
    const who = state.users.get(user);
    const when = el("time", { class: "message-when", datetime: new Date(Number.parseFloat(ts) * 1000).toISOString(), title: full(ts) }, clock(ts));
    if (subtype === "tombstone") return this.head.replaceChildren(when); // whose it was, Slack does not say any more
    return this.head.replaceChildren(
      el("strong", { class: "message-who" }, nameOf(user)),
      ...(who?.bot ? [el("span", { class: "tag" }, "app")] : []),
      ...(who?.staff ? [el("span", { class: "tag staff" }, "staff")] : []),
      ...(who?.outside ? [el("span", { class: "tag" }, "partner")] : []),
      when,
      ...(edited ? [el("span", { class: "message-note" }, "edited")] : []),
      ...(subtype === "thread_broadcast" ? [el("span", { class: "message-note" }, "also sent to the channel")] : []),
      ...(ephemeral ? [el("span", { class: "message-note" }, "only you can see this")] : []),
    );
  }

  drawBody() {
    const { blocks, text, attachments = [], subtype } = this.message;
    if (subtype === "tombstone") {
      this.blocks = null;
      this.body.replaceChildren(el("p", { class: "message-note" }, "This message was deleted."));
    } else if (blocks?.length) {
      if (!this.blocks) this.body.replaceChildren((this.blocks = el("div", { class: "blocks" })));
      showBlocks(this.blocks, blocks, this.surface);
    } else {
      this.blocks = null;
      this.body.replaceChildren(...(text ? [el("div", { class: "mrkdwn" }, mrkdwn(text))] : []));
    }
    this.body.querySelectorAll(":scope > .attachment").forEach((old) => old.remove());
    for (const attachment of attachments) this.body.append(drawAttachment(attachment, this.surface));
  }

  drawReplies() {
    const { reply_count: count = 0, latest_reply: latest, reply_users: users = [] } = this.message;
    const old = this.replies.querySelector(".open-thread");
    if (!count || this.inThread) return old?.remove();
    const words = count === 1 ? "1 reply" : `${count} replies`;
    // The same button all along: a press under way while another reply comes still counts.
    const button = old ?? el("button", { type: "button", class: "open-thread", on: { click: () => this.onThread?.(this.message) } });
    button.replaceChildren(...users.slice(0, 3).map((user) => avatar(user, "tiny")), el("strong", {}, words), ...(latest ? [el("span", { class: "message-when" }, `last at ${clock(latest)}`)] : []));
    if (!old) this.replies.prepend(button);
    return undefined;
  }

  /** Show or take away the status line under this message. */
  say(status) {
    this.replies.querySelector(".working")?.remove();
    if (status) this.replies.append(status);
  }

  /** Mark its thread as holding something unread. */
  unread(is) {
    this.node.classList.toggle("thread-unread", is);
  }

  drawTools() {
    const { message } = this;
    if (message.subtype === "tombstone" || message.ephemeral) return this.tools.replaceChildren();
    const mine = message.user === state.me;
    const shortcuts = state.shortcuts.filter((shortcut) => shortcut.type === "message");
    return this.tools.replaceChildren(
      iconButton("smile", "Add a reaction", (event) => openPicker(event.currentTarget, message)),
      ...(this.inThread ? [] : [iconButton("reply", "Reply in thread", () => this.onThread?.(message))]),
      ...(mine ? [iconButton("edit", "Edit", () => this.edit()), iconButton("trash", "Delete", () => this.remove())] : []),
      ...shortcuts.map((shortcut) => el("button", { type: "button", class: "tool-text", title: shortcut.description ?? "", on: { click: () => act("shortcut", { callback_id: shortcut.callback_id, channel: message.channel, ts: message.ts }) } }, icon("spark"), shortcut.name)),
    );
  }

  /** Let the author change the text here: Enter keeps it, Esc leaves it. */
  edit() {
    if (this.editing || this.message.user !== state.me) return;
    const field = el("textarea", { class: "field", "aria-label": "New text of the message", value: this.message.typed ?? this.message.text ?? "", rows: 2 });
    const leave = () => {
      this.editing = false;
      this.parts.body = "";
      this.blocks = null;
      this.update(this.message);
      this.node.focus();
    };
    const keep = async () => {
      if (field.value.trim() && (await act("edit", { channel: this.message.channel, ts: this.message.ts, text: field.value }))) leave();
    };
    field.addEventListener("keydown", (event) => {
      if (event.key === "Escape") leave();
      else if (event.key === "Enter" && !event.shiftKey && !event.isComposing) keep();
      else return;
      event.preventDefault();
      event.stopPropagation();
    });
    this.editing = true;
    this.body.replaceChildren(el("div", { class: "editing" }, field, el("div", { class: "row" }, el("button", { type: "button", class: "button primary", on: { click: keep } }, "Save"), el("button", { type: "button", class: "button", on: { click: leave } }, "Cancel"))));
    field.focus();
    field.setSelectionRange(field.value.length, field.value.length);
  }

  async remove() {
    const sure = await ask({ title: "Delete this message?", text: "Frontdesk hears of it too.", confirm: "Delete", deny: "Keep", style: "danger" });
    if (sure) act("delete", { channel: this.message.channel, ts: this.message.ts });
  }
}

async function act(path, body) {
  try {
    await post(path, body);
    return true;
  } catch (error) {
    toast(error.message, "bad");
    return false;
  }
}

function drawAttachment(attachment, surface) {
  const node = el("div", { class: "attachment" });
  if (attachment.is_share) node.append(el("p", { class: "hint" }, `Forwarded from ${attachment.author_name ?? "somebody"}`));
  if (attachment.blocks?.length) showBlocks(node, attachment.blocks, surface);
  else node.append(el("div", { class: "mrkdwn" }, mrkdwn(attachment.text ?? attachment.fallback ?? "")));
  return node;
}

