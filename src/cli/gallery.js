"use strict";
const cards = [...document.querySelectorAll("article")];
const chips = [...document.querySelectorAll(".chip")];
const targets = [...document.querySelectorAll(".target")];
const search = document.querySelector("input[type=search]");
const shown = document.querySelector(".shown");
let category = "";

// Shows the cards of the chosen category that hold every word of the search.
function filter() {
  const words = search.value.toLowerCase().split(/\s+/).filter(Boolean);
  let count = 0;
  for (const card of cards) {
    const text = words.length ? card.textContent.toLowerCase() : "";
    card.hidden = (category !== "" && card.dataset.category !== category) ||
      !words.every((word) => text.includes(word));
    count += card.hidden ? 0 : 1;
  }
  for (const chip of chips) {
    chip.classList.toggle("on", chip.dataset.category === category);
  }
  shown.textContent = `${count} of ${cards.length} shown`;
}

// Puts one target's code beside the Python, on every card.
function choose(kind) {
  for (const pane of document.querySelectorAll(".pane")) {
    pane.hidden = pane.dataset.kind !== "python" && pane.dataset.kind !== kind;
  }
  for (const target of targets) {
    target.classList.toggle("on", target.dataset.kind === kind);
  }
}

// Pages opened from a file may lack navigator.clipboard; execCommand works there.
async function copy(button) {
  const text = button.closest(".pane").querySelector("code").textContent;
  try {
    await navigator.clipboard.writeText(text);
  } catch {
    const area = document.createElement("textarea");
    area.value = text;
    document.body.append(area);
    area.select();
    document.execCommand("copy");
    area.remove();
  }
  button.textContent = "Copied";
  setTimeout(() => { button.textContent = "Copy"; }, 1200);
}

for (const chip of chips) {
  chip.onclick = () => { category = chip.dataset.category; filter(); };
}
for (const target of targets) {
  target.onclick = () => choose(target.dataset.kind);
}
for (const button of document.querySelectorAll(".copy")) {
  button.onclick = () => copy(button);
}
search.oninput = filter;
choose(targets[0].dataset.kind);
filter();
