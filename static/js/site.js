// Comfort for readers with script: "/" to the search box, arrow keys through results, buttons that copy. Every page works without it.
"use strict";

const KEYS_OFF = "readout-keys-off";
const fields = "input, textarea, select, [contenteditable]";
const keysAreOn = () => {
  try {
    return localStorage.getItem(KEYS_OFF) === null;
  } catch {
    return true; // no storage: as on the first visit
  }
};

// Keys of one character can be switched off, as WCAG 2.1.4 asks.
const toggle = document.querySelector("[data-keys]");
if (toggle) {
  const show = () => {
    toggle.textContent = keysAreOn() ? "Switch the keys off" : "Switch the keys on";
  };
  toggle.addEventListener("click", () => {
    try {
      if (keysAreOn()) localStorage.setItem(KEYS_OFF, "off");
      else localStorage.removeItem(KEYS_OFF);
    } catch {
      // no storage: nothing is remembered
    }
    show();
  });
  show();
  toggle.closest("[hidden]").hidden = false;
}

document.addEventListener("keydown", (event) => {
  if (event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey || event.target.closest(fields) || !keysAreOn()) return;
  const box = document.querySelector("main input[type=search]") ?? document.querySelector("input[type=search]");
  if (!box) return;
  event.preventDefault();
  box.focus();
  box.select();
});

// Arrow keys go through the results, once the focus is on one of them or in the field that found them.
document.addEventListener("keydown", (event) => {
  if (!["ArrowDown", "ArrowUp"].includes(event.key) || event.ctrlKey || event.metaKey || event.altKey || event.shiftKey) return;
  const results = [...document.querySelectorAll("main .statement .words a, main .rows :is(h2, h3) > a")];
  const here = results.indexOf(document.activeElement);
  const searching = document.activeElement.matches("input[type=search]:not([list])");
  if (here === -1 && !(searching && event.key === "ArrowDown")) return;
  const next = results[here + (event.key === "ArrowDown" ? 1 : -1)] ?? (here === 0 ? document.querySelector("main input[type=search]") : null);
  if (!next) return;
  event.preventDefault();
  next.focus();
});

// Buttons that copy: each says in a live region what it did.
const copyButton = (label, text) => {
  const button = Object.assign(document.createElement("button"), { type: "button", className: "plain", textContent: label });
  const told = Object.assign(document.createElement("span"), { className: "hidden" });
  told.setAttribute("role", "status");
  button.addEventListener("click", async () => {
    try {
      await navigator.clipboard.writeText(text());
      button.textContent = told.textContent = "Copied";
    } catch {
      button.textContent = told.textContent = "Could not copy";
    }
    setTimeout(() => {
      button.textContent = label;
      told.textContent = "";
    }, 2000);
  });
  return [button, told];
};

for (const place of document.querySelectorAll("[data-copies]")) {
  const link = document.querySelector("link[rel=canonical]").href;
  place.prepend(...copyButton("Copy the link", () => link), ...copyButton("Copy as a quotation", () => place.dataset.copies));
}
for (const block of document.querySelectorAll("[data-copy]")) block.after(...copyButton("Copy", () => block.innerText.trim()));
