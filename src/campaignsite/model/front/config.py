"""The site's own settings: ``campaignsite.yaml``."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated, Literal
from zoneinfo import ZoneInfo

from pydantic import AfterValidator, BeforeValidator, Field, StringConstraints, model_validator

from campaignsite.model.diagnostics import Place
from campaignsite.model.front.fields import Frozen
from campaignsite.model.front.kinds import KindName
from campaignsite.model.front.scalars import (
    Colour,
    Date,
    LocalizedText,
    Phone,
    ReportAddress,
    SecureAddress,
    Switch,
    Text,
    WebAddress,
    When,
    WholeNumber,
    Zone,
)

Language = Annotated[str, StringConstraints(pattern=r"^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$")]
"""A BCP 47 language tag: en, fr, fr-CA, oj-Cans."""

Policy = Literal["required", "notice", "off"]
"""What happens where a translation is missing: an error, the original with a notice, or nothing."""


def _ends_with_slash(url: str) -> str:
    if "?" in url or "#" in url:
        raise ValueError(
            f"“{url}” cannot be the address of a site | write https://example.org/ or https://example.org/folder/"
        )
    return url if url.endswith("/") else url + "/"


class Helpline(Frozen):
    """A line that someone in need can call or write to. Real numbers are content: say where they come from."""

    name: LocalizedText
    """What it is called."""
    display: Text
    """The number as people read it."""
    phone: Phone | None = None
    """The number to dial, without spaces: +18005550199, or a short one such as 911."""
    sms: Phone | None = None
    """The number to text."""
    chat: WebAddress | None = None
    """The address of a chat."""
    hours: LocalizedText | None = None
    """When somebody answers."""
    languages: tuple[Text, ...] = ()
    """Languages spoken, as language tags."""
    police: bool
    """True when the police answer: people want to know before they call."""
    verified_on: Date
    """The day on which somebody last called it to check."""
    source: Text | None = None
    """Where the number comes from."""


class CallToAction(Frozen):
    """A way to help, on the front page."""

    text: LocalizedText
    """What there is to do: “Put up a poster”."""
    to: Text
    """A file of a page below content/, a folder of items, or a whole address."""


class MarkdownConfig(Frozen):
    """How Markdown is read."""

    raw_html: bool = False
    """True lets HTML in Markdown through, unchecked; off by default."""


PageKind = Literal[
    KindName,
    "home",
    "list",
    "year",
    "results-by",
    "agencies",
    "events",
    "a-z",
    "search",
    "corrections",
    "data",
    "withdrawn",
    "moved",
    "leaving",
    "not-found",
]
"""What ``kind`` is on any page: that of a document, or of a page that is made of several."""

Kilobytes = Annotated[WholeNumber, Field(ge=0, le=100_000)]


class Budgets(Frozen):
    """What a page may weigh on its way to a reader, in kilobytes of 1000 bytes, compressed with gzip."""

    page: Kilobytes = 14
    """A page with the style sheets and scripts that it loads."""
    css: Kilobytes = 6
    """The style sheets of a page."""
    script: Kilobytes = 2
    """The scripts of a page."""
    fonts: Kilobytes = 0
    """All fonts of the site."""
    kinds: dict[PageKind, Kilobytes] = Field(default_factory=dict)
    """For kinds of pages that may weigh something else, what they may: ``a-z: 30``."""


def _off(value: object) -> object:
    """``false`` stands for no budgets at all, and ``true`` for those that there are without a word."""
    return {"true": {}, "false": None}.get(value, value) if isinstance(value, str) else value


def _asked(value: object) -> object:
    """``true`` asks for what a group of keys without any asks for."""
    if not isinstance(value, str):
        return value
    if value.strip().lower() not in ("true", "false"):
        raise ValueError(f"“{value}” is neither true nor false | write true or false, or “fonts:” below it")
    return {} if value.strip().lower() == "true" else None


class ShareImages(Frozen):
    """What share images are drawn with."""

    fonts: tuple[Text, ...] = ()
    """Fonts of the site for scripts that the usual one lacks: files below content/ or assets/, tried in this order."""


LicenceName = Annotated[str, StringConstraints(strip_whitespace=True, pattern=r"^[A-Za-z0-9][A-Za-z0-9._-]*$")]


class Licence(Frozen):
    """What others may do with something."""

    title: LocalizedText
    """What it is called: “Creative Commons Attribution 4.0 International”."""
    name: Annotated[str, StringConstraints(strip_whitespace=True, pattern=r"^[A-Za-z0-9][A-Za-z0-9._-]*$")] | None = (
        None
    )
    """Its identifier, as lists of open licences have it: CC-BY-4.0."""
    url: WebAddress | None = None
    """Where it can be read."""

    @model_validator(mode="after")
    def _can_be_found(self) -> Licence:
        if not self.name and not self.url:
            raise ValueError("nobody can tell which licence this is | write “name: CC-BY-4.0”, or “url:” for its text")
        return self


class Outputs(Frozen):
    """What there is beside the pages, for machines and those who use them. All of it, unless it is ``false`` here."""

    feeds: bool = True
    """Atom and JSON feeds of the site, and of each list, agency and event."""
    calendars: bool = True
    """Calendars of the site, and of each agency and event."""
    texts: bool = True
    """Each news release as plain text, for newsrooms."""
    data: bool = True
    """Results, agencies, memberships and events as CSV and JSON, with a page that leads to them."""
    pages: bool = True
    """A list of all pages as JSON, with who answers for each: api/pages.json."""
    sitemap: bool = True
    """A sitemap for search engines, and a ``robots.txt`` that names it."""
    manifest: bool = True
    """A web app manifest for each language: a name, colours and an icon for who keeps the site on a home screen."""
    htaccess: bool = True
    """A ``.htaccess`` for Apache: headers, old addresses, media types."""


class SecurityContact(Frozen):
    """Whom to tell of a hole in the site (RFC 9116), at ``/.well-known/security.txt``."""

    contact: Annotated[tuple[ReportAddress, ...], Field(min_length=1)]
    """Where to write or call, the best way first: ``mailto:`` with an address, ``https://``, or ``tel:``."""
    expires: When
    """The last day on which this holds, less than a year ahead: 2027-06-30."""
    encryption: SecureAddress | None = None
    """Where the key is with which to encrypt."""
    acknowledgments: SecureAddress | None = None
    """The page that thanks those who reported something."""
    policy: SecureAddress | None = None
    """The page that says how reports are dealt with."""
    languages: tuple[Language, ...] = ()
    """Languages to write in; those of the site when it is left out."""


