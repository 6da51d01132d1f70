"""Settings of Pelican: events are its categories, agencies its tags."""

SITENAME = AUTHOR = "Campaign"
SITEURL = "https://campaign.example"
PATH, OUTPUT_PATH, THEME = "content", "output", "theme"
TIMEZONE, DEFAULT_LANG = "UTC", "en"
DEFAULT_DATE_FORMAT = "%B %-d, %Y"
MARKDOWN = {"extension_configs": {"markdown.extensions.tables": {}}, "output_format": "html5"}
FORMATTED_FIELDS: list[str] = []
THEME_STATIC_DIR = "."
USE_FOLDER_AS_CATEGORY = False

ARTICLE_URL, ARTICLE_SAVE_AS = "{kind}/{slug}/", "{kind}/{slug}/index.html"
TAG_URL, TAG_SAVE_AS, TAGS_SAVE_AS = "agencies/{slug}/", "agencies/{slug}/index.html", "agencies/index.html"
CATEGORY_URL, CATEGORY_SAVE_AS = "events/{slug}/", "events/{slug}/index.html"
CATEGORIES_SAVE_AS = "events/index.html"
AUTHOR_SAVE_AS = ""

LISTS = {"conference": "Conferences", "news": "News", "results": "Results", "world-day": "World days"}
DIRECT_TEMPLATES = ["index", "tags", "categories", "conference", "news", "results", "world_day"]
NEWS_SAVE_AS, RESULTS_SAVE_AS = "news/index.html", "results/index.html"
CONFERENCE_SAVE_AS, WORLD_DAY_SAVE_AS = "conference/index.html", "world-day/index.html"

FEED_ALL_ATOM = CATEGORY_FEED_ATOM = AUTHOR_FEED_ATOM = AUTHOR_FEED_RSS = TRANSLATION_FEED_ATOM = None
