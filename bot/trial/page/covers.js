// On a phone the channels lie over the rest: what lies beneath cannot be reached by the keyboard meanwhile. What threads and the inspector cover, the style sheet hides.

const COVERS = matchMedia("(max-width: 44rem)");
const BENEATH = ".main > :not(.main-head), .main > .main-head > :not(.main-title), .thread, .inspector";

/** Follow whether `app` shows its sidebar over the rest. */
export function startCovers(app) {
  const update = () => {
    const covered = COVERS.matches && app.classList.contains("with-sidebar");
    for (const part of app.querySelectorAll(BENEATH)) part.inert = covered;
  };
  new MutationObserver(update).observe(app, { attributes: true, attributeFilter: ["class"] });
  COVERS.addEventListener("change", update);
}
