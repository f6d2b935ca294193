// The bot's Home tab: what it last published for the acting person.

import { getHome, post } from "./api.js";
import { showBlocks } from "./blocks.js";
import { el, toast } from "./dom.js";
import { on, state } from "./state.js";
import { Surface } from "./surface.js";

export class Home {
  constructor() {
    this.blocks = el("div", { class: "blocks home-blocks" });
    this.empty = el("div", { class: "empty" }, el("h2", {}, "Nothing here yet"), el("p", {}, "Frontdesk has not put anything on this person's Home. It does so when it is asked to, usually at once."));
    this.node = el("section", { class: "home", role: "tabpanel", id: "home", "aria-label": "Home of Frontdesk", tabindex: "-1", hidden: true }, this.blocks, this.empty);
    this.surface = new Surface({}, 2);
    on("live:home", ({ view }) => this.show(view));
  }

  /** Show the tab and tell the bot that somebody opened it. */
  async open() {
    this.node.hidden = false;
    if (this.person !== state.me) this.show(null);
    this.person = state.me;
    try {
      await post("home", { tab: "home" });
      const answer = await getHome();
      if (this.person === state.me && answer.view) this.show(answer.view);
    } catch (error) {
      toast(error.message, "bad");
    }
  }

  /** Leave the tab. */
  close() {
    this.node.hidden = true;
  }

  show(view) {
    const blocks = view?.blocks ?? [];
    this.empty.hidden = blocks.length > 0;
    if (view && this.surface.where.view_id !== view.id) {
      this.blocks.replaceChildren();
      this.surface = new Surface({ view_id: view.id }, 2);
    }
    showBlocks(this.blocks, blocks, this.surface);
  }
}
