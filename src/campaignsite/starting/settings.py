"""A new campaignsite.yaml: what was answered, and every other key explained. In: answers, the day. Out: its text."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from campaignsite.model.front.config import SiteConfig
from campaignsite.model.front.shapes import Key, keys_of
from campaignsite.starting.answers import Answers
from campaignsite.starting.document import example, wrapped
from campaignsite.starting.examples import scalar

_HEAD = """\
# Settings of the whole site. A line such as “#accent: …” is an example: take the # away to use it. Lines that begin
# with “# ” explain what comes next. “campaignsite check” says what is wrong, and where.
"""
_WORDS: Mapping[str, str] = MappingProxyType(
    {
        ".description": "What the campaign is about, in one or two sentences.",
        ".publisher": "The coalition that publishes the site",
        ".banner": "This site is not finished yet.",
        "helplines.name": "Lakeside Help Line",
        "helplines.display": "416-555-0199",
        "helplines.hours": "Every day, at any time",
        "helplines.source": "The helpline itself, on the telephone",
        "how_to_help.text": "Put up a poster",
    }
)
_YAML: Mapping[str, str] = MappingProxyType(
    {
        ".accent": '"#75205a"',
        ".exit": "https://weather.example/",
        ".helplines_checked_within_days": "180",
        ".page_size": "20",
        ".suppress_below": "5",
        ".search": "true",
        ".precompress": "true",
        ".share_images": "true",
        ".translations": "{resource: off}",
        ".budgets": "{page: 16, kinds: {a-z: 30}}",
        "helplines.phone": '"+14165550199"',
        "helplines.sms": '"55501"',
        "helplines.chat": "https://help.example/chat",
        "helplines.languages": "[en, fr]",
        "helplines.police": "false",
        "markdown.raw_html": "false",
        "data_licence.title": "Creative Commons Attribution 4.0 International",
        "data_licence.name": "CC-BY-4.0",
        "data_licence.url": "https://creativecommons.org/licenses/by/4.0/",
        "outputs.feeds": "false",
        "outputs.calendars": "false",
        "outputs.texts": "false",
        "outputs.data": "false",
        "outputs.pages": "false",
        "outputs.sitemap": "false",
        "outputs.manifest": "false",
        "outputs.htaccess": "false",
        "security.contact": "[mailto:security@example.org]",
        "security.encryption": "https://example.org/key.asc",
        "security.acknowledgments": "https://example.org/thanks/",
        "security.policy": "https://example.org/reports/",
        "security.languages": "[en, fr]",
    }
)


@dataclass(frozen=True, slots=True)
class _Examples:
    """An example for each key of the configuration."""

    today: dt.date
    pages: Sequence[str]
    folders: Sequence[str]

    def of(self, group: str, key: Key) -> str | None:
        where = f"{group}.{key.name}"
        if where == "helplines.verified_on":
            return self.today.isoformat()
        if where == "security.expires":
            return (self.today + dt.timedelta(days=300)).isoformat()
        if where == "how_to_help.to":
            return self.pages[0] if self.pages else None
        if where in (".navigation", ".footer"):
            named = [*(self.folders if key.name == "navigation" else ()), *self.pages]
            return f"[{', '.join(named)}]" if named else None
        return scalar(_WORDS[where]) if where in _WORDS else _YAML.get(where)


def settings(answers: Answers, today: dt.date, pages: Sequence[str], folders: Sequence[str]) -> str:
    """The text of the file; ``pages`` (about.md) and ``folders`` (releases) are those that the site begins with."""
    given = {
        "title": scalar(answers.title),
        "base_url": answers.base_url,
        "languages": f"[{', '.join(answers.languages)}]",
        "timezone": answers.timezone,
    }
    keys = {key.name: key for key in keys_of(SiteConfig)}
    examples = _Examples(today, pages, folders)
    lines = [line for name in given for line in ("", *_explained(keys[name]), f"{name}: {given[name]}")]
    lines += ["", "# All of the following may be left out."]
    for name, key in keys.items():
        if name == "footer" and pages:
            lines += ["", *_explained(key), f"{name}: [{', '.join(pages)}]"]
        elif name not in given:
            shown = list(example(key, "", examples))
            lines += ["", *_explained(key, "" if shown else f"{name}: "), *("#" + line for line in shown)]
    return _HEAD + "\n".join(lines) + "\n"


def _explained(key: Key, before: str = "") -> Iterator[str]:
    said = f" Without it: {key.default}." if key.default else ""
    yield from (f"# {line}" for line in wrapped(before + key.meaning + said))
