/* The class: follow without reloading, send again when the network drops, keys for the teacher. Nothing needs it. */
"use strict";
const main = document.getElementById("main");
const notice = document.getElementById("net");
if (notice) document.body.append(notice); /* outside of main, which every answer replaces */
const clock = document.getElementById("clock");
const live = () => document.getElementById("live");
let waiting = false; /* an answer that has not reached the server */

const say = (words) => { if (notice && notice.textContent !== words) notice.textContent = words; }; /* empty, it is not seen */
const told = () => { if (clock) clock.textContent = new Date().toLocaleTimeString(document.documentElement.lang); };
const parsed = (html) => new DOMParser().parseFromString(html, "text/html");
const heading = () => document.querySelector("h1");

/* What was chosen or typed but not sent, what was unfolded, and where the focus was, survive a change of the page. */
const chosen = new Map();
const place = (field) => `${field.name} ${field.form?.question?.value} ${field.form?.dataset.vote}`; /* a new vote starts empty */
document.addEventListener("change", ({ target }) => { if (target.type === "radio") chosen.set(place(target), target.value); });
const keep = () => {
  const typed = [...main.querySelectorAll("input:not([type]), select")].map((field) => [field.id, field.value]);
  const open = [...main.querySelectorAll("details[open]")].map((part) => part.id);
  return () => {
    for (const [id, value] of typed) { const field = id && document.getElementById(id); if (field) field.value = value; }
    for (const id of open) { const part = id && document.getElementById(id); if (part) part.open = true; }
    for (const field of main.querySelectorAll("input[type=radio]")) {
      if (chosen.get(place(field)) === field.value) field.checked = true;
    }
  };
};
/* What did not change stays the very node it is, with its focus: a screen reader has no reason to say it once more. */
const same = (one, other) => one?.nodeName === other?.nodeName && one?.id === other?.id
  && one?.getAttribute?.("class") === other?.getAttribute?.("class");
const renew = (old, fresh) => {
  const was = [...old.childNodes], now = [...fresh.childNodes];
  let next = null;
  while (was.length && same(was[0], now[0])) become(was.shift(), now.shift());
  while (was.length && same(was.at(-1), now.at(-1))) become(next = was.pop(), now.pop());
  for (const node of was) node.remove();
  for (const node of now) old.insertBefore(node, next);
};
const OWN = ["open", "hidden"]; /* what a person or a script did to a part of the page */
const become = (node, fresh) => {
  if (node.isEqualNode(fresh)) return;
  if (node.nodeType !== Node.ELEMENT_NODE) { node.nodeValue = fresh.nodeValue; return; }
  for (const name of node.getAttributeNames()) if (!OWN.includes(name) && !fresh.hasAttribute(name)) node.removeAttribute(name);
  for (const name of fresh.getAttributeNames()) {
    const value = fresh.getAttribute(name);
    if (!OWN.includes(name) && node.getAttribute(name) !== value) node.setAttribute(name, value);
  }
  renew(node, fresh);
};
/* A page with another heading is another step of the lesson: its heading has the focus, which says it. On the teacher's
   page nobody takes the focus from a hand that is about to press. */
const change = (page, fresh) => {
  const now = live(), title = heading(), words = page.querySelector("h1").textContent;
  const focus = document.activeElement, restore = keep();
  const moved = title.textContent !== words, comes = moved && now.contains(title);
  if (comes) now.innerHTML = fresh.innerHTML; else renew(now, fresh);
  if (moved && !comes) title.textContent = words;
  const foot = document.querySelector(".screen .foot");
  if (foot) renew(foot, page.querySelector(".foot")); /* how many devices are in stands there */
  Object.assign(now.dataset, fresh.dataset);
  document.title = page.title;
  restore();
  if (comes) { land(); return; }
  if (!focus.isConnected) (document.getElementById(focus.id) ?? heading()).focus({ preventScroll: true });
  tell();
};
const land = () => {
  const first = main.querySelector("[autofocus], #problems") ?? heading();
  first.tabIndex = -1;
  first.focus({ preventScroll: true });
  scrollTo({ top: 0, behavior: "instant" });
  known = sentences();
  voice.textContent = "";
};
/* What changes within a step is said by a voice: once, at most one message in five seconds, and none stays. */
const voice = document.createElement("p");
voice.className = "visually-hidden";
voice.setAttribute("role", "status");
document.body.append(voice);
const GAP = 5000;
const sentences = () => [...document.querySelectorAll("h1, [data-say], #live .warn:not([aria-hidden] *)")].map((part) => (part.dataset.say ?? part.textContent).trim());
let known = sentences(), pause = 0;
const tell = () => {
  if (pause) return;
  const now = sentences();
  voice.textContent = now.filter((words) => words && !known.includes(words)).join(" ");
  known = now;
  if (voice.textContent) pause = setTimeout(() => { pause = 0; tell(); }, GAP);
};

