"""Records of the campaign's data as rows. In: a record. Out: what stands in each column, exactly; None for nothing."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from campaignsite.model.front.dates import PartialDate
from campaignsite.model.page.data import (
    AgencyRecord,
    EditionRecord,
    EventRecord,
    MembershipRecord,
    Record,
    ResultsRecord,
    TableFile,
    Words,
)
from campaignsite.model.page.measures import MeasureView, OriginView
from campaignsite.model.page.pieces import Figures

Cell = str | int | bool | tuple[str, ...] | None
Row = Mapping[str, Cell]


def rows(file: TableFile, origin: str) -> Iterator[Row]:
    """The rows of a table; ``origin`` is the site's scheme and host."""
    for record in file.records:
        yield from _rows(record, origin)


def edtf(date: PartialDate | None) -> str | None:
    """A date in the Extended Date/Time Format (ISO 8601-2): XXXX-07-30 when its year is not known."""
    if date is None:
        return None
    return date.iso if date.year is not None else f"XXXX-{date.month:02d}-{date.day:02d}"


def _rows(record: Record, origin: str) -> Iterator[Row]:
    match record:
        case ResultsRecord():
            yield from _results(record, origin)
        case AgencyRecord():
            yield _agency(record, origin)
        case MembershipRecord():
            yield {
                "body": record.body,
                "agency": record.agency,
                "from": edtf(record.start),
                "to": edtf(record.end),
                "source": record.source or None,
            }
        case EventRecord():
            yield _event(record, origin)
        case EditionRecord():
            yield _edition(record, origin)


def _results(record: ResultsRecord, origin: str) -> Iterator[Row]:
    whole = record.figures[0][1]
    shared: Row = {
        "record": record.key,
        **_said("title", [(tag, f.title, f.lang) for tag, f in record.figures]),
        "url": origin + whole.url,
        "lang": record.lang,
        **_said("operation", [(tag, f.operation, f.lang) for tag, f in record.figures]),
        "scope": "joint" if whole.joint else "single",
        "agencies": record.agencies,
        "shared_by": whole.shared_by,
        **_said("period", [(tag, f.period, f.period_lang) for tag, f in record.figures]),
        "period_start": edtf(whole.start),
        "period_end": edtf(whole.end),
        "period_months": record.months,
        "presumption": whole.presumption,
        "event": record.event or None,
        "edition": record.edition or None,
        "year": record.year,
        "issued": edtf(record.date),
        "supersedes": record.supersedes or None,
        "superseded_by": record.superseded_by or None,
        "corrected": edtf(record.corrected),
    }
    for measure in whole.measures:
        yield {**shared, **_measure(measure, record.figures)}


def _measure(measure: MeasureView, figures: Sequence[tuple[str, Figures]]) -> Row:
    """What the record's own text says of a figure, and how other languages put it."""
    also = [(tag, m) for tag, f in figures[1:] for m in f.measures if m.id == measure.id]
    every = [(figures[0][0], measure), *also]
    return {
        "measure": measure.id,
        **_said("label", [(tag, m.label, m.label_lang) for tag, m in every]),
        "value": measure.value,
        "unit": measure.unit,
        "suppressed": measure.value is None,
        "below": measure.below or None,
        **_said("definition", [(tag, m.definition, m.definition_lang) for tag, m in every]),
        "as_of": edtf(measure.as_of),
        **_said("geography", [(tag, m.geography, m.geography_lang) for tag, m in every]),
        **_said("method", [(tag, m.method, m.method_lang) for tag, m in every]),
        **_said("caveats", [(tag, m.caveats, m.caveats_lang) for tag, m in every]),
        **_source(measure.source),
    }


def _agency(record: AgencyRecord, origin: str) -> Row:
    return {
        "agency": record.key,
        **_named(record.names),
        "short_name": record.short_name or None,
        "kind": record.kind,
        "region": record.region or None,
        "languages": record.languages,
        "website": record.website or None,
        "url": origin + record.url,
        "lang": record.lang,
        **_source(record.source),
    }


def _event(record: EventRecord, origin: str) -> Row:
    return {
        "event": record.key,
        **_named(record.names),
        "short_name": record.short_name or None,
        "kind": record.kind,
        "recurs": edtf(record.recurs),
        "proclaimed_by": record.proclaimed_by or None,
        "website": record.website or None,
        "url": origin + record.url,
        "lang": record.lang,
        **_source(record.source),
    }


def _edition(record: EditionRecord, origin: str) -> Row:
    return {
        "event": record.event,
        "edition": record.key,
        "year": record.year,
        **_named(record.names),
        "start": edtf(record.start),
        "end": edtf(record.end),
        "days": record.days,
        "time": record.time or None,
        "timezone": record.timezone,
        "venue": record.venue or None,
        "address": record.address or None,
        "hosts": record.hosts,
        "cancelled": record.cancelled,
        "url": origin + record.url,
    }


def _named(names: Words) -> Row:
    return _said("name", [(tag, name, "") for tag, name in names])


def _said(column: str, texts: Sequence[tuple[str, str, str]]) -> Row:
    """A text in its own column, and what another language says otherwise in that language's.

    ``texts`` are (language asked for, text, language of the text where it is another one).
    """
    own = texts[0][1] if texts else ""
    others = {f"{column}_{tag}": text for tag, text, lang in texts[1:] if text and not lang and text != own}
    return {column: own or None, **others}


def _source(source: OriginView | None) -> Row:
    if source is None:
        return {}
    return {
        "source_title": source.title,
        "source_publisher": source.publisher,
        "source_url": source.url,
        "source_date": edtf(source.date),
    }
