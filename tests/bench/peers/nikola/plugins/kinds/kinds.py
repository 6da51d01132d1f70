"""A list for each kind of page, for Nikola."""
# mypy: ignore-errors
# (Nikola is not installed where types are checked.)

from nikola.plugin_categories import Taxonomy

LISTS = {"conference": "Conferences", "news": "News", "results": "Results", "world-day": "World days"}


class Kinds(Taxonomy):
    """The posts by what ``kind:`` says in them."""

    name = "classify_kinds"
    classification_name = "kind"
    template_for_single_list = "tag.tmpl"
    template_for_classification_overview = None
    always_disable_rss = always_disable_atom = True
    omit_empty_classifications = True
    path_handler_docstrings = {  # noqa: RUF012 (so it is in the class that this one extends)
        "kind_index": False,
        "kind": "The list of a kind.",
        "kind_atom": False,
        "kind_rss": False,
    }

    def classify(self, post, lang):
        """The one kind of a post."""
        return [post.meta("kind", lang=lang)]

    def get_classification_friendly_name(self, classification, lang, only_last_component=False):  # noqa: ARG002
        """What readers call it."""
        return LISTS[classification]

    def get_path(self, classification, lang, dest_type="page"):  # noqa: ARG002
        """Where its list lies."""
        return [classification], "always"

    def provide_context_and_uptodate(self, classification, lang, node=None):  # noqa: ARG002
        """What the template sees."""
        context = {"title": LISTS[classification], "tag": LISTS[classification], "pagekind": ["list"]}
        return context, dict(context)
