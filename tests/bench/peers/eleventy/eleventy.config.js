const MONTHS = ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
  "November", "December"];
const LISTS = { conference: "Conferences", news: "News", results: "Results", "world-day": "World days" };

const slugify = (text) => text.toLowerCase().replace(/[^a-z0-9]+/g, "-").replace(/^-+|-+$/g, "");

// The pages under each of their keys, by name.
function grouped(pages, keysOf, nameOf = (key) => key) {
  const found = new Map();
  for (const page of pages) {
    for (const key of keysOf(page.data)) {
      if (!found.has(key)) found.set(key, { name: nameOf(key), slug: slugify(key), pages: [] });
      found.get(key).pages.push(page);
    }
  }
  return [...found.values()].sort((a, b) => (a.name < b.name ? -1 : 1));
}

export default function (config) {
  const newest = (api) => api.getFilteredByGlob("content/**/*.md").sort((a, b) => b.date - a.date);
  config.addCollection("newest", newest);
  config.addCollection("kinds", (api) => grouped(newest(api), (data) => [data.kind], (kind) => LISTS[kind]));
  config.addCollection("agencies", (api) => grouped(newest(api), (data) => data.agencies));
  config.addCollection("events", (api) => grouped(newest(api), (data) => [data.event]));
  config.addFilter("slugify", slugify);
  config.addFilter("first", (list, count) => list.slice(0, count));
  config.addFilter("iso", (date) => date.toISOString().slice(0, 10));
  config.addFilter("words", (date) => `${MONTHS[date.getUTCMonth()]} ${date.getUTCDate()}, ${date.getUTCFullYear()}`);
  config.addPassthroughCopy("site.css");
  return { markdownTemplateEngine: false };
}
