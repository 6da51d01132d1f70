"""Where the data are. In: the site in one language. Out: their files, the page that leads to them, and what it shows.

The files are for all languages. A site that has a file of such a name of its own has all of its data from elsewhere; a
text, list or old address of its own at /data/ stays what it is, and there is no page of ours then.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping

from campaignsite.model.page.data import DataTable, DataView, LicenceView
from campaignsite.model.page.pieces import Link
from campaignsite.model.tables import TABLES
from campaignsite.plan.urls import file_of
from campaignsite.plan.views.data import OpenData
from campaignsite.plan.views.inlang import InLanguage

FOLDER = "data"
PACKAGE = f"/{FOLDER}/datapackage.json"


class Downloads:
    """The files of data and their page, in one language."""

    def __init__(
        self, view: InLanguage, lists: Collection[str], own: Collection[str], moved: Collection[str] = ()
    ) -> None:
        """``own`` are the site's own files below output/, ``moved`` the paths of all old addresses."""
        self.view, self.data = view, OpenData(view.site)
        self.path = view.urls.folder(FOLDER, view.lang)
        asked = view.site.config.outputs.data and not _taken(own)
        self.tables: Mapping[str, int] = self.data.rows if asked else {}
        """How many rows each table has; no tables where there are to be no files."""
        self.has_page = bool(self.tables) and not self._is_taken(lists, own, moved)
        """Whether the page at their address is ours."""

    def _is_taken(self, lists: Collection[str], own: Collection[str], moved: Collection[str]) -> bool:
        urls, front = self.view.urls, f"{FOLDER}/index"
        if self.path in moved or file_of(self.path) in own:
            return True
        if any(urls.folder(name, self.view.lang) == self.path for name in lists):
            return True
        ends_alike = (r.document for r in self.view.pages() if r.document.slug in (FOLDER, "index"))
        return any(urls.document(found) == self.path for found in ends_alike if found.stem != front)

    @property
    def licence(self) -> LicenceView | None:
        """What others may do with the data, if somebody says it."""
        said = self.view.site.config.data_licence
        return LicenceView(said.name or "", self.view.local(said.title), said.url or "") if said else None

    @property
    def rules(self) -> tuple[str, ...]:
        """What to keep in mind, in sentences."""
        return tuple(self.view.text(key) for key in self._rules())

    def _rules(self) -> Iterator[str]:
        """The keys of the sentences that belong to the data; most are about figures."""
        if "results" in self.tables:
            yield from ("data.rule-joint", "total.rule", "data.rule-replaced")
            yield from ("figures.presumption", "figures.not-convicted")
            yield from ("data.rule-suppressed",) if self.view.site.config.suppress_below else ()
        yield "data.rule-empty"

    def page(self) -> DataView:
        """What the page shows."""
        return DataView(
            tables=tuple(self._table(name, count) for name, count in self.tables.items()),
            package=Link(PACKAGE.rpartition("/")[2], self.view.urls.href(PACKAGE)),
            licence=self.licence,
            newest=self.data.newest,
            rules=self.rules,
        )

    def _table(self, name: str, count: int) -> DataTable:
        href, path = self.view.urls.href, f"/{FOLDER}/{name}"
        endings = ("csv", "json", "schema.json")
        return DataTable(name, count, tuple(Link(f"{name}.{end}", href(f"{path}.{end}")) for end in endings))


def _taken(own: Collection[str]) -> bool:
    """Whether the site has a file of its own where one of these would be, or where their folder would."""
    ours = {f"{FOLDER}/{table.name}.{ending}" for table in TABLES for ending in ("csv", "json", "schema.json")}
    return not ours.isdisjoint(own) or PACKAGE[1:] in own or FOLDER in own
