"""What documents of several kinds may say in their front matter."""

from __future__ import annotations

from typing import Any

from pydantic import Field

from campaignsite.model.front.fields import Contact, Frozen, Origin, Withdrawal
from campaignsite.model.front.scalars import Address, Date, LanguageName, Text, When


class FrontMatter(Frozen):
    """What every kind of document may say."""

    type: Text | None = None
    """The kind of document; the folder says it when this is left out."""
    lang: LanguageName | None = None
    """The document's language, one of the site's; the ending ``.fr.md`` says it too."""
    slug: Text | None = None
    """The last part of the URL; made from the file's name when left out."""
    layout: Text | None = None
    """The layout to use instead of the kind's own, by file name."""
    extra: dict[str, Any] = Field(default_factory=dict)
    """Keys of your own: shown by your own layouts, checked by nobody."""
    ignore: dict[Text, Text] = Field(default_factory=dict)
    """Diagnostics that are not to be said of this file: for each code the reason. It is an error not to give one."""
    draft: bool = False
    """True keeps it out of the site, except with ``--drafts``."""
    publish_at: When | None = None
    """It is public from this moment on."""
    embargo: When | None = None
    """It stays out of the site until this moment."""
    expires: When | None = None
    """It is public until this moment (a day ends at midnight)."""
    review_by: Date | None = None
    """The day by which somebody should have looked whether it is still right."""
    owner: Text | None = None
    """Who answers for the text: a name, or that of a team. It stands on no page; api/pages.json has it."""
    verbatim: bool = False
    """True for official wording: it is never rewritten, not even its quotation marks."""
    source: Origin | None = None
    """Where the text comes from."""
    supplied: tuple[Text, ...] = ()
    """The fields that an editor added to the source, by name; the page says so."""
    sensitive: bool = False
    """True for a page that can put its reader in danger: it needs an exit and a helpline."""

    @property
    def heading(self) -> str:
        """What the document is called."""
        return ""

    @property
    def addresses(self) -> tuple[tuple[int, str], ...]:
        """Its old addresses, each with its position among the aliases."""
        aliases: tuple[str, ...] = getattr(self, "aliases", ())
        return tuple((n, alias) for n, alias in enumerate(aliases) if alias.startswith("/")) if aliases else ()


class Titled(FrontMatter):
    """A document with a title and a place in the campaign."""

    title: Text
    """The title, one line."""
    summary: Text | None = None
    """One or two sentences for lists and search engines."""
    content_warning: Text | None = None
    """What readers may want to know before they read: said before the text, and wherever lists name it."""
    share_text: Text | None = None
    """What people may send to others with the page's address; the title when it is left out."""
    qr: bool = False
    """True makes a QR code for posters that leads to the page; resources and events have one in any case."""
    contacts: tuple[Contact, ...] = ()
    """Whom to ask."""
    aliases: tuple[Address, ...] = ()
    """Old addresses of its page, each from the site's root: /old/page/. They lead here."""
    withdrawn: Withdrawal | None = None
    """It was public, and is withdrawn: its page says so, and it stands in no list any more."""

    @property
    def heading(self) -> str:
        """The title."""
        return self.title
