"""The configuration: ``campaignsite.yaml`` becomes ``Settings``."""

from __future__ import annotations

import re
from collections.abc import Iterator
from types import MappingProxyType

from campaignsite.model.codes import diagnostic
from campaignsite.model.diagnostics import Checked, Diagnostic
from campaignsite.model.files import Source
from campaignsite.model.front.config import Settings, SiteConfig
from campaignsite.model.front.scalars import WEB
from campaignsite.parse.front.schema import validated
from campaignsite.parse.front.yaml import Yaml, read_yaml
from campaignsite.parse.text import decode


def parse_config(source: Source) -> Checked[Settings]:
    """Read ``campaignsite.yaml``."""
    text, undecoded = decode(source)
    read = read_yaml(text, source.path)
    if read.data is not None and not isinstance(read.data, dict):
        message = "the configuration must be keys with values"
        return Checked(None, (diagnostic("bad-config", message, source.path, hint="begin with “title: …”"),))
    _, config, mistakes = validated(read, SiteConfig, source.path, f"{source.path} needs it")
    if read.data is None and (read.noticed or undecoded):
        mistakes = ()  # what is missing is not what is wrong
    settings, comments = Settings(config, source.path, MappingProxyType(read.places)), [*_comment(read, source.path)]
    return Checked(
        settings,
        (
            *undecoded,
            *(d for d in read.noticed if not comments or d.line != comments[0].line),
            *mistakes,
            *_twice(read, source.path),
            *_exits(settings),
            *comments,
        ),
    )


def _exits(settings: Settings) -> Iterator[Diagnostic]:
    """The exit leads to another site, in every language."""
    for lang, address in settings.config.exit.all if settings.config.exit else ():
        if not re.fullmatch(WEB, address):
            message, hint = (
                f"“{address}” is not a whole web address",
                "write the whole address, beginning with https://",
            )
            place = settings.places.get(("exit", lang) if lang else ("exit",))
            yield diagnostic("bad-value", message, settings.path, place, hint)


def _comment(read: Yaml, path: str) -> Iterator[Diagnostic]:
    """A colour without quotes is a comment."""
    key = read.keys.get(("accent",))
    if key and isinstance(read.data, dict) and "accent" not in read.data:
        message = "“accent” is empty: behind a space, “#” begins a comment"
        hint = 'write the colour in quotes: "#75205a"'
        yield diagnostic("bad-value", message, path, key, hint)


def _twice(read: Yaml, path: str) -> Iterator[Diagnostic]:
    """Each language of the site stands in its list once."""
    said = read.data.get("languages") if isinstance(read.data, dict) else None
    tags = [tag.casefold() if isinstance(tag, str) else "" for tag in said] if isinstance(said, list) else []
    for n, tag in enumerate(tags):
        if tag and tag in tags[:n]:
            message = "a language stands in “languages” twice"
            yield diagnostic("bad-value", message, path, read.places.get(("languages", n)), "keep one")
