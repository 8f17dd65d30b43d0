/* Small comforts. Every page works without them. */
"use strict";
const { refused } = document.currentScript.dataset;
const text = (name) => document.getElementById(name).textContent;
const link = (name) => document.getElementById(name).href;

/* What the browser would not copy is shown, and selected for the person's own hands. */
const show = (button, what) => {
  const label = document.createElement("label"), field = document.createElement("input");
  label.className = "refused";
  field.readOnly = true;
  field.value = what;
  label.append(refused, " ", field);
  if (button.nextElementSibling?.className === "refused") button.nextElementSibling.remove();
  button.after(label);
  field.select();
  field.focus();
};
/* Each button by what its name says; hidden where the browser cannot do it. A share that is taken back is no fault. */
const comforts = {
  print: [true, () => window.print()],
  copy: [navigator.clipboard, (button) => {
    const { copy, copyText, done } = button.dataset;
    const what = copy ? link(copy) : text(copyText);
    navigator.clipboard.writeText(what).then(() => { button.textContent = done; }, () => show(button, what));
  }],
  share: [navigator.share, ({ dataset: { share, title, shareText } }) => {
    navigator.share(share ? { title, url: link(share) } : { text: text(shareText) }).catch(() => {});
  }],
};
const kinds = Object.keys(comforts).map((kind) => [`[data-${kind}], [data-${kind}-text]`, ...comforts[kind]]);
const offer = () => kinds.forEach(([which, can]) => {
  for (const button of document.querySelectorAll(which)) button.hidden = !can;
});
offer();
/* A class, and what is kept here, put new parts on the page. */
new MutationObserver(offer).observe(document.getElementById("main"), { childList: true, subtree: true });
document.addEventListener("click", ({ target }) => {
  for (const [which, , press] of kinds) {
    const button = target.closest(which);
    if (button) press(button);
  }
});
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
