/* The preview follows what is typed, and one answer that says nothing unticks the others. Every page works without. */
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
  for (const file of document.querySelectorAll("input[data-most]")) {
    file.addEventListener("change", () => {
      const large = file.files[0] && file.files[0].size > Number(file.dataset.most);
      file.setCustomValidity(large ? file.dataset.tooLarge : "");
      file.reportValidity();
    });
  }
}
