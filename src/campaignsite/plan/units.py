"""Units of figures that pages have a word for, in another form. In: the site, its languages. Out: what was meant.

Beside such a number no word stands, and it never adds up with others. A site's own unit may have no word.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from campaignsite.model.codes import diagnostic
from campaignsite.model.diagnostics import Diagnostic
from campaignsite.model.front.kinds import Results
from campaignsite.model.site import Site
from campaignsite.model.words.slugs import slugify
from campaignsite.model.words.texts import Texts
from campaignsite.plan.views.inlang import InLanguage

_UNIT = "unit."


def units(site: Site, views: Mapping[str, InLanguage]) -> Iterator[Diagnostic]:
    """Every figure whose unit is a plural, or another word for a unit that there is, in any language of the site."""
    texts = {tag: view.texts for tag, view in views.items()}
    forms: dict[str, str] = {}
    for related in site.documents.values():
        document = related.document
        if not isinstance(document.meta, Results):
            continue
        forms = forms or {form: name for known in texts.values() for form, name in _forms(known)}
        for n, measure in enumerate(document.meta.measures):
            if f"{_UNIT}{measure.unit}" not in texts[document.lang].entries and measure.unit in forms:
                message = f"pages have no word for the unit “{measure.unit}”"
                hint = f"did you mean “{forms[measure.unit]}”?"
                yield diagnostic("unit-form", message, document.path, document.place("measures", n, "unit"), hint)


def _forms(texts: Texts) -> Iterator[tuple[str, str]]:
    """Each other form of the name of a unit, and that name."""
    for key, entry in texts.entries.items():
        name = key.removeprefix(_UNIT)
        if key != name:
            yield f"{name}s", name
            yield from ((slugify(said), name) for said in ((entry,) if isinstance(entry, str) else entry.values()))
