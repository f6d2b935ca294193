// Links from outside: only http, https and mailto become links, and the host always shows. Anything else stays text.

import { el } from "./dom.js";

const ALLOWED = new Set(["http:", "https:", "mailto:"]);

function parsed(address) {
  try {
    const url = new URL(String(address).trim());
    return ALLOWED.has(url.protocol) ? url : null;
  } catch {
    return null;
  }
}

/** Return where a message of this workspace opens on this page, or "" for any other address. */
function permalink(url) {
  const found = url.origin === location.origin ? /^\/archives\/(\w+)\/p(\d+)(\d{6})$/.exec(url.pathname) : null;
  if (!found) return "";
  const thread = url.searchParams.get("thread_ts") ?? `${found[2]}.${found[3]}`;
  return /^\d+\.\d+$/.test(thread) ? `#${found[1]}/${thread}` : "";
}

/** Return a link, or the label as text when the address is not one we follow. `label`: text or nodes. */
export function link(address, label) {
  const url = parsed(address);
  const shown = label ?? String(address);
  const here = url ? permalink(url) : "";
  if (here) {
    const anchor = el("a", {}, shown);
    anchor.href = here;
    return anchor;
  }
  if (!url) return el("span", { class: "dead-link", title: "Not a link this page opens" }, typeof shown === "string" ? shown : [shown]);
  const anchor = el("a", { rel: "noopener noreferrer", target: "_blank", title: url.href }, shown);
  anchor.href = url.href;
  const target = url.protocol === "mailto:" ? url.pathname : url.host;
  if (anchor.textContent.includes(target)) return anchor;
  return el("span", { class: "link" }, anchor, el("span", { class: "link-host" }, ` (${target})`));
}

/** Return a local file's link to the trial server itself, or null when it lies anywhere else. */
export function localHref(address) {
  try {
    const url = new URL(String(address), location.href);
    return url.origin === location.origin ? url.href : null;
  } catch {
    return null;
  }
}

export const BARE_LINK = /\bhttps?:\/\/[^\s<>"'`|]+[^\s<>"'`|.,;:!?)\]}*_~]/;
