"""The files of the campaign's data: each table as CSV and JSON, its schema, and the descriptor of all of them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cache, partial

from campaignsite.model.page.data import DataPackageFile, Record, TableFile, TableSchemaFile
from campaignsite.model.page.pages import Page
from campaignsite.model.page.subjects import Subject
from campaignsite.model.words.slugs import slugify
from campaignsite.plan.frames import Frame, Frames
from campaignsite.plan.planned import Planned
from campaignsite.plan.views.downloads import FOLDER, PACKAGE


def data_files(frames: Mapping[str, Frames], _: Sequence[Planned]) -> Iterator[Planned]:
    """Every file of data; nothing for a site without any, or that wants none."""
    first = next(iter(frames.values()))
    downloads, views = first.sites.downloads, {tag: each.view for tag, each in frames.items()}
    page = first.urls.href(downloads.path)

    @cache
    def records(name: str) -> tuple[Record, ...]:
        return downloads.data.records(name, views)

    def table(name: str) -> TableFile:
        return TableFile(name, records(name), downloads.licence, downloads.rules, page)

    def package() -> DataPackageFile:
        return DataPackageFile(
            name=slugify(first.sites.site.title) or FOLDER,
            title=f"{first.sites.site.title} – {first.view.text('data.title')}",
            rules=downloads.rules,
            tables=tuple(downloads.tables),
            licence=downloads.licence,
            sources=downloads.data.sources(views),
            page=page,
        )

    for name in downloads.tables:
        at = f"/{FOLDER}/{name}"
        yield _file(first, "data-csv", f"{at}.csv", partial(table, name))
        yield _file(first, "data-json", f"{at}.json", partial(table, name))
        yield _file(first, "data-schema", f"{at}.schema.json", partial(TableSchemaFile, name))
    if downloads.tables:
        yield _file(first, "data-package", PACKAGE, package)


def _file(frames: Frames, kind: str, path: str, subject: Callable[[], Subject]) -> Planned:
    frame = Frame(kind, path, path.rpartition("/")[2], f"the data in {path[1:]}", layout=kind)

    def make() -> Page:
        return frames.page(frame, subject(), noindex=True)

    return frames.planned((kind, path), frame, make)
