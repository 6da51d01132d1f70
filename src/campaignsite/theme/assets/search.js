// Searches the index of this site, and asks nobody else. Everything that it says stands in the page, in its language.
const at = (id) => document.getElementById("search-" + id);
const [form, status, list, more, failed] = ["form", "status", "results", "more", "failed"].map(at);
const FEW = 20;
let engine, turn = 0, timer, found = [], shown = 0;

const load = () => engine ??= import(form.dataset.index + "pagefind.js").then(async (pagefind) => {
  await pagefind.options({ baseUrl: "/", excerptLength: 25 });
  await pagefind.init();
  return pagefind;
});

const element = (name, text = "", more = {}) => Object.assign(document.createElement(name), { textContent: text }, more);

// Pagefind marks what it found in a piece of HTML: only the marks become elements, all else is text.
function excerpt(html) {
  const text = (part) => part.replaceAll("&lt;", "<").replaceAll("&gt;", ">").replaceAll("&quot;", '"').replaceAll("&amp;", "&");
  const p = element("p");
  html.split(/<\/?mark>/).forEach((part, n) => p.append(n % 2 ? element("mark", text(part)) : text(part)));
  return p;
}

function entry({ url, meta, excerpt: html }) {
  const li = element("li", "", { className: "card" }), h2 = element("h2"), kind = form.querySelector(`option[value="${meta.kind}"]`);
  h2.append(element("a", meta.title, { href: url }));
  const about = [kind?.textContent, meta.day].filter(Boolean).join(" · ");
  li.append(h2, ...(about ? [element("p", about, { className: "meta" })] : []), excerpt(html));
  return li;
}

async function show(mine) {
  const data = await Promise.all(found.slice(shown, shown + FEW).map((one) => one.data()));
  if (mine !== turn) return;
  const items = data.map(entry);
  list.append(...items);
  shown += items.length;
  more.hidden = shown >= found.length;
  return items[0]?.querySelector("a");
}

async function search() {
  const mine = ++turn, { q, ...filters } = Object.fromEntries([...new FormData(form)].filter(([, value]) => value.trim()));
  if (!q && !Object.keys(filters).length) return clear();
  try {
    const answer = await (await load()).search(q ?? null, { filters });
    if (mine !== turn) return;
    clear();
    found = answer.results;
    await show(mine);
    status.textContent = found.length ? form.dataset.results.replace("#", found.length.toLocaleString(document.documentElement.lang)) : form.dataset.none;
  } catch {
    if (mine !== turn) return;
    engine = undefined; // the next try may find a network
    clear();
    failed.hidden = false;
  }
}

function clear() {
  [found, shown, more.hidden, failed.hidden, status.textContent] = [[], 0, true, true, ""];
  list.replaceChildren();
}

// While somebody writes, a reader of the screen would be told of every letter: only a pause is an end.
const soon = () => (clearTimeout(timer), timer = setTimeout(search, 400));
form.addEventListener("input", soon);
form.addEventListener("submit", (event) => (event.preventDefault(), clearTimeout(timer), search()));
form.addEventListener("focusin", () => load().catch(() => engine = undefined), { once: true });
more.addEventListener("click", async () => (await show(turn))?.focus());

// A link may bring words with it. Those of a reader are written nowhere: whoever sees the history would see them too.
for (const [name, value] of new URLSearchParams(location.search)) if (form.elements[name]) form.elements[name].value = value;
at("without").remove();
form.hidden = false;
if (location.search) {
  history.replaceState(null, "", location.pathname);
  search();
}
