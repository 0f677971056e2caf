// Suggestions under the fields of the filters. Without this script they are plain fields, and a name typed in full is understood as well.
"use strict";

for (const field of document.querySelectorAll("input[data-suggest]")) {
  const list = document.createElement("datalist");
  list.id = `names-${field.name}`;
  field.after(list);
  field.setAttribute("list", list.id);

  let waiting;
  let asked = "";
  const suggest = async () => {
    const typed = field.value.trim();
    if (typed.length < 2 || typed === asked) return;
    asked = typed;
    try {
      const answer = await fetch(`${field.dataset.suggest}?q=${encodeURIComponent(typed)}`);
      if (!answer.ok) return;
      const { names } = await answer.json();
      if (typed !== asked) return; // a later question is under way
      list.replaceChildren(...names.map((name) => Object.assign(document.createElement("option"), { value: name })));
    } catch {
      // No connection: the field stays a plain field.
    }
  };
  field.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(suggest, 150);
  });
}

// An empty field is no filter: it stays out of the address.
for (const form of document.querySelectorAll("form.filters")) {
  form.addEventListener("submit", () => {
    for (const field of form.querySelectorAll("input[type=text], input[type=search]")) field.disabled = field.value.trim() === "";
  });
}
addEventListener("pageshow", () => {
  for (const field of document.querySelectorAll("form.filters input:disabled")) field.disabled = false;
});
