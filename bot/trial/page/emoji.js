// The emoji this page knows by name. An unknown name stays readable as :name:.

const NAMES = {
  admission_tickets: "🎟️", speech_balloon: "💬", envelope: "✉️", email: "📧", telephone_receiver: "📞", bust_in_silhouette: "👤", busts_in_silhouette: "👥",
  rotating_light: "🚨", mega: "📣", loudspeaker: "📢", label: "🏷️", pushpin: "📌", paperclip: "📎", clipboard: "📋", chart_with_upwards_trend: "📈", bar_chart: "📊",
  stopwatch: "⏱️", alarm_clock: "⏰", clock3: "🕒", date: "📆", no_entry_sign: "🚫", heavy_multiplication_x: "✖️", leftwards_arrow_with_hook: "↩️", lock_with_ink_pen: "🔏",
  unlock: "🔓", shield: "🛡️", information_source: "ℹ️", sparkles: "✨", zap: "⚡", boom: "💥", bug: "🐛", gear: "⚙️", hammer_and_wrench: "🛠️", computer: "💻", iphone: "📱",
  large_green_square: "🟩", large_red_square: "🟥", large_yellow_square: "🟨", large_orange_circle: "🟠", black_circle: "⚫", raising_hand: "🙋", man_technologist: "👨‍💻", seedling: "🌱",
  "+1": "👍", thumbsup: "👍", "-1": "👎", thumbsdown: "👎", heart: "❤️", tada: "🎉", eyes: "👀", white_check_mark: "✅", heavy_check_mark: "✔️",
  x: "❌", warning: "⚠️", hourglass: "⌛", hourglass_flowing_sand: "⏳", pray: "🙏", wave: "👋", smile: "😄", slightly_smiling_face: "🙂",
  thinking_face: "🤔", raised_hands: "🙌", fire: "🔥", rocket: "🚀", package: "📦", truck: "🚚", mag: "🔍", memo: "📝", page_facing_up: "📄",
  books: "📚", link: "🔗", bulb: "💡", robot_face: "🤖", inbox_tray: "📥", calendar: "📅", clock1: "🕐", bell: "🔔", lock: "🔒", key: "🔑",
  receipt: "🧾", credit_card: "💳", moneybag: "💰", wrench: "🔧", sos: "🆘", no_entry: "⛔", question: "❓", exclamation: "❗", star: "⭐",
  sob: "😭", joy: "😂", rage: "😡", cry: "😢", confused: "😕", muscle: "💪", clap: "👏", ok_hand: "👌", point_right: "👉", sunny: "☀️",
  ticket: "🎫", red_circle: "🔴", large_blue_circle: "🔵", large_green_circle: "🟢", large_yellow_circle: "🟡", white_circle: "⚪", arrows_counterclockwise: "🔄",
};

/** Offered in the reaction picker. */
export const PICKER = ["+1", "-1", "ticket", "eyes", "white_check_mark", "heart", "tada", "pray", "thinking_face", "raised_hands", "wave"];

/** Return the character of an emoji name, or `:name:`. */
export function emoji(name) {
  return NAMES[String(name).split("::")[0]] ?? `:${name}:`;
}

/** Return whether the name is known. */
export function knows(name) {
  return Object.hasOwn(NAMES, name);
}

/** Replace :names: of emoji this page knows by their characters. */
export function withEmoji(text) {
  return text.replace(/:([a-z0-9_+-]+):/g, (whole, name) => (knows(name) ? emoji(name) : whole));
}
