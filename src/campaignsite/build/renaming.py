"""Pages that show a document by its name plate, with the new one. In: plates, old and new. Out: rows to render."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import TYPE_CHECKING

from campaignsite.store.last import Last, Row
from campaignsite.store.packs import Store
from campaignsite.store.pages import Pages, PageText

if TYPE_CHECKING:  # a new text does not wait for what new titles need
    from campaignsite.model.page.pages import Page
    from campaignsite.plan.plates import Plate


class DoubtError(Exception):
    """It takes the whole corridor."""


class Renaming:
    """Renames documents on the pages of the last build."""

    def __init__(self, last: Last, store: Store) -> None:
        self.last, self.store = last, store
        self.pages: dict[str, Page] = {}
        """The page values that are new, by file."""
        self.pieces: tuple[str, ...] = ()
        """The names of what stands in them."""

    def rows(self, plates: Mapping[str, tuple[Plate, Plate]]) -> Mapping[str, Row]:
        """The pages that show documents by their plates, with the new ones."""
        from campaignsite.plan.plates import OtherwiseNamedError, renamed

        rows, files, pages = self.last.table.rows, list(self.last.table.rows), Pages(self.store.get)
        doors = json.loads(self.store.get(self.last.head.doors) or b"null")
        if doors is None:
            raise DoubtError
        made = self.pages
        for path, (before, after) in plates.items():
            own = next((file for file, row in rows.naming([path]).items() if row.origin == path), "")
            page = pages.page(rows[own].seen) if own else None
            if page is None or not page.breadcrumbs:
                raise DoubtError
            url = page.breadcrumbs[-1].url
            self._in_no_menu(url, pages)
            for file in {own, *(files[n] for n in doors.get(str(files.index(own)), ()))}:
                found = made.get(file) or pages.page(rows[file].seen)
                if found is None or found.file != file:
                    raise DoubtError
                try:
                    new = renamed(found, url, before, after, own=file == own)
                    if new is not found:
                        made[file] = new
                except OtherwiseNamedError:
                    raise DoubtError from None
        text = PageText(self._keep, known=pages)
        seen = {file: rows[file]._replace(seen=self._seen(text, page)) for file, page in made.items()}
        self.pieces = text.pieces
        self.store.save()
        return seen

    def _in_no_menu(self, url: str, pages: Pages) -> None:
        """What stands in a menu stands on every page."""
        for name in self.last.head.sites:
            site = pages.site(name)
            if site is None or any(link.url == url for link in (*site.navigation, *site.footer)):
                raise DoubtError

    def _seen(self, text: PageText, page: Page) -> str:
        seen, value, _ = text.of(page)
        self._keep(seen, value.encode())
        return seen

    def _keep(self, name: str, data: bytes) -> None:
        if name not in self.store:
            self.store.put(name, data)
