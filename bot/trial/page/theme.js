// Light or dark: as the system says, until one presses the button. The choice stays in this browser.

import { icon } from "./dom.js";

const KEPT = "frontdesk-trial-theme";
const system = matchMedia("(prefers-color-scheme: dark)");

const isDark = () => (localStorage.getItem(KEPT) ?? (system.matches ? "dark" : "light")) === "dark";

export function startTheme(button) {
  const show = () => {
    document.documentElement.dataset.theme = isDark() ? "dark" : "light";
    const label = isDark() ? "Use light colours" : "Use dark colours";
    button.replaceChildren(icon(isDark() ? "sun" : "moon"));
    button.setAttribute("aria-label", label);
    button.title = label;
  };
  button.addEventListener("click", () => {
    localStorage.setItem(KEPT, isDark() ? "light" : "dark");
    show();
  });
  system.addEventListener("change", show);
  show();
}
