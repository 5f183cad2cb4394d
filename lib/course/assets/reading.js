// Reading a notebook: text alone or with its code, and predictions that are questions. A page says
// the same without any of it.
"use strict";

addEventListener("DOMContentLoaded", () => {
  addCodeSwitch();
  const questions = [...document.querySelectorAll("article blockquote")].map(questionOf);
  for (const question of questions) if (question) ask(question);
});

// Text, or text and code. The choice itself is put in place by course.js, before the first paint
function addCodeSwitch() {
  const theme = document.querySelector(".bar .theme");
  if (!theme || !document.querySelector("article .code")) return;
  const group = element("div", { className: "switch", role: "group", ariaLabel: "What is shown" });
  const buttons = [["hidden", "Text"], ["shown", "Text and code"]].map(([code, words]) => {
    const button = element("button", { type: "button", ariaLabel: words });
    // A telephone has room for what differs alone
    const [first, rest] = words.split(" and ");
    button.append(
      rest ? element("span", { className: "wide", textContent: `${first} and ` }) : first,
    );
    if (rest) button.append(rest);
    button.addEventListener("click", () => keepingPlace(() => choose(code)));
    group.append(button);
    return [code, button];
  });
  const choose = (code) => {
    root.dataset.code = code;
    remember("saddle-code", code);
    for (const [own, button] of buttons) button.setAttribute("aria-pressed", String(own === code));
  };
  choose(root.dataset.code ?? "shown");
  theme.before(group);
}

// What the reader looks at stays where it is, though code above it comes or goes: the browser, which
// would see to that for some changes, is told not to
function keepingPlace(change) {
  const parts = [...document.querySelectorAll("article .text > *")];
  const top = (part) => part.getBoundingClientRect().top;
  const seen = parts.find((part) => top(part) > 60) ?? parts.at(-1);
  const before = seen && top(seen);
  root.style.overflowAnchor = "none";
  change();
  if (seen) scrollBy({ top: top(seen) - before, behavior: "instant" });
  requestAnimationFrame(() => requestAnimationFrame(() => root.style.overflowAnchor = ""));
}

// A quotation that asks: "Predict.", choices that begin with (a), (b) ..., and a folded answer
function questionOf(quote) {
  const [list, details] = ["ul", "details"].map((name) => quote.querySelector(`:scope > ${name}`));
  if (!list || !details || !quote.querySelector("strong")?.textContent.startsWith("Predict")) {
    return;
  }
  const choices = [...list.children].map((item) => ({
    item,
    letter: item.textContent.match(/^\s*\(([a-z])\)/)?.[1],
  }));
  if (choices.some(({ letter }) => !letter)) return;
  const words = quote.querySelector("p")?.textContent ?? "";
  const right = details.textContent.replace(/^\s*Answer\s*/, "").match(/^\(([a-z])\)/)?.[1];
  return {
    quote,
    list,
    details,
    choices,
    right,
    key: `saddle-guess ${words.replace(/\s+/g, " ")}`,
  };
}

let questions = 0;

function ask({ quote, list, details, choices, right, key }) {
  const name = `guess-${++questions}`;
  quote.classList.add("question");
  list.setAttribute("role", "radiogroup");
  list.setAttribute("aria-label", "Your guess");
  for (const { item, letter } of choices) {
    const label = element("label");
    const radio = element("input", { type: "radio", name, value: letter });
    const words = element("span");
    words.append(...item.childNodes);
    label.append(radio, words);
    item.setAttribute("role", "none");
    item.append(label);
    radio.addEventListener("change", () => guess.disabled = false);
  }
  const guess = element("button", {
    type: "button",
    textContent: "That is my guess",
    disabled: true,
  });
  const skip = element("button", {
    type: "button",
    className: "quiet",
    textContent: "Show the answer",
  });
  const said = element("p", { className: "said", role: "status" });
  const actions = element("div", { className: "actions" });
  actions.append(guess, skip);
  list.after(actions, said);

  const radios = choices.map(({ item }) => item.querySelector("input"));
  const show = (letter) => {
    const isKnown = choices.some((choice) => choice.letter === letter);
    quote.classList.toggle("answered", isKnown);
    details.open = isKnown;
    for (const { item, letter: own } of choices) {
      item.classList.toggle("guessed", isKnown && own === letter);
      item.classList.toggle("right", isKnown && own === right);
    }
    for (const radio of radios) {
      radio.disabled = isKnown;
      radio.checked = isKnown && radio.value === letter;
    }
    guess.textContent = isKnown ? "Guess again" : "That is my guess";
    guess.disabled = !isKnown;
    skip.hidden = isKnown;
    said.textContent = isKnown ? verdict(letter, right) : "";
  };
  guess.addEventListener("click", () => {
    const again = quote.classList.contains("answered");
    const letter = again ? undefined : radios.find((radio) => radio.checked)?.value;
    remember(key, letter);
    show(letter);
    if (again) radios[0].focus();
  });
  skip.addEventListener("click", () => {
    details.open = !details.open;
    skip.textContent = details.open ? "Hide the answer" : "Show the answer";
  });
  show(recall(key));
}

function verdict(letter, right) {
  if (right === undefined) return `Your guess: (${letter}). Compare:`;
  return letter === right
    ? `Your guess, (${letter}), is right. Why:`
    : `Your guess was (${letter}). It is (${right}):`;
}

function element(name, properties = {}) {
  return Object.assign(document.createElement(name), properties);
}

// Storage may be forbidden: then things last for this page only
function remember(key, value) {
  try {
    if (value === undefined) localStorage.removeItem(key);
    else localStorage.setItem(key, value);
  } catch { /* as said */ }
}

function recall(key) {
  try {
    return localStorage.getItem(key) ?? undefined;
  } catch {
    return undefined;
  }
}
