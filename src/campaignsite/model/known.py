"""What a site has that its documents name: languages, agencies, events, results, standing texts, folders."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Named:
    """Something that documents name."""

    name: str
    """As it is best written."""
    others: tuple[str, ...] = ()
    """What else may be written for it."""
    dated: bool = False
    """Of an event, whether it has editions."""
    years: tuple[int, ...] = ()
    """The years of these, as far as they are said, in order."""


@dataclass(frozen=True, slots=True)
class Known:
    """All of it, for editors: what is withheld too."""

    languages: tuple[str, ...] = ("en",)
    timezone: str = "UTC"
    agencies: tuple[Named, ...] = ()
    events: tuple[Named, ...] = ()
    results: tuple[Named, ...] = ()
    boilerplates: tuple[Named, ...] = ()
    folders: tuple[tuple[str, str], ...] = ()
    """Each folder below content/ that has documents, as a kind and its path: ``release``, ``releases/2026``."""

    def named(self, what: str) -> tuple[Named, ...]:
        """Those of a sort, as ``scalars.Names`` calls it."""
        match what:
            case "agency":
                return self.agencies
            case "event":
                return self.events
            case "results":
                return self.results
            case "boilerplate":
                return self.boilerplates
            case _:
                return tuple(Named(tag) for tag in self.languages)
