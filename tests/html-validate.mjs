// How html-validate looks at the pages: with all its rules, but for those named here. Each line says why.
export default {
  root: true,
  extends: ["html-validate:recommended", "html-validate:document", "html-validate:a11y"],
  rules: {
    // HTML does not care; ours is in small letters on every page.
    "doctype-style": ["error", {style: "lowercase"}],
    // Where to find help stands above the title of every page, under a heading of its own (WCAG 3.2.6).
    "heading-level": ["error", {minInitialRank: "h2"}],
    // A title is the headline that an agency gave its news, to the letter, and the name of the site.
    "long-title": "off",
    // A digest protects from changes at somebody else's server; all that our pages load is their own site's.
    "require-sri": ["error", {target: "crossorigin"}],
    // The style sheet keeps a number on one line (test_browser.py), and who copies it gets ordinary hyphens.
    "tel-non-breaking": "off",
  },
};
