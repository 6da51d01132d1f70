"""Writes the corpus as a site for each generator: the same bodies and metadata, in the form that it reads natively."""

from __future__ import annotations

import datetime as dt
import json
import shutil
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from campaignsite.plan.views.letters import letter
from campaignsite.plan.views.titles import WHOLE
from tests.bench.corpus import Campaign, slugify

TEMPLATES = Path(__file__).parent / "peers"
"""The templates and settings of each generator."""
LATEST = 5
"""Entries on the home page: as many as campaignsite gives to its layouts."""
PAGE_SIZE = 1000
"""Entries on a page of a list of campaignsite: the most that can be set. The other lists are one page each."""
WITH_NOT_FOUND = ("campaignsite", "zensical")
"""Those that always make a page for what is not found."""
LISTS = {"conference": "Conferences", "news": "News", "results": "Results", "world-day": "World days"}
"""What the list of each kind is called."""

File = tuple[str, str]
"""A path below the site's folder, and the text that lies there."""


@dataclass(frozen=True, slots=True)
class Group:
    """The pages of one kind, agency or event, newest first."""

    folder: str
    """``agencies``, ``events``, or nothing for a kind."""
    slug: str
    name: str
    members: tuple[Campaign, ...]

    @property
    def address(self) -> str:
        return f"{self.folder}/{self.slug}" if self.folder else self.slug


@dataclass(frozen=True, slots=True)
class Side:
    """How one generator wants a site."""

    files: Callable[[Sequence[Campaign]], Iterator[File]]
    style: str
    """Where its style sheet lies."""


# --- what all of them need --------------------------------------------------------------------------------------------


def newest_first(pages: Iterable[Campaign]) -> list[Campaign]:
    return sorted(pages, key=lambda page: (page.day, page.slug), reverse=True)


def groups(pages: Iterable[Campaign]) -> list[Group]:
    """Every list that has entries, by folder and address."""
    found: dict[tuple[str, str, str], list[Campaign]] = {}
    for page in newest_first(pages):
        found.setdefault(("", page.kind, LISTS[page.kind]), []).append(page)
        found.setdefault(("events", slugify(page.event), page.event), []).append(page)
        for agency in page.agencies:
            found.setdefault(("agencies", slugify(agency), agency), []).append(page)
    return [Group(*key, tuple(found[key])) for key in sorted(found)]


def addresses(pages: Sequence[Campaign]) -> set[str]:
    """The folders of the finished site that have an index.html, whoever builds it."""
    lists = {group.address for group in groups(pages)}
    return {"", "agencies", "events", *lists, *(f"{page.kind}/{page.slug}" for page in pages)}


