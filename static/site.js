/* Small comforts. Every page works without them. */
"use strict";
for (const button of document.querySelectorAll("[data-print]")) {
  button.hidden = false;
  button.addEventListener("click", () => window.print());
}
const text = (name) => document.getElementById(name).textContent;
for (const button of document.querySelectorAll("[data-copy], [data-copy-text]")) {
  const { copy, copyText, done } = button.dataset;
  button.hidden = !navigator.clipboard;
  button.addEventListener("click", () => {
    const what = copy ? document.getElementById(copy).href : text(copyText);
    navigator.clipboard.writeText(what).then(() => { button.textContent = done; }, () => { button.textContent = what; }); /* refused: shown */
  });
}
/* The system's own sheet, where there is one. A press that is taken back is no fault. */
for (const button of document.querySelectorAll("[data-share], [data-share-text]")) {
  const { share, title, shareText } = button.dataset;
  button.hidden = !navigator.share;
  button.addEventListener("click", () => {
    const what = share ? { title, url: document.getElementById(share).href } : { text: text(shareText) };
    navigator.share(what).catch(() => {});
  });
}
/* A summary of errors takes the focus, so that it is heard first. */
document.getElementById("problems")?.focus();
/* A link to a folded part of the page opens it. */
const open = () => {
  const target = location.hash.length > 1 && document.getElementById(decodeURIComponent(location.hash.slice(1)));
  const fold = target && target.closest("details");
  if (fold) fold.open = true;
};
addEventListener("hashchange", open);
open();
