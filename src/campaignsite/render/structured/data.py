"""Figures as a data set."""

from __future__ import annotations

from campaignsite.model.front.dates import PartialDate
from campaignsite.model.page.measures import MeasureView, OriginView
from campaignsite.model.page.pages import Page
from campaignsite.model.page.pieces import Figures
from campaignsite.model.page.subjects import ItemView
from campaignsite.render.structured.things import DATA, Thing, one_or_all, organization, some


def dataset(page: Page, item: ItemView, figures: Figures) -> Thing:
    """A ``Dataset`` of an operation's figures, whole: those who lead it made them, else those who share them."""
    leading = [link for group in item.agencies if group.role == "lead" for link in group.agencies]
    return some(
        {
            "@type": "Dataset",
            "@id": page.canonical + DATA,
            "url": page.canonical,
            "name": page.title,
            "description": page.description or figures.operation,
            "inLanguage": page.lang,
            "temporalCoverage": _between(figures.start, figures.end),
            "creator": one_or_all([organization(page, link) for link in leading or figures.agencies]),
            "isBasedOn": _source(figures.source) if figures.source else None,
            "variableMeasured": [_measure(measure) for measure in figures.measures],
            **_offered(page),
        }
    )


def _offered(page: Page) -> Thing:
    """Under what terms and in what files the figures are given away; nothing where the site gives none away."""
    site = page.site
    if not site.data:
        return {}
    return some(
        {
            "license": site.data_licence,
            "includedInDataCatalog": {"@type": "DataCatalog", "url": site.origin + site.data},
            "distribution": [
                {
                    "@type": "DataDownload",
                    "encodingFormat": media_type,
                    "contentUrl": f"{site.origin}{site.base_path}data/results{ending}",
                }
                for ending, media_type in ((".csv", "text/csv"), (".json", "application/json"))
            ],
        }
    )


def _measure(measure: MeasureView) -> Thing:
    return some(
        {
            "@type": "PropertyValue",
            "propertyID": measure.id,
            "name": measure.label,
            "description": measure.definition if measure.definition != measure.label else "",
            "value": measure.value,
            "unitText": measure.unit,
        }
    )


def _between(start: PartialDate | None, end: PartialDate | None) -> str:
    """An interval (ISO 8601), when both of its ends have a year: each is as exact as it is known."""
    ends = [date.iso for date in (start, end) if date and date.year is not None]
    return "/".join(ends) if len(ends) == 2 else ""


def _source(source: OriginView) -> Thing:
    publisher = {"@type": "Organization", "name": source.publisher} if source.publisher else None
    return some({"@type": "CreativeWork", "name": source.title, "url": source.url, "publisher": publisher})
