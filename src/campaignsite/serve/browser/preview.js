// Belongs to “campaignsite serve” and to no published site: loads the page again, and shows what is wrong over it.
// It keeps nothing in the browser, and takes no focus.
(() => {
  const own = document.currentScript;
  const { version, alone } = own.dataset;
  const folder = new URL(".", own.src);
  let shown = "", panel, badge;

  // livereload.js asks its plugins first: while the page is as new as the site, it stays where it is.
  window.LiveReloadPluginCampaignsite = class {
    static identifier = "campaignsite";
    static version = "1";
    analyze() { return {}; }
    reload(path) {
      if (path === "state") look();
      return path === "state";
    }
  };

  async function look() {
    const state = await fetch(new URL("state.json", folder), { cache: "no-store" }).then((a) => a.json()).catch(() => null);
    if (!state) return;
    if (![state.version, state.coming].includes(version)) return location.reload();
    // What is wrong belongs to an older state than a page that was shown before its build is done.
    const { problems, more, fault } = version === state.version ? state : { problems: [], more: 0, fault: "" };
    const now = JSON.stringify([problems, more, fault]);
    if (now === shown) return;
    if (alone !== undefined && shown) location.reload();
    shown = now;
    if (alone === undefined) draw({ problems, more, fault });
  }

  function made(name, text = "", attributes = {}) {
    const element = document.createElement(name);
    element.textContent = text;
    for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
    return element;
  }

  function item({ severity, code, message, place, excerpt, hint }) {
    const li = made("li");
    const place_ = made("p", "", { class: "place" });
    place_.append(made("code", place));
    const what = made("p");
    what.append(made("strong", severity + ":"), " ", message, " ", made("code", `[${code}]`));
    li.append(place_, what);
    if (excerpt) li.append(made("pre", excerpt, { tabindex: "0" }));
    if (hint) li.append(made("p", "Hint: " + hint));
    return li;
  }

  function title({ problems, more, fault }) {
    if (fault) return "The site could not be built";
    const errors = problems.filter((p) => p.severity === "error").length;
    const n = errors || problems.length;
    return `${n}${more ? " or more" : ""} ${errors ? "error" : "warning"}${n === 1 ? "" : "s"}`;
  }

  function draw(state) {
    document.querySelector("campaignsite-problems")?.remove();
    panel = badge = undefined;
    if (!state.problems.length && !state.fault) return;
    const host = made("campaignsite-problems", "", { lang: "en", dir: "ltr" });
    const root = host.attachShadow({ mode: "open" });
    const sheet = made("link", "", { rel: "stylesheet", href: new URL("preview.css", folder) });
    host.hidden = true;
    sheet.onload = sheet.onerror = () => { host.hidden = false; };
    panel = made("section", "", { "aria-labelledby": "title", tabindex: "0" });
    badge = made("button", title(state), { type: "button", class: "badge", "aria-expanded": "false" });
    badge.hidden = true;
    badge.onclick = () => hide(false);
    const hideIt = made("button", "Hide (Esc)", { type: "button" });
    hideIt.onclick = () => hide(true);
    const head = made("div", "", { role: "alert" });
    head.append(made("h2", title(state), { id: "title" }));
    head.append(made("p", state.fault
      ? `${state.fault}. This is not your mistake. The page is the last good one; it is tried again when you save a file.`
      : "The page is the last good one. The new one appears as soon as these are mended."));
    const list = made("ol");
    list.append(...state.problems.map(item));
    panel.append(hideIt, head, list);
    if (state.more) panel.append(made("p", `And ${state.more} more; the terminal has all of them.`));
    root.append(sheet, panel, badge);
    document.body.append(host);
  }

  function hide(away) {
    const focused = panel.getRootNode().activeElement;
    panel.hidden = away;
    badge.hidden = !away;
    if (focused) (away ? badge : panel).focus();
  }

  addEventListener("keydown", (event) => {
    if (event.key === "Escape" && !event.defaultPrevented && panel && !panel.hidden) hide(true);
  });
  addEventListener("pageshow", (event) => { if (event.persisted) look(); });
  document.addEventListener("LiveReloadConnect", look);
  look();
})();
