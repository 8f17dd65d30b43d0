/* The preview follows what is typed, an answer opens its questions, and one that says nothing unticks the others. Every
   page works without. */
"use strict";
{
  const WAIT = 400; // milliseconds without typing
  const preview = document.querySelector("[data-preview]");
  const form = document.getElementById("answers");
  let timer, asked = 0;

  const follow = async () => {
    const mine = ++asked;
    try {
      const answer = await fetch(preview.dataset.preview, { method: "POST", body: new FormData(form) });
      const text = await answer.text();
      if (answer.ok && mine === asked) preview.innerHTML = text;
    } catch {
      /* Without a network the preview waits for the next page. */
    }
  };
  if (preview && form) {
    form.addEventListener("input", () => {
      clearTimeout(timer);
      timer = setTimeout(follow, WAIT);
    });
  }
  for (const box of document.querySelectorAll("[data-alone]")) {
    const others = [...box.closest("fieldset").querySelectorAll("input[type=checkbox]")].filter((one) => one !== box);
    box.addEventListener("change", () => box.checked && others.forEach((one) => { one.checked = false; }));
    others.forEach((one) => one.addEventListener("change", () => { if (one.checked) box.checked = false; }));
  }
  /* A question that depends on another one of the page comes and goes with its answer. */
  const opened = [...document.querySelectorAll("[data-when]")].map((place) => [
    place,
    place.dataset.when.split(";").map((one) => { const [name, values] = one.split("="); return [name, values.split(",")]; }),
  ]);
  const told = (name) => [...form.querySelectorAll(`[name="${name}"]:checked`)].map((one) => one.value);
  const comes = () => opened.forEach(([place, wanted]) => {
    const here = wanted.filter(([name]) => form.querySelector(`[name="${name}"]`));
    if (here.length) place.hidden = !here.every(([name, values]) => told(name).some((one) => values.includes(one)));
  });
  if (form && opened.length) {
    form.addEventListener("change", comes);
    addEventListener("pageshow", comes); // Back fills the answers in again
  }
  for (const file of document.querySelectorAll("input[data-most]")) {
    file.addEventListener("change", () => {
      const large = file.files[0] && file.files[0].size > Number(file.dataset.most);
      file.setCustomValidity(large ? file.dataset.tooLarge : "");
      file.reportValidity();
    });
  }
}
