"""What is the same on every page of one language: names, menus, style sheets."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import replace
from functools import cached_property
from types import MappingProxyType

from campaignsite.model.codes import diagnostic
from campaignsite.model.colours import BAR, palette
from campaignsite.model.diagnostics import Diagnostic
from campaignsite.model.front.config import Settings
from campaignsite.model.front.scalars import WEB
from campaignsite.model.page.pages import SiteView
from campaignsite.model.page.pieces import Link
from campaignsite.model.words.hints import nearest
from campaignsite.plan.files import Published
from campaignsite.plan.views.downloads import FOLDER as DATA
from campaignsite.plan.views.downloads import Downloads
from campaignsite.plan.views.inlang import InLanguage
from campaignsite.plan.views.lists import by_year, corrected, list_title
from campaignsite.plan.views.small import helpline
from campaignsite.plan.views.titles import Titles

POLICY = (
    "default-src 'none'; base-uri 'none'; connect-src 'self'; font-src 'self'; form-action 'self'; img-src 'self'; "
    "manifest-src 'self'; media-src 'self'; style-src 'self'; script-src 'self'"
)
"""Files of this site and nothing else (W3C, Content Security Policy 3); a search is a program of WebAssembly too."""
MANIFEST = "manifest.webmanifest"
"""What a browser reads that keeps an icon of the site, one for each language."""
CORRECTIONS = "corrections"
"""The list of all corrections, which menus may name before there are any."""
LEAVING = "leaving"
"""The text below content/, or the page of the theme's, that says what the exit does."""


