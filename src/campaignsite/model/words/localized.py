"""A text in several languages."""

from __future__ import annotations

from types import MappingProxyType


class Localized:
    """A text in several languages; the one under ``""`` serves every language that has none of its own."""

    __slots__ = ("_texts",)

    def __init__(self, texts: dict[str, str]) -> None:
        self._texts = MappingProxyType(dict(texts))

    @classmethod
    def read(cls, value: object) -> Localized:
        """From one text, or from a mapping of language to text. Raises ValueError."""
        if isinstance(value, Localized):
            return value
        if isinstance(value, str) and value.strip():
            return cls({"": value.strip()})
        if isinstance(value, dict) and value and all(isinstance(v, str) and v.strip() for v in value.values()):
            return cls({str(k): v.strip() for k, v in value.items()})
        raise ValueError("this is not one text | write one text, or a text for each language (en: …, fr: …)")

    def text(self, lang: str, fallback: str = "") -> str:
        """The text in ``lang``, else the one for every language, else the one in ``fallback``, else any."""
        for key in (lang, "", fallback):
            if key in self._texts:
                return self._texts[key]
        return next(iter(self._texts.values()))

    def language(self, lang: str, fallback: str = "") -> str:
        """The language that ``text`` answers in: ``lang`` itself, or the one it fell back to."""
        if lang in self._texts or "" in self._texts:
            return lang
        return fallback if fallback in self._texts else next(iter(self._texts))

    @property
    def all(self) -> tuple[tuple[str, str], ...]:
        """Every (language, text)."""
        return tuple(self._texts.items())

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Localized) and self._texts == other._texts

    def __hash__(self) -> int:
        return hash(self.all)
