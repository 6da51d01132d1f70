"""What a site has that its documents may name. In: an order. Out: ``Checked[Known]``."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from posixpath import basename

from campaignsite.build.census import Census, census
from campaignsite.build.order import Order
from campaignsite.model.diagnostics import Checked
from campaignsite.model.documents import Document
from campaignsite.model.front.kinds import Agency, Boilerplate, Event
from campaignsite.model.known import Known, Named
from campaignsite.parse.front.schema import STAND_INS


def known(order: Order) -> Checked[Known]:
    """Look at every document. No value, and what is wrong, when the configuration has errors."""
    there = census(order)
    if not isinstance(there, Census):
        return Checked(None, there)
    config, documents = there.settings.config, there.documents
    languages = config.languages
    return Checked(
        Known(
            languages=languages,
            timezone=config.timezone,
            agencies=_hosts([d for d in documents if d.kind == "agency"], languages),
            events=_hosts([d for d in documents if d.kind == "event"], languages),
            results=_files([d for d in documents if d.kind == "results"]),
            boilerplates=_files([d for d in documents if d.kind == "boilerplate"]),
            folders=tuple(sorted({(d.kind, d.folder) for d in documents})),
        )
    )


def _hosts(documents: Sequence[Document], languages: Sequence[str]) -> tuple[Named, ...]:
    """Agencies or events, by name; translations of one file are one."""
    stems: dict[str, list[Document]] = defaultdict(list)
    for document in sorted(documents, key=lambda d: (languages.index(d.lang), d.path)):
        stems[document.stem].append(document)
    return tuple(sorted(filter(None, map(_host, stems.values())), key=lambda named: named.name))


def _host(documents: Sequence[Document]) -> Named | None:
    """What names lead to an agency or event: see ``relate.names``."""
    names: dict[str, None] = {}
    for document in documents:
        meta = document.meta
        assert isinstance(meta, Agency | Event)
        written = [meta.name, *(text for _, text in (meta.names.all if meta.names else ())), meta.short_name or ""]
        written += [alias for alias in meta.aliases if not alias.startswith("/")]
        names |= dict.fromkeys([*written, document.slug])
    first = documents[0].meta
    if first.heading == STAND_INS["name"]:
        return None
    main, *others = [name for name in names if name]
    editions = first.editions if isinstance(first, Event) else ()
    years = tuple(sorted({edition.in_year for edition in editions if edition.in_year}))
    return Named(main, tuple(others), dated=bool(editions), years=years)


def _files(documents: Sequence[Document]) -> tuple[Named, ...]:
    """Results or standing texts, by file name, or by the key that versions of one text share."""
    names: dict[str, dict[str, None]] = defaultdict(dict)
    for document in documents:
        meta, stem = document.meta, basename(document.stem)
        name = meta.key or stem if isinstance(meta, Boilerplate) else stem
        names[name] |= dict.fromkeys([stem, document.slug] if stem != name else [document.slug])
        if isinstance(meta, Boilerplate) and meta.from_:
            names[name][f"{name}@{meta.from_.iso}"] = None
    return tuple(Named(name, tuple(n for n in others if n != name)) for name, others in sorted(names.items()))
