// Calls to the trial server. Every failure becomes a TrialError with a sentence a person can act on.

import { state } from "./state.js";

export class TrialError extends Error {}

let underWay = 0;

/** How many requests are under way stands at the root, for whoever has to know whether an act has been taken. */
function count(more) {
  underWay += more;
  document.documentElement.dataset.asking = String(underWay);
}

async function call(path, options) {
  count(1);
  try {
    return await answered(path, options);
  } finally {
    count(-1);
  }
}

async function answered(path, options) {
  let answer;
  try {
    answer = await fetch(path, options);
  } catch {
    throw new TrialError("The trial workspace does not answer. Is `frontdesk demo` still running?");
  }
  const body = await answer.json().catch(() => ({}));
  if (body.errors) return body;
  if (answer.status === 403) throw new TrialError("This browser is not let in. Open the address that the terminal printed, with its key.");
  if (!answer.ok || body.ok === false) throw new TrialError(body.error || `The trial workspace said ${answer.status}.`);
  return body;
}

function get(path, query = {}) {
  const given = Object.entries(query).filter(([, value]) => value !== undefined && value !== "");
  return call(`${path}?${new URLSearchParams(given)}`, { headers: { accept: "application/json" } });
}

/** POST a thing somebody does; `as` is always the acting person. */
export function post(path, body = {}) {
  return call(`/trial/${path}`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ as: state.me, ...body }),
  });
}

export const getState = () => get("/trial/state", { as: state.me });
export const getHistory = (channel, before = "", limit = 60) => get("/trial/history", { as: state.me, channel, before, limit });
export const getHome = () => get("/trial/home", { as: state.me });
export const getViews = () => get("/trial/views", { as: state.me });
export const getWire = (limit = 300) => get("/trial/wire", { limit });
export const getThread = (channel, ts) => get("/trial/thread", { as: state.me, channel, ts });

/** Upload one File of the browser; returns what the server calls it. */
export async function upload(file) {
  const form = new FormData();
  form.append("as", state.me);
  form.append("file", file, file.name);
  return (await call("/trial/upload", { method: "POST", body: form })).file;
}
