// Where the keyboard stands when what it stands on is drawn anew or closed: on the same thing, else on what held it.

const HOLDERS = "[data-ts], .home, dialog, .log";
const CAN = "a[href], button:not(:disabled), input:not(:disabled), select:not(:disabled), textarea:not(:disabled), [tabindex]";

/** Whether a node can be seen and take the focus. */
export const canFocus = (node) => Boolean(node?.isConnected && node.matches(CAN) && node.checkVisibility({ visibilityProperty: true }));

/** Remember what has the focus; returns `again()`, which puts it there, or where it belongs now. */
export function rememberFocus(node = document.activeElement) {
  if (!node || node === document.body) return () => undefined;
  const holder = node.closest(HOLDERS);
  const { block } = node.closest("[data-block]")?.dataset ?? {};
  const { action, side, user, channel } = node.dataset;
  const wanted = [action && `[data-action="${CSS.escape(action)}"]`, side && `[data-side="${side}"]`, user && `[data-user="${CSS.escape(user)}"]`, channel && `[data-channel="${CSS.escape(channel)}"]`].filter(Boolean).join("");
  return () => {
    if (canFocus(node)) return node.focus({ preventScroll: true });
    const place = holder?.isConnected ? holder : holder?.dataset.ts ? document.querySelector(`[data-ts="${holder.dataset.ts}"]`) : null;
    const inBlock = block ? (place ?? document).querySelector(`[data-block="${CSS.escape(block)}"]`) : null;
    const found = [inBlock, place ?? document].map((where) => wanted && where?.querySelector(wanted)).find(canFocus);
    const instead = found ?? [...(inBlock?.querySelectorAll(CAN) ?? [])].find(canFocus) ?? (canFocus(place) ? place : document.getElementById("main"));
    return instead.focus({ preventScroll: true });
  };
}

/** Run `draw`, which may replace what has the focus in `container`; the focus stays where it was. */
export function keepingFocus(container, draw) {
  const again = container.contains(document.activeElement) ? rememberFocus() : null;
  draw();
  if (again && !container.contains(document.activeElement)) again();
}

/** Let arrow keys (and Home, End) move among the children of a list that has one stop for Tab; `choose` is called with the new one. */
export function arrows(list, items, { next = "ArrowDown", previous = "ArrowUp", choose = (node) => node.focus() } = {}) {
  list.addEventListener("keydown", (event) => {
    const all = items();
    const here = all.indexOf(document.activeElement);
    const to = { [next]: here + 1, [previous]: here < 0 ? all.length - 1 : here - 1, Home: 0, End: all.length - 1 }[event.key];
    if (to === undefined || !all.length) return;
    event.preventDefault();
    choose(all[(to + all.length) % all.length]);
  });
}
