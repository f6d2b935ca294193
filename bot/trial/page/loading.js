// One way to load things that may be overtaken by what the person does next: only the last one asked for is shown.

import { toast } from "./dom.js";

/** Return `load(promise)`: resolves to the answer, to null when it failed (said), to undefined when something newer was asked for. */
export function latest() {
  let asked = 0;
  return async (promise) => {
    const mine = (asked += 1);
    try {
      const answer = await promise;
      return mine === asked ? answer : undefined;
    } catch (error) {
      if (mine !== asked) return undefined;
      toast(error.message, "bad");
      return null;
    }
  };
}
