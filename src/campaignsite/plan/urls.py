"""Where everything will be: URLs below the base path, for documents, entities, lists and files."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from types import MappingProxyType
from urllib.parse import quote

from campaignsite.model.documents import Document
from campaignsite.model.front.config import SiteConfig
from campaignsite.model.site import Entity
from campaignsite.model.words.slugs import slugify

_ENTITIES = MappingProxyType({"agency": "agencies", "event": "events"})
_SAFE = "/-._~!$&'()*+,;=:@"  # RFC 3986, pchar


class Urls:
    """Makes URLs for one site. A *path* begins with ``/`` and knows nothing of the base path; an *href* has it."""

    def __init__(self, config: SiteConfig, files: Mapping[str, str]) -> None:
        """``files`` leads from a source file (content/…, assets/…) to the path it is published at."""
        self._config, self._files = config, files
        self.origin, self.base = config.origin, config.base_path
        self._hrefs: dict[str, str] = {}
        self._documents: dict[str, str] = {}

    def prefix(self, lang: str) -> str:
        """``""`` for the site's first language, ``/fr`` for others."""
        return "" if lang == self._config.languages[0] else f"/{lang}"

    def document(self, document: Document) -> str:
        """The path of a document that has a page of its own."""
        found = self._documents.get(document.path)
        if found is None:
            found = self._documents[document.path] = self._document(document)
        return found

    def _document(self, document: Document) -> str:
        entity = document.kind in ("agency", "event")
        folder = _folder(_ENTITIES[document.kind] if entity else document.folder)
        own = "" if document.slug == "index" and not entity else f"{document.slug}/"
        return f"{self.prefix(document.lang)}/{folder}{own}"

    def entity(self, entity: Entity, lang: str) -> str:
        """The path of an agency's or event's page in a language; every language has one."""
        return f"{self.prefix(lang)}/{_ENTITIES[entity.main.kind]}/{entity.document(lang).slug}/"

    def folder(self, name: str, lang: str) -> str:
        """The path of a list."""
        return f"{self.prefix(lang)}/{slugify(name) or 'page'}/" if name else f"{self.prefix(lang)}/"

    def year(self, year: int, lang: str) -> str:
        """The path of the list of everything from one year."""
        return f"{self.prefix(lang)}/years/{year}/"

    def file(self, source: str) -> str:
        """The path of a published file."""
        return self._files[source]

    def href(self, path: str) -> str:
        """A path as it stands in HTML: with the base path, percent-encoded."""
        found = self._hrefs.get(path)
        if found is None:
            found = self._hrefs[path] = self.base + quote(path[1:], safe=_SAFE)
        return found


@lru_cache(maxsize=1024)
def _folder(name: str) -> str:
    """A folder below content/ as part of a path."""
    return "".join(f"{slugify(part) or 'page'}/" for part in name.split("/") if part)


def file_of(path: str) -> str:
    """The file below output/ that serves a path."""
    return path[1:] + "index.html" if path.endswith("/") else path[1:]
