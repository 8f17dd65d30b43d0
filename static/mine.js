/* My apps in this browser: kept by a click, never before. Without it everything goes by file. */
"use strict";
{
  const KEY = "kept-here";
  let store = null;
  try { store = window.localStorage; } catch { /* refused: the file remains */ }
  const kept = () => (store && store.getItem(KEY)) || "";
  const keep = (shelf) => {
    try { if (shelf) store.setItem(KEY, shelf); else store.removeItem(KEY); return true; } catch { return false; } /* full */
  };
  const shown = () => document.querySelector("form[data-shelf] [name=shelf]")?.value || "";
  const apps = (shelf) => (shelf ? JSON.parse(shelf).shelf : []);
  const main = document.querySelector("main");

  /* What the server makes of a shelf takes the place of the page, and is kept where it was kept before. */
  const show = async (form, address) => {
    const answer = await fetch(address, { method: "POST", body: form }).catch(() => null);
    const page = new DOMParser().parseFromString((await answer?.text().catch(() => "")) ?? "", "text/html");
    const next = page.querySelector("main:has(form[data-shelf])"); /* else a portal's or a gateway's, or nothing came */
    const lost = document.getElementById("lost");
    lost.hidden = Boolean(next);
    if (!next) { lost.focus(); return; }
    main.innerHTML = next.innerHTML;
    document.title = page.title;
    if (answer.ok) keep(shown());
    ready();
    scrollTo(0, 0);
    (main.querySelector("#problems") || main.querySelector("h1")).focus();
  };

  const add = (button) => {
    const { shelf, report } = button.form.elements;
    const others = shelf ? apps(shelf.value) : [{ reports: [report.value] }];
    if (keep(JSON.stringify({ schema: 1, shelf: [...apps(kept()), ...others] }))) location.href = button.dataset.keep;
    else button.form.submit();
  };

  const send = (event) => {
    const form = event.target, press = event.submitter, here = kept();
    if (!here || (shown() && !("here" in form.elements.shelf.dataset))) return;
    form.elements.shelf.value = here; /* another window may have changed it */
    if (press && "plain" in press.dataset) return;
    event.preventDefault();
    show(new FormData(form, press), press?.getAttribute("formaction") || form.getAttribute("action"));
  };

  const ready = () => {
    const here = kept() !== "" && kept() === shown();
    for (const part of document.querySelectorAll("[data-kept]")) part.hidden = !here;
    for (const part of document.querySelectorAll("[data-not-kept]")) part.hidden = here;
    for (const button of document.querySelectorAll("[data-keep]")) {
      button.hidden = !store || here;
      button.onclick = () => add(button);
    }
    for (const button of document.querySelectorAll("[data-forget]")) button.onclick = () => { keep(""); ready(); };
    for (const form of document.querySelectorAll("form[data-shelf]")) {
      if (here) form.elements.shelf.dataset.here = "";
      form.onsubmit = send;
    }
  };
  ready();
  if ("open" in main.dataset && kept()) {
    const form = new FormData();
    form.set("shelf", kept());
    show(form, main.dataset.open);
  }
}
