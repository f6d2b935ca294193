// What the page knows: team, people, channels, the bot, who acts, what is open. Changes are announced; nothing is drawn here.

const listeners = new Map();

export const state = {
  team: null,
  users: new Map(),
  channels: new Map(),
  bot: { user_id: "", name: "Frontdesk", status: "starting", detail: "", engine: "rules", model: null },
  commands: [],
  shortcuts: [],
  samples: [],
  me: "",
  open: { channel: "", thread: "", tab: "messages" },
  unread: new Map(),
  prompts: new Map(),
  connected: false,
  aheadS: 0, // how far the trial's clock is ahead of this machine's
};

/** Call `handler(detail)` at each announcement of `topic`. */
export function on(topic, handler) {
  if (!listeners.has(topic)) listeners.set(topic, new Set());
  listeners.get(topic).add(handler);
}

/** Announce a change. */
export function announce(topic, detail) {
  for (const handler of listeners.get(topic) ?? []) handler(detail);
}

/** Take over what GET /trial/state said. */
export function learn(answer) {
  state.me = answer.me ?? state.me;
  state.team = answer.team ?? state.team;
  state.users = new Map(answer.users.map((user) => [user.id, user]));
  state.channels = new Map(answer.channels.map((channel) => [channel.id, channel]));
  state.bot = { ...state.bot, ...answer.bot };
  state.commands = answer.commands ?? [];
  state.shortcuts = answer.shortcuts ?? [];
  state.samples = answer.samples ?? [];
  state.aheadS = answer.ahead_s ?? 0;
  state.unread = new Map(answer.channels.map((channel) => [channel.id, { count: channel.unread ?? 0, threads: channel.threads ?? [] }]));
  announce("state");
  announce("bot");
}

/** Return how many unread messages a channel holds, threads included. */
export function unreadIn(channelId) {
  const { count = 0, threads = [] } = state.unread.get(channelId) ?? {};
  return count + threads.length;
}

/** Return people one can act as: customers first, then staff. */
export function people() {
  const humans = [...state.users.values()].filter((user) => !user.bot);
  return [...humans.filter((user) => !user.staff), ...humans.filter((user) => user.staff)];
}

/** Return the person acting. */
export function me() {
  return state.users.get(state.me);
}

/** Return a user's name for people; an unknown id stays an id. */
export function nameOf(userId) {
  const user = state.users.get(userId);
  return user ? user.real_name || user.name : userId || "someone";
}

/** Return the channels the acting person is in. */
export function visibleChannels() {
  return [...state.channels.values()];
}

/** Return the direct conversation of the acting person with the bot, if there is one. */
export function botChannel() {
  return visibleChannels().find((channel) => channel.kind === "dm" && (channel.members ?? []).includes(state.bot.user_id));
}

/** Return how a channel is called in a sentence: "#support", or the other person's name. */
export function channelName(channelId) {
  const channel = state.channels.get(channelId);
  if (!channel) return channelId;
  if (channel.kind === "group") return channel.name;
  if (channel.kind !== "dm") return `#${channel.name}`;
  const other = (channel.members ?? []).find((member) => member !== state.me);
  return other ? nameOf(other) : channel.name || "direct message";
}
