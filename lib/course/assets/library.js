// The search over the symbols of all rooms; SYMBOLS comes from symbols.js beside the page.
"use strict";

// The symbols that fit a query, the best first: by name before by what they are
function findSymbols(symbols, query) {
  const words = query.toLowerCase().split(/\s+/).filter(Boolean);
  if (words.length === 0) return [];
  const scored = symbols.map((symbol, index) => ({
    symbol,
    index,
    scores: words.map((word) => scoreOf(symbol, word)),
  })).filter(({ scores }) => scores.every((score) => score > 0));
  const total = ({ scores }) => scores.reduce((sum, score) => sum + score, 0);
  scored.sort((one, other) => total(other) - total(one) || one.index - other.index);
  return scored.map(({ symbol }) => symbol);
}

function scoreOf([name, room, kind, summary], word) {
  const lower = name.toLowerCase();
  // A function comes before the type of its options
  const first = kind === "function" ? 1 : 0;
  if (lower === word) return 100 + first;
  if (lower.startsWith(word)) return 60 + first - name.length / 100;
  const parts = name.split(/(?=[A-Z])|_/).map((part) => part.toLowerCase());
  if (parts.includes(word)) return 40 + first;
  if (lower.includes(word)) return 30 + first;
  if (room === word) return 20 + first;
  const text = summary.toLowerCase();
  if (text.split(/[^\p{L}\p{N}]+/u).some((part) => part.startsWith(word))) return 10 + first;
  return 0;
}

addEventListener("DOMContentLoaded", () => {
  const box = document.querySelector(".search");
  const input = box.querySelector("input"), list = box.querySelector("ol");
  box.hidden = false;
  const show = () => list.replaceChildren(...resultsOf(input.value.trim()));
  input.addEventListener("input", show);
  input.addEventListener("focus", show);
  const close = () => list.replaceChildren();
  document.addEventListener("click", ({ target }) => box.contains(target) || close());
  list.addEventListener("click", ({ target }) => target.closest("a") && close());
  box.addEventListener("keydown", (event) => move(event, input, list, close));
  document.addEventListener("keydown", (event) => {
    if (event.key !== "/" || event.target.closest("input")) return;
    event.preventDefault();
    input.select();
  });
});

// The contents of a large room are longer than the window: what is being read stays in sight
addEventListener("DOMContentLoaded", () => {
  const nav = document.querySelector(".contents");
  const follow = () => {
    const link = nav.querySelector("a[aria-current]");
    if (!link || nav.scrollHeight <= nav.clientHeight) return;
    const { top, bottom } = link.getBoundingClientRect(), box = nav.getBoundingClientRect();
    if (top >= box.top && bottom <= box.bottom) return;
    nav.scrollTop += (top + bottom - box.top - box.bottom) / 2;
  };
  if (nav) addEventListener("scroll", follow, { passive: true });
});

// More than these would not be read
const SHOWN = 30;

function resultsOf(query) {
  if (query === "") return [];
  const found = findSymbols(SYMBOLS, query);
  if (found.length === 0) return [textElement("li", `Nothing in the library fits “${query}”.`)];
  return found.slice(0, SHOWN).map(([name, room, kind, summary]) => {
    const link = document.createElement("a");
    link.href = `${room}.html#${name}`;
    link.append(
      textElement("code", name),
      " ",
      textElement("span", `${kind}, ${room}`),
      textElement("small", summary),
    );
    const item = document.createElement("li");
    item.append(link);
    return item;
  });
}

function textElement(tag, text) {
  const element = document.createElement(tag);
  element.textContent = text;
  return element;
}

// Arrows go through what was found, Enter opens the first, Escape closes
function move(event, input, list, close) {
  const stops = [input, ...list.querySelectorAll("a")];
  const at = stops.indexOf(document.activeElement);
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (step !== undefined) stops[Math.min(Math.max(at + step, 0), stops.length - 1)].focus();
  else if (event.key === "Enter" && at === 0) stops[1]?.click();
  else if (event.key === "Escape") {
    close();
    input.blur();
  } else return;
  event.preventDefault();
}
