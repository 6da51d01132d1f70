"""The interface's words in one language."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from markupsafe import Markup, escape


@dataclass(frozen=True, slots=True)
class Texts:
    """A catalogue: from a key such as ``figures.shared`` to a text with ``{name}`` gaps, one for each plural form."""

    lang: str
    entries: Mapping[str, str | Mapping[str, str]]

    def __contains__(self, key: str) -> bool:
        return key in self.entries

    def say(self, key: str, **values: object) -> Markup:
        """The text of a key, its gaps filled with escaped values; ``n`` chooses the plural form (CLDR).

        Raises KeyError for a key that the catalogue does not have.
        """
        entry = self.entries[key]
        if not isinstance(entry, str):
            entry = entry.get(_plural(self.lang, values.get("n"))) or entry["other"]
        shown = {name: grouped(self.lang, v) if isinstance(v, int) else v for name, v in values.items()}
        return Markup(escape(entry)).format(**shown) if shown else Markup(escape(entry))  # noqa: S704 - escaped above

    def plain(self, key: str, **values: object) -> str:
        """The same as text, for values that are escaped where they are shown."""
        return self.say(key, **values).unescape()


@cache
def _plural(lang: str, number: object) -> str:
    """The plural form of a number, by CLDR's names."""
    if not isinstance(number, int):
        return "other"
    from babel import Locale, UnknownLocaleError

    try:
        return str(Locale.parse(lang, sep="-").plural_form(number))
    except (UnknownLocaleError, ValueError):
        return "one" if number == 1 else "other"


@cache
def grouped(lang: str, number: int) -> str:
    """A number with its digits grouped as the language does."""
    from babel import Locale, UnknownLocaleError
    from babel.numbers import format_decimal

    try:
        return format_decimal(number, locale=Locale.parse(lang, sep="-"))
    except (UnknownLocaleError, ValueError):
        return str(number)
