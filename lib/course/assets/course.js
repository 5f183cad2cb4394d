// Light or dark, the table of contents, copying code. Pages can be read without any of it.
"use strict";

const root = document.documentElement;
const isDark = () =>
  (root.dataset.theme ??
    (matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light")) === "dark";

// Before the first paint, so that nothing flashes; storage may be forbidden
try {
  const theme = localStorage.getItem("saddle-theme");
  if (theme) root.dataset.theme = theme;
  root.dataset.code = localStorage.getItem("saddle-code") ?? "shown";
} catch { /* the choice lasts for this page only */ }

addEventListener("DOMContentLoaded", () => {
  const button = document.querySelector("button.theme");
  const show = () => button?.setAttribute("aria-pressed", String(isDark()));
  show();
  button?.addEventListener("click", () => {
    root.dataset.theme = isDark() ? "light" : "dark";
    show();
    try {
      localStorage.setItem("saddle-theme", root.dataset.theme);
    } catch { /* as above */ }
  });

  const details = document.querySelector(".contents details");
  const wide = matchMedia("(min-width: 80rem)");
  const fit = () => details?.toggleAttribute("open", wide.matches);
  wide.addEventListener("change", fit);
  fit();
  details?.addEventListener("click", (event) => {
    if (event.target.closest("a") && !wide.matches) details.open = false;
  });
  followReading();
  for (const code of document.querySelectorAll(".code")) addCopyButton(code);
});

// Marks in the contents the section that is being read
function followReading() {
  const links = new Map();
  for (const link of document.querySelectorAll(".contents a")) {
    links.set(decodeURIComponent(link.hash.slice(1)), link);
  }
  const headings = [...document.querySelectorAll("article :is(h2, h3)")].filter(({ id }) =>
    links.has(id)
  );
  const mark = () => {
    const current = headings.filter((heading) => heading.getBoundingClientRect().top < 120).at(-1);
    for (const [id, link] of links) {
      if (id !== current?.id) link.removeAttribute("aria-current");
      else if (!link.hasAttribute("aria-current")) markPlace(link);
    }
  };
  addEventListener("scroll", mark, { passive: true });
  mark();
}

// The contents, where they stand beside the text, scroll along in their own box
function markPlace(link) {
  link.setAttribute("aria-current", "location");
  const box = link.closest(".contents");
  if (box.scrollHeight <= box.clientHeight) return;
  const offset = link.getBoundingClientRect().top - box.getBoundingClientRect().top;
  box.scrollTop += offset - box.clientHeight / 2;
}

function addCopyButton(code) {
  const button = document.createElement("button");
  button.type = "button";
  button.className = "copy";
  button.textContent = "Copy";
  button.addEventListener("click", async () => {
    try {
      await navigator.clipboard.writeText(code.querySelector("pre code").textContent);
      button.textContent = "Copied";
    } catch {
      getSelection().selectAllChildren(code.querySelector("pre code"));
      button.textContent = "Selected";
    }
    setTimeout(() => button.textContent = "Copy", 1500);
  });
  code.append(button);
}
