"""Settings of Nikola: events are its categories, agencies its tags; plugins/kinds/ makes the lists of the kinds."""

BLOG_AUTHOR = BLOG_TITLE = BLOG_DESCRIPTION = "Campaign"
SITE_URL, BLOG_EMAIL = "https://campaign.example/", "office@example.org"
DEFAULT_LANG, TRANSLATIONS, TIMEZONE = "en", {"en": ""}, "UTC"
THEME = "camp"

POSTS, PAGES = (("posts/*.md", "", "post.tmpl"),), ()
COMPILERS = {"markdown": (".md",)}
MARKDOWN_EXTENSIONS = ["markdown.extensions.tables"]
PRETTY_URLS, STRIP_INDEXES = True, True

# One page for the front, of which the template shows the newest entries.
INDEX_DISPLAY_POST_COUNT = 1_000_000
TAG_PATH, TAG_PAGES_ARE_INDEXES = "agencies", False
CATEGORY_PATH, CATEGORY_PREFIX, CATEGORY_PAGES_ARE_INDEXES = "events", "", False
CATEGORY_ALLOW_HIERARCHIES = False

GENERATE_RSS = GENERATE_ATOM = False
COPY_SOURCES = SHOW_SOURCELINK = USE_BUNDLES = False
NAVIGATION_LINKS: dict[str, tuple[str, ...]] = {"en": ()}
DISABLED_PLUGINS = [
    "classify_archive",
    "classify_authors",
    "render_galleries",
    "render_listings",
    "render_page_index",
    "robots",
    "sitemap",
]
GLOBAL_CONTEXT: dict[str, object] = {}
