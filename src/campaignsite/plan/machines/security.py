"""Whom to tell of a hole in the site (RFC 9116). In: the configuration. Out: a line of the table.

It is read at the root of a host alone (section 3), so a site in a folder has none.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from urllib.parse import quote

from campaignsite.model.front.config import SecurityContact, SiteConfig
from campaignsite.model.page.machines import SecurityView
from campaignsite.plan.frames import Frame, Frames
from campaignsite.plan.planned import Planned

FILE = ".well-known/security.txt"


def security(frames: Mapping[str, Frames], _pages: Sequence[Planned]) -> Iterator[Planned]:
    """The file, where the site has somebody to tell."""
    first = next(iter(frames.values()))
    config = first.view.site.config
    if config.security and config.base_path == "/":
        frame = Frame(
            "security", f"/{FILE}", FILE, "the file for who reports a hole", layout="security.txt", hidden=True
        )
        subject = SecurityView(tuple(_fields(config.security, config)))
        yield first.planned(("security",), frame, partial(first.page, frame, subject))


def _fields(said: SecurityContact, config: SiteConfig) -> Iterator[tuple[str, str]]:
    yield from (("Contact", _uri(contact)) for contact in said.contact)
    yield "Expires", f"{said.expires.instant(config.zone, ends=True):%Y-%m-%dT%H:%M:%SZ}"
    for name, value in (
        ("Encryption", said.encryption),
        ("Acknowledgments", said.acknowledgments),
        ("Preferred-Languages", ", ".join(said.languages or config.languages)),
        ("Canonical", f"{config.origin}/{FILE}"),
        ("Policy", said.policy),
    ):
        if value:
            yield name, value if name == "Preferred-Languages" else _uri(value)


def _uri(address: str) -> str:
    """The address without a letter that no URI has (RFC 3986, 2)."""
    return quote(address, safe="%/:?#[]@!$&'()*+,;=-._~")
