"""What somebody answers who begins a site. In: texts. Out: what the configuration takes, or a reason why not."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from pydantic import TypeAdapter, ValidationError

from campaignsite.model.front.config import Language, SiteConfig
from campaignsite.model.front.scalars import zone_name
from campaignsite.starting.naming import plain


@dataclass(frozen=True, slots=True)
class Answers:
    """All of it, as the configuration takes it."""

    title: str
    base_url: str
    languages: tuple[str, ...]
    timezone: str


def title(text: str) -> str:
    """The campaign's name. Raises ValueError."""
    return plain(text)


def timezone(text: str) -> str:
    """A name of a time zone. Raises ValueError."""
    return zone_name(text.strip())


def base_url(text: str) -> str:
    """An address with a slash at its end. Raises ValueError."""
    try:
        return SiteConfig.model_validate({"title": "…", "base_url": text.strip()}).base_url
    except ValidationError:
        hint = "write https://example.org/ or https://example.org/folder/"
        raise ValueError(f"“{text}” is no address | {hint}") from None


def languages(texts: Iterable[str]) -> tuple[str, ...]:
    """Language tags, each once; a text may hold several. Raises ValueError."""
    tags = [tag for text in texts for tag in re.split(r"[\s,;]+", text.strip()) if tag]
    for n, tag in enumerate(tags):
        try:
            TypeAdapter(Language).validate_python(tag)
        except ValidationError:
            raise ValueError(f"“{tag}” is no language tag | write such as en, fr, fr-CA, oj") from None
        if tag.casefold() in [other.casefold() for other in tags[:n]]:
            raise ValueError(f"“{tag}” stands there twice | write each language once")
    if not tags:
        raise ValueError("a site has at least one language | write its tag: en")
    return tuple(tags)
