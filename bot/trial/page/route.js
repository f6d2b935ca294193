// What is open, kept in the address after "#": CHANNEL, CHANNEL/THREAD, CHANNEL/home. Back and forward work by it.

import { announce, botChannel, state } from "./state.js";

/** Open a channel, with a thread or the Home tab. */
export function go(channel, { thread = "", tab = "messages" } = {}) {
  const wanted = `#${[channel, thread || (tab === "home" ? "home" : "")].filter(Boolean).join("/")}`;
  if (location.hash === wanted) follow();
  else location.hash = wanted;
}

/** Open a channel; resolves when it is open. */
export async function arrive(channel) {
  go(channel);
  if (state.open.channel !== channel) await new Promise((done) => addEventListener("hashchange", done, { once: true }));
}

/** Read the address; an unknown channel becomes the first one. */
export function follow() {
  const [asked, rest = ""] = decodeURIComponent(location.hash.slice(1)).split("/");
  const channel = state.channels.has(asked) ? asked : (state.channels.keys().next().value ?? "");
  const tab = rest === "home" && channel === botChannel()?.id ? "home" : "messages";
  const thread = channel === asked && /^\d+\.\d+$/.test(rest) ? rest : "";
  const before = state.open;
  state.open = { channel, thread, tab };
  announce("open", before);
}

addEventListener("hashchange", follow);