const follow = async () => {
  const now = live();
  if (now && !document.hidden && !waiting) {
    try {
      const headers = now.dataset.seen ? { "If-None-Match": `"${now.dataset.seen}"` } : {};
      const answer = await fetch(now.dataset.poll, { headers, cache: "no-store" });
      if (answer.status === 200 && !waiting) {
        const page = parsed(await answer.text());
        const fresh = page.getElementById("live");
        if (fresh) change(page, fresh);
        else if (ours(page)) arrive(page, ""); /* the class is over: nothing more to follow */
        else throw new Error("a page of somebody else"); /* a portal's: ours stays */
      }
      if (answer.status === 404) { say(notice?.dataset.gone ?? ""); return; }
      if (answer.status === 200 || answer.status === 304) { say(""); told(); } else say(notice?.dataset.busy ?? "");
    } catch { say(notice?.dataset.lost ?? ""); }
  }
  setTimeout(follow, Number(live()?.dataset.every ?? 5) * 1000 * (0.85 + Math.random() * 0.3));
};
if (live()) { told(); setTimeout(follow, 1500); }

/* A form is sent until a page of ours says what became of it, always under the same key, so that it counts once.
   What a gateway, a portal or a proxy answers in the server's place is no answer. */
const ours = (page) => page.querySelector('meta[name="four-questions"]') && page.getElementById("main");
const send = async (address, body) => {
  for (;;) {
    try {
      const answer = await fetch(address, { method: "POST", body });
      const page = parsed(await answer.text());
      if (answer.status < 500 && answer.status !== 429 && ours(page)) return { answer, page };
      say(notice?.dataset.busy ?? "");
    } catch { say(notice?.dataset.lost ?? ""); }
    await new Promise((resolve) => setTimeout(resolve, 1500 + Math.random() * 1000));
  }
};
/* The page that came back takes the place of this one. */
const arrive = (page, address) => {
  const fresh = page.getElementById("main");
  fresh.querySelector("#net")?.remove(); /* the notice stands outside already */
  main.innerHTML = fresh.innerHTML;
  document.title = page.title;
  if (address) history.replaceState(null, "", address);
  land();
};
document.addEventListener("submit", async (event) => {
  const form = event.target;
  if (!form.matches("[data-queue]")) return;
  event.preventDefault();
  if (waiting) return;
  waiting = true;
  const pressed = event.submitter; /* its formAction is this page where none is written */
  const address = pressed?.hasAttribute("formaction") ? pressed.formAction : form.action;
  const { answer, page } = await send(address, new URLSearchParams(new FormData(form)));
  waiting = false;
  chosen.clear();
  say("");
  if (answer.status === 200 && form.dataset.queue === "go") location.replace(answer.url); /* to a page of another kind */
  else arrive(page, answer.status === 200 ? answer.url : "");
});
addEventListener("beforeunload", (event) => { if (waiting) event.preventDefault(); });

/* Homework closes by the clock of the teacher's own device. */
const until = document.getElementById("until");
if (until) {
  document.querySelector("[data-server-clock]").hidden = true;
  until.addEventListener("input", () => { until.form.elements.offset.value = until.value ? -new Date(until.value).getTimezoneOffset() : ""; });
}

/* Keys for the teacher, as shown on the buttons; the box under them switches them off. That goes along in the address of
   whatever is pressed next, so that it stays, and is kept nowhere. */
const keys = document.getElementById("keys");
keys?.closest("[hidden]")?.removeAttribute("hidden");
const carried = (address) => {
  const url = new URL(address, location.href);
  if (keys.checked) url.searchParams.delete("keys"); else url.searchParams.set("keys", "off");
  return `${url.pathname}${url.search}${url.hash}`;
};
keys?.addEventListener("change", () => {
  const own = `/host/${new URL(live().dataset.poll, location.href).pathname.split("/").at(-1)}`;
  for (const name of ["href", "action", "data-poll"]) {
    for (const node of document.querySelectorAll(`[${name}^="/"][${name}*="${own}"]`)) node.setAttribute(name, carried(node.getAttribute(name)));
  }
  history.replaceState(null, "", carried(location.href));
});
document.addEventListener("keydown", (event) => {
  if (!keys?.checked || event.ctrlKey || event.metaKey || event.altKey || event.repeat) return;
  if (event.target.closest("input:not([type=checkbox]), textarea, select")) return;
  const button = document.querySelector(`[data-key="${CSS.escape(event.key.toLowerCase())}"]`);
  if (button) { event.preventDefault(); button.click(); }
});
