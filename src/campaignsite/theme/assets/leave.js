// Leaves a sensitive page at once: by its links, or when Shift is pressed three times within five seconds.
// The page is covered before the next one is there, and takes no place in the history of this tab.
const bar = document.querySelector(".leave");
const link = bar.querySelector("a");
const said = bar.querySelector("[role=status]");
const root = document.documentElement;
const title = document.title;
let presses = 0, alone = true, late;

function reset(words = "") {
  clearTimeout(late);
  presses = 0;
  bar.dataset.presses = presses;
  said.textContent = words;
}

function leave(event) {
  event?.preventDefault();
  clearTimeout(late);
  root.classList.add("left");
  document.title = said.textContent = bar.dataset.leaving;
  location.replace(link.href);
}

for (const way of document.querySelectorAll("a[data-leave]")) way.addEventListener("click", leave);

// Shift with another key, or with the mouse, is for writing and choosing.
addEventListener("keydown", (event) => {
  alone = event.key === "Shift" ? alone && !(event.ctrlKey || event.altKey || event.metaKey) : !event.shiftKey && alone;
});
addEventListener("pointerdown", (event) => { alone = alone && !event.shiftKey; });

addEventListener("keyup", (event) => {
  if (event.key !== "Shift") return;
  const counts = alone;
  alone = true;
  if (!counts) return;
  presses += 1;
  if (presses === 3) return leave();
  if (presses === 1) late = setTimeout(reset, 5000, bar.dataset.late);
  bar.dataset.presses = presses;
  said.textContent = presses === 1 ? bar.dataset.two : bar.dataset.one;
});

addEventListener("blur", () => { alone = true; });

// Who comes back, from wherever, finds the page as it was.
addEventListener("pageshow", () => {
  root.classList.remove("left");
  document.title = title;
  alone = true;
  reset();
});
