// Files at messages: a picture of ours and the words of a snippet are shown, anything else is a link to the trial server.

import { el, icon } from "./dom.js";
import { localHref } from "./links.js";

const SHOWN = /^image\/(png|jpeg|gif|webp)$/;

/** Return one node a file. */
export function drawFiles(files) {
  return files.map((file) => {
    const href = localHref(file.url);
    const size = file.size === undefined ? "" : ` · ${sizeOf(file.size)}`;
    const about = [icon("file"), el("span", { class: "file-name" }, file.title || file.name || file.id), el("span", { class: "message-when" }, `${(file.filetype || "file").toUpperCase()}${size}`)];
    if (!href) return el("span", { class: "file" }, about);
    const anchor = el("a", { class: "file", download: SHOWN.test(file.mimetype) ? undefined : file.name }, about);
    anchor.href = href;
    if (file.preview) return el("figure", { class: "file-picture" }, el("pre", { class: "snippet", tabindex: "0", "aria-label": file.title || file.name }, file.preview), anchor);
    if (!SHOWN.test(file.mimetype)) return anchor;
    const image = el("img", { class: "picture", alt: file.title || file.name, loading: "lazy" });
    image.src = href;
    return el("figure", { class: "file-picture" }, image, anchor);
  });
}

/** Return a size as people read it. */
export function sizeOf(bytes) {
  if (bytes < 1000) return `${bytes} B`;
  return bytes < 1_000_000 ? `${(bytes / 1000).toFixed(1)} kB` : `${(bytes / 1_000_000).toFixed(1)} MB`;
}