class SiteConfig(Frozen):
    """Everything that ``campaignsite.yaml`` may say."""

    title: LocalizedText
    """The campaign's name."""
    base_url: Annotated[WebAddress, AfterValidator(_ends_with_slash)]
    """Where the site will be: https://example.org/ or https://example.org/folder/."""
    description: LocalizedText | None = None
    """One or two sentences about the campaign."""
    languages: Annotated[tuple[Language, ...], Field(min_length=1)] = ("en",)
    """The site's languages; the first one has no prefix in its URLs."""
    timezone: Zone = "UTC"
    """The time zone of every date and time without one of its own: America/Toronto."""
    publisher: LocalizedText | None = None
    """Who publishes the site."""
    banner: LocalizedText | None = None
    """A sentence shown at the top of every page."""
    accent: Colour | None = None
    """The colour of the campaign, in quotes: ``"#75205a"``. The theme makes all of its colours from it."""
    exit: LocalizedText | None = None
    """The address that the exit link of sensitive pages goes to, one for each language if need be."""
    helplines: tuple[Helpline, ...] = ()
    """Shown first on every page, in this order."""
    helplines_checked_within_days: Annotated[WholeNumber, Field(ge=1)] = 180
    """After how many days without a check a helpline is warned about."""
    navigation: tuple[Text, ...] = ()
    """Files of pages, or folders of content, to link from every page, in this order; every list when it is left out.

    ``a-z`` is the list of all titles, and ``search`` the search.
    """
    footer: tuple[Text, ...] = ()
    """The same for the foot of every page."""
    page_size: Annotated[WholeNumber, Field(ge=2, le=1000)] = 20
    """How many entries a page of a list has at least, before older ones move to pages of their own."""
    suppress_below: Annotated[WholeNumber, Field(ge=2, le=1_000_000)] | None = None
    """Figures from 1 to below this number are not shown, because so few people might be recognised: “fewer than 5”."""
    search: bool = False
    """True gives each language a page to search on, and the site an index for it."""
    precompress: bool = False
    """True puts a copy beside each text file, compressed with gzip, for hosts that send such copies."""
    how_to_help: Annotated[tuple[CallToAction, ...], Field(max_length=3)] = ()
    """What readers can do, at the top of the front page: up to three, the most important one first."""
    share_images: Annotated[ShareImages | None, BeforeValidator(_asked), Switch()] = None
    """True, or a group of keys: gives pages a picture of their title for those who link to them."""
    translations: dict[KindName, Policy] = Field(default_factory=dict)
    """For each kind of document, what happens where a translation is missing; ``notice`` when it is not said."""
    outputs: Outputs = Outputs()
    """What there is beside the pages; all of it when it is left out."""
    data_licence: Licence | None = None
    """What others may do with the data; without it the page about them says that nobody has stated a licence."""
    security: SecurityContact | None = None
    """Whom to tell of a hole in the site; nothing is said when it is left out."""
    budgets: Annotated[Budgets | None, BeforeValidator(_off), Switch()] = Budgets()
    """What pages may weigh; ``false`` when nobody is to ask."""
    markdown: MarkdownConfig = MarkdownConfig()
    """How Markdown is read."""

    @property
    def base_path(self) -> str:
        """The path part of ``base_url``: ``/`` or ``/folder/``."""
        return "/" + self.base_url.split("://", 1)[1].partition("/")[2]

    @property
    def origin(self) -> str:
        """Scheme and host of ``base_url``, without a slash at the end."""
        scheme, rest = self.base_url.split("://", 1)
        return f"{scheme}://{rest.partition('/')[0]}"

    @property
    def zone(self) -> ZoneInfo:
        """The time zone."""
        return ZoneInfo(self.timezone)

    def policy(self, kind: str) -> Policy:
        """What happens where a translation of a document of this kind is missing."""
        return {str(name): policy for name, policy in self.translations.items()}.get(kind, "notice")


@dataclass(frozen=True, slots=True)
class Settings:
    """The configuration, and where each of its values stands."""

    config: SiteConfig
    path: str
    places: Mapping[tuple[str | int, ...], Place]