class SiteViews:
    """Makes the ``SiteView`` of each page; what is wrong with the menus is in ``noticed``."""

    def __init__(
        self,
        view: InLanguage,
        settings: Settings,
        files: Sequence[Published],
        lists: Collection[str],
        moved: Collection[str] = (),
    ) -> None:
        """``moved`` are the paths of all old addresses."""
        self.view, self.settings, self.urls, self.lists = view, settings, view.urls, lists
        self.corrected = bool(corrected(view))
        self.downloads = Downloads(view, lists, {f.file for f in files}, moved)
        self.titles = Titles(view, self._fronts(), self.urls.folder("a-z", view.lang))
        self.fronts = self._fronts() if self.titles.count else self._fronts() - {"a-z/index"}
        """The stems of index.md files that stand at the head of a list, and so have no page of their own."""
        self.noticed: list[Diagnostic] = []
        self.site = self._site(files)
        self.help = self._ways_to_help()
        self._sites: dict[str, SiteView] = {}

    def _fronts(self) -> frozenset[str]:
        site = self.view.site
        folders = [*self.lists, *(["agencies"] if site.agencies else []), *(["events"] if site.events else [])]
        folders += [CORRECTIONS] if self.corrected else []
        folders += ["search"] if self.settings.config.search else []
        folders += [DATA] if self.downloads.has_page else []
        return frozenset(["index", *(f"{folder}/index" for folder in (*folders, "a-z"))])

    def _site(self, files: Sequence[Published]) -> SiteView:
        view, config = self.view, self.settings.config
        own = {f.source.removeprefix("assets/"): f for f in files if f.source.startswith("assets/")}
        both = {f.source.removeprefix("theme/"): f for f in files if f.source.startswith("theme/")} | own
        assets = {name: self.urls.href("/" + f.file) for name, f in both.items()}
        checked = {name: f.integrity for name, f in both.items() if name.endswith((".css", ".js"))}
        return SiteView(
            title=view.local(config.title),
            description=view.local(config.description),
            publisher=view.local(config.publisher),
            banner=view.local(config.banner),
            home=self.urls.href(self.urls.folder("", view.lang)),
            navigation=self._menu("navigation", config.navigation or self._everything()),
            footer=(*self._menu("footer", config.footer), *self._ways()),
            languages=config.languages,
            corrections=self.urls.href(self.urls.folder(CORRECTIONS, view.lang)) if self.corrected else "",
            exit=view.local(config.exit),
            search=self.urls.href(self.urls.folder("search", view.lang)) if config.search else "",
            data=self.urls.href(self.downloads.path) if self.downloads.tables else "",
            data_licence=licence.url if (licence := self.downloads.licence) and self.downloads.tables else "",
            leaving=self._leaving() if view.local(config.exit) else "",
            helplines=tuple(map(helpline, config.helplines)),
            bar=palette(config.accent).bar if config.accent else BAR,
            styles=tuple(name for name in ("campaignsite.css", "site.css") if name in assets),
            assets=MappingProxyType(assets),
            policy=POLICY + (" 'wasm-unsafe-eval'" if config.search else ""),
            integrity=MappingProxyType(checked),
            base_path=config.base_path,
            origin=config.origin,
            manifest=self._manifest(),
        )

    def _manifest(self) -> str:
        """Where the file is that a browser needs for an icon, unless the site wants none."""
        wanted = self.settings.config.outputs.manifest
        return self.urls.href(f"{self.urls.prefix(self.view.lang)}/{MANIFEST}") if wanted else ""

    def _leaving(self) -> str:
        """Where it stands what the exit does: in a text of the site's own, if it has one."""
        own = self.view.site.translations.get(LEAVING)
        if own:
            return self.view.document(next(iter(own.values()))).url
        return self.urls.href(self.urls.folder(LEAVING, self.view.lang))

    def _ways(self) -> tuple[Link, ...]:
        """To every page, for those who do not find theirs by a list: they stand at the foot of all pages."""
        listed = {entry.strip("/") for entry in self.settings.config.footer}
        wanted = (name for name in ("search", DATA, "a-z") if name not in listed)
        return tuple(link for name in wanted if (link := self._menu_entry(name)))

    @cached_property
    def year_lists(self) -> tuple[Link, ...]:
        """Links to the lists of each year, the newest first."""
        return tuple(self.view.link(str(year), self.urls.year(year, self.view.lang)) for year in by_year(self.view))

    @property
    def everything(self) -> tuple[Link, ...]:
        """Links to all lists."""
        return tuple(link for name in self._everything() if (link := self._menu_entry(name)))

    def _everything(self) -> tuple[str, ...]:
        """What is linked from every page of a site that does not say it."""
        site = self.view.site
        return (*self.lists, *(["events"] if site.events else []), *(["agencies"] if site.agencies else []))

    def _ways_to_help(self) -> tuple[Link, ...]:
        """The links of “how_to_help”, in this language."""
        made = []
        for n, way in enumerate(self.settings.config.how_to_help):
            link = Link("", way.to) if re.fullmatch(WEB, way.to) else self._menu_entry(way.to)
            if link:
                made.append(Link(self.view.local(way.text), link.url, self.view.local_lang(way.text)))
            else:
                self.noticed.append(self._nowhere(way.to, ("how_to_help", n, "to")))
        return tuple(made)

    def _menu(self, key: str, entries: Sequence[str]) -> tuple[Link, ...]:
        """Files of pages and names of folders, as links."""
        made = []
        for n, entry in enumerate(entries):
            link = self._menu_entry(entry)
            if link:
                made.append(link)
            elif entry.strip("/") != CORRECTIONS:  # it is there as soon as something is corrected
                self.noticed.append(self._nowhere(entry, (key, n)))
        return tuple(made)

    def _nowhere(self, entry: str, where: tuple[str | int, ...]) -> Diagnostic:
        message = f"there is no page and no list “{entry}”"
        known = [*self.lists, *(path.removeprefix("content/") for path in self.view.site.documents)]
        hint = nearest(entry, known, 0.75) or "name a file below content/ (about.md), or a folder of items (releases)"
        return diagnostic("broken-link", message, self.settings.path, self.settings.places.get(where), hint)

    def _menu_entry(self, entry: str) -> Link | None:
        view, config, name = self.view, self.settings.config, entry.strip("/")
        path = f"content/{name}"
        if path in view.site.documents and view.site.documents[path].document.kind != "boilerplate":
            return view.document(path)
        if name in self.lists:
            return view.link(list_title(view, name), self.urls.folder(name, view.lang))
        there = {
            "agencies": view.site.agencies,
            "events": view.site.events,
            "a-z": self.titles.count,
            "search": config.search,
            CORRECTIONS: self.corrected,
            DATA: self.downloads.has_page,
        }.get(name)
        title = "corrections.all" if name == CORRECTIONS else f"{name}.title"
        return view.link(view.text(title), self.urls.folder(name, view.lang)) if there else None

    def at(self, url: str) -> SiteView:
        """The site as a page at ``url`` shows it: the menu entry that leads to it, or above it, is the current one."""
        above = [link.url for link in self.site.navigation if url.startswith(link.url) and link.url != self.site.home]
        nearest = max(above, key=len, default="")
        if nearest not in self._sites:
            marked = tuple(replace(link, current=link.url == nearest) for link in self.site.navigation)
            self._sites[nearest] = replace(self.site, navigation=marked)
        return self._sites[nearest]