def html_count(name: str, pages: Sequence[Campaign]) -> int:
    """How many HTML files the finished site has."""
    count = len(addresses(pages)) + (name in WITH_NOT_FOUND)
    if name == "campaignsite":
        count += sum(max(0, len(group.members) // PAGE_SIZE - 1) for group in groups(pages))
        years = Counter(page.day.year for page in pages)
        count += sum(1 + max(0, members // PAGE_SIZE - 1) for members in years.values())
        titles = [*(page.title for page in pages), *(group.name for group in groups(pages) if group.folder)]
        count += 1 + (len(set(map(letter, titles))) if len(titles) > WHOLE else 0)  # from A to Z
        # Results by agency, event and year.
        results = [page for page in pages if page.figures]
        by = Counter(key for page in results for key in (page.event, page.day.year, *page.agencies))
        count += sum(1 + max(0, members // PAGE_SIZE - 1) for members in by.values())
    return count


def write_site(name: str, site: Path, pages: Sequence[Campaign]) -> None:
    """Make ``site`` a whole site for the generator of that name, and nothing else."""
    shutil.rmtree(site, ignore_errors=True)
    shutil.copytree(TEMPLATES / name, site, ignore=shutil.ignore_patterns("__pycache__"))
    write(site, [(SIDES[name].style, (TEMPLATES / "site.css").read_text(encoding="utf-8"))])
    write(site, SIDES[name].files(pages))


def write(site: Path, files: Iterable[File]) -> None:
    for path, text in files:
        file = site / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8", newline="\n")


def in_words(day: dt.date) -> str:
    """As readers see it: January 2, 2022."""
    return f"{day:%B} {day.day}, {day.year}"


def front_matter(fields: Mapping[str, object]) -> str:
    return f"---\n{_yaml(fields)}---\n"


def _yaml(fields: Mapping[str, object], indent: str = "") -> str:
    """YAML as a person writes it; fields that are None are left out."""
    return "".join(f"{indent}{key}:{_value(value, indent)}\n" for key, value in fields.items() if value is not None)


def _value(value: object, indent: str) -> str:
    match value:
        case str():
            return f" {_quoted(value)}"
        case Mapping():
            return "\n" + _yaml(value, f"{indent}  ").rstrip("\n")
        case Sequence():
            return "".join(f"\n{indent}  - {_quoted(item)}" for item in value)
        case _:
            return f" {value}"


def _quoted(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)  # JSON is YAML too


def _figures(page: Campaign) -> dict[str, int] | None:
    return {"arrests": page.figures.arrests, "charges": page.figures.charges} if page.figures else None


# --- one writer for each generator ------------------------------------------------------------------------------------


def _campaignsite(pages: Sequence[Campaign]) -> Iterator[File]:
    """Agencies and events are files of their own; what no field is there for goes into ``extra``."""
    settings = {
        "title": "Campaign",
        "base_url": "https://campaign.example/",
        "navigation": ["news", "results", "conference", "world-day", "agencies", "events"],
        "page_size": PAGE_SIZE,
        # What the others do not make, nobody compares.
        "outputs": dict.fromkeys(("feeds", "calendars", "texts", "data", "pages", "sitemap"), "false"),
    }
    yield "campaignsite.yaml", _yaml(settings)
    for group in groups(pages):
        match group.folder:
            case "agencies":
                front = {"name": group.name, "kind": "municipal"}
                yield f"content/agencies/{group.slug}.md", front_matter(front)
            case "events":
                yield f"content/events/{group.slug}.md", front_matter({"name": group.name})
            case _:
                yield f"content/{group.slug}/index.md", front_matter({"title": group.name})
    for page in pages:
        fields = {
            "title": page.title,
            "date": page.day,
            "type": "release" if page.kind == "news" else page.kind,
            "event": page.event,
            "agencies": {"participating": page.agencies},
            "summary": page.summary,
            **_measures(page),
            "extra": {"topics": page.topics},
        }
        yield f"content/{page.kind}/{page.slug}.md", front_matter(fields) + page.body


def _measures(page: Campaign) -> dict[str, object]:
    if page.figures is None:
        return {}
    arrests = {"id": "arrests", "value": page.figures.arrests, "unit": "arrest", "definition": "Arrests"}
    charges = {"id": "charges", "value": page.figures.charges, "unit": "charge", "definition": "Charges"}
    period = {"label": "Past 12 months"}
    return {"operation": page.title, "scope": "joint", "period": period, "measures": [arrests, charges]}


def _hugo(pages: Sequence[Campaign]) -> Iterator[File]:
    """Agencies and events are taxonomies."""
    yield "content/agencies/_index.md", front_matter({"title": "Agencies"})
    yield "content/events/_index.md", front_matter({"title": "Events"})
    for kind in sorted({page.kind for page in pages}):
        yield f"content/{kind}/_index.md", front_matter({"title": LISTS[kind]})
    for page in pages:
        fields = {
            "title": page.title,
            "date": page.day,
            "type": page.kind,
            "events": [page.event],
            "agencies": page.agencies,
            "summary": page.summary,
            "figures": _figures(page),
            "topics": page.topics,
        }
        yield f"content/{page.kind}/{page.slug}.md", front_matter(fields) + page.body


def _plain(page: Campaign) -> dict[str, object]:
    """The front matter where templates may call the fields what they like."""
    return {
        "title": page.title,
        "date": page.day,
        "kind": page.kind,
        "event": page.event,
        "agencies": page.agencies,
        "summary": page.summary,
        "figures": _figures(page),
        "topics": page.topics,
    }


def _eleventy(pages: Sequence[Campaign]) -> Iterator[File]:
    """Its settings, in peers/eleventy/, make the lists."""
    for page in pages:
        yield f"content/{page.kind}/{page.slug}.md", front_matter(_plain(page)) + page.body


def _pelican(pages: Sequence[Campaign]) -> Iterator[File]:
    """The event is the category, the agencies are tags; its metadata are lines, not YAML."""
    for page in pages:
        fields = {
            "Title": page.title,
            "Date": page.day,
            "Slug": page.slug,
            "Kind": page.kind,
            "Category": page.event,
            "Tags": ", ".join(page.agencies),
            "Summary": page.summary,
            "Topics": ", ".join(page.topics),
            **{name.capitalize(): number for name, number in (_figures(page) or {}).items()},
        }
        front = "".join(f"{key}: {value}\n" for key, value in fields.items())
        yield f"content/{page.kind}/{page.slug}.md", f"{front}\n{page.body}"


def _nikola(pages: Sequence[Campaign]) -> Iterator[File]:
    """The event is the category, the agencies are tags; a plugin in peers/nikola/ makes the lists of the kinds."""
    for page in pages:
        fields = {
            "title": page.title,
            "slug": page.slug,
            "date": f"{page.day} 09:00:00 UTC",
            "kind": page.kind,
            "category": page.event,
            "tags": page.agencies,
            "description": page.summary,
            "topics": ", ".join(page.topics),
            **{name: str(number) for name, number in (_figures(page) or {}).items()},
        }
        yield f"posts/{page.kind}/{page.slug}.md", f"{front_matter(fields)}\n{page.body}"


def _mkdocs(pages: Sequence[Campaign]) -> Iterator[File]:
    """No taxonomies here: every list is Markdown written beforehand, as users of it do with a script."""

    def listed(title: str, entries: Iterable[str]) -> str:
        lines = "".join(f"- {entry}\n" for entry in entries)
        return f"{front_matter({'title': title})}\n# {title}\n\n{lines}"

    def entry(page: Campaign, up: str = "../") -> str:
        when = f'<time datetime="{page.day}">{in_words(page.day)}</time>'
        return f"[{page.title}]({up}{page.kind}/{page.slug}.md) {when} {page.summary}"

    lists = groups(pages)
    for group in lists:
        path = f"{group.address}.md" if group.folder else f"{group.address}/index.md"
        yield f"docs/{path}", listed(group.name, map(entry, group.members))
    for folder in ("agencies", "events"):
        links = [f"[{group.name}]({group.slug}.md)" for group in lists if group.folder == folder]
        yield f"docs/{folder}/index.md", listed(folder.capitalize(), links)
    yield "docs/index.md", listed("Campaign", [entry(page, "") for page in newest_first(pages)[:LATEST]])
    for page in pages:
        yield f"docs/{page.kind}/{page.slug}.md", front_matter(_plain(page)) + page.body


SIDES: Mapping[str, Side] = {
    "campaignsite": Side(_campaignsite, "assets/campaignsite.css"),
    "hugo": Side(_hugo, "static/site.css"),
    "zensical": Side(_mkdocs, "docs/site.css"),
    "eleventy": Side(_eleventy, "site.css"),
    "pelican": Side(_pelican, "theme/static/site.css"),
    "mkdocs": Side(_mkdocs, "docs/site.css"),
    "nikola": Side(_nikola, "themes/camp/assets/site.css"),
}
"""By name. The order is that of the tables."""
