// The socket: what happens while one looks. It announces each event as "live:TYPE", says when it is lost, comes back by itself, and asks for a catch-up.

import { announce, state } from "./state.js";

const FIRST_WAIT_MS = 400;
const LONGEST_WAIT_MS = 8000;

let socket = null;
let waitMs = FIRST_WAIT_MS;
let timer = 0;
let everOpen = false;
let wanted = false;

/** Connect as the acting person; a connection of somebody else is closed first. */
export function connect() {
  clearTimeout(timer);
  const old = socket;
  socket = null;
  old?.close();
  document.documentElement.dataset.connected = "no";
  const scheme = location.protocol === "https:" ? "wss" : "ws";
  const mine = new WebSocket(`${scheme}://${location.host}/trial/live?as=${encodeURIComponent(state.me)}${wanted ? "&wire=1" : ""}`);
  socket = mine;
  mine.addEventListener("open", () => mine === socket && opened());
  mine.addEventListener("message", ({ data }) => mine === socket && take(data));
  mine.addEventListener("close", () => mine === socket && lost());
}

function opened() {
  const again = everOpen;
  everOpen = true;
  waitMs = FIRST_WAIT_MS;
  state.connected = true;
  document.documentElement.dataset.connected = "yes";
  announce("connection");
  if (again) announce("catch-up");
}

function lost() {
  state.connected = false;
  document.documentElement.dataset.connected = "no";
  announce("connection");
  timer = setTimeout(connect, waitMs);
  waitMs = Math.min(waitMs * 2, LONGEST_WAIT_MS);
}

function take(data) {
  let event;
  try {
    event = JSON.parse(data);
  } catch {
    return;
  }
  announce(`live:${event.type}`, event);
  document.documentElement.dataset.seq = String(event.seq); // everything up to here is drawn
}

/** Ask for the inspector's entries too, or stop asking; takes a new connection. */
export function wantWire(wants) {
  if (wanted === wants) return;
  wanted = wants;
  connect();
}

/** Try again at once instead of waiting. */
export function reconnectNow() {
  if (state.connected) return;
  waitMs = FIRST_WAIT_MS;
  connect();
}

addEventListener("online", reconnectNow);
