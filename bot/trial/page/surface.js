// One place that holds blocks: a message, a modal, a Home tab. It keeps what stands in its inputs and tells the server what was pressed.

import { post } from "./api.js";
import { toast } from "./dom.js";

export class Surface {
  /** `where`: {channel, ts} or {view_id}, as /trial/action wants it. `level`: of a header in it, under the headings around it. */
  constructor(where, level = 3) {
    this.where = where;
    this.level = level;
    this.values = {};
  }

  /** Return the value an input holds now; at first sight it takes its initial value. */
  value(blockId, actionId, initial = null) {
    const block = (this.values[blockId] ??= {});
    if (!(actionId in block)) block[actionId] = initial;
    return block[actionId];
  }

  /** Keep what an input holds. */
  put(blockId, actionId, value) {
    (this.values[blockId] ??= {})[actionId] = value;
  }

  /** Forget inputs that are no longer there. */
  keepOnly(blocks) {
    const ids = new Set(blocks.map((block) => block.block_id));
    for (const blockId of Object.keys(this.values)) if (!ids.has(blockId)) delete this.values[blockId];
  }

  /** Tell the server that something was pressed or chosen; false when it could not be told. */
  async act(blockId, actionId, value) {
    try {
      await post("action", { ...this.where, block_id: blockId, action_id: actionId, value, values: this.values });
      return true;
    } catch (error) {
      toast(error.message, "bad");
      return false;
    }
  }
}
