"""The files of a new site. In: answers, the day, and the templates that lie beside this module. Out: path → text."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Mapping
from types import MappingProxyType

from campaignsite.starting.answers import Answers
from campaignsite.starting.examples import scalar
from campaignsite.starting.settings import settings

WRITTEN = ("en", "fr")
"""The languages that there are texts in."""
_SOON = 60
"""Days until the event of the example."""
_PLACES: Mapping[str, str] = MappingProxyType(
    {
        "host/README.md": "README.md",
        "host/editorconfig": ".editorconfig",
        "host/github.yml": ".github/workflows/campaignsite.yml",
        "host/gitignore": ".gitignore",
        "host/gitlab.yml": ".gitlab-ci.yml",
        "host/requirements.txt": "requirements.txt",
    }
)

_NAMES: Mapping[str, Mapping[str, str]] = MappingProxyType(
    {
        "en": MappingProxyType({"AGENCY": "Example Agency", "EVENT": "Example Conference"}),
        "fr": MappingProxyType({"AGENCY": "Organisme exemple", "EVENT": "Colloque exemple"}),
    }
)
"""What the examples are called in the first language that has texts: other texts name them so."""


def files(answers: Answers, today: dt.date, templates: Mapping[str, str], version: str) -> Mapping[str, str]:
    """Every file but the schemas. ``templates`` are by their path below site/: en/index.md, host/github.yml."""
    first = answers.languages[0]
    found = {place: templates[name] for name, place in _PLACES.items()}
    pages: list[str] = []
    for tag, own in ((tag, _own(tag)) for tag in answers.languages):
        texts = {n.partition("/")[2]: text for n, text in templates.items() if own and n.startswith(f"{own}/")}
        placed = {path: _path(path, "" if tag == first else tag) for path in texts}
        # Where the first language has no texts, a link names the file that there is.
        end = ".md)" if _own(first) else f".{tag}.md)"
        found |= {placed[path]: text.replace(".md)", end) for path, text in texts.items()}
        pages = pages or [placed[path].removeprefix("content/") for path in texts if path in ("about.md", "safety.md")]
    if not _own(first):
        found["content/index.md"] = _FRONT
    folders = ["releases", "events", "agencies"] if pages else []
    gaps = {
        "TITLE": scalar(answers.title),
        "TITLE_TEXT": answers.title,
        "TIMEZONE": answers.timezone,
        "TODAY": today.isoformat(),
        "SOON": (today + dt.timedelta(days=_SOON)).isoformat(),
        **_NAMES[next(filter(None, map(_own, answers.languages)), "en")],
        "SAFETY": next((page for page in pages if page.startswith("safety")), "index.md"),
        "OTHER": next(iter(answers.languages[1:]), "en" if _own(first) == "fr" else "fr"),
        "VERSION": version,
    }
    done = {path: _filled(text, gaps) for path, text in sorted(found.items())}
    return {"campaignsite.yaml": settings(answers, today, pages, folders), **done}


_FRONT = """\
---
title: %%TITLE%%
---

<!-- This is the front page, in the first language of the site. Say what the campaign is about, and for whom it is. -->
"""


def unspoken(languages: Iterable[str]) -> tuple[str, ...]:
    """Those languages that there are no texts in."""
    return tuple(tag for tag in languages if not _own(tag))


def _own(tag: str) -> str:
    """The language of the texts for a language: those in fr are for fr-CA too."""
    base = tag.partition("-")[0]
    return base if base in WRITTEN else ""


def _path(path: str, tag: str) -> str:
    """Where a text in a language lies; the first language has no ending."""
    return f"content/{path.removesuffix('.md')}.{tag}.md" if tag else f"content/{path}"


def _filled(text: str, gaps: Mapping[str, str]) -> str:
    return re.sub("%%([A-Z_]+)%%", lambda gap: gaps[gap[1]], text)
