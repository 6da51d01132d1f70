"""A body as HTML without a site around it: pictures and links lead where they were written to lead."""

from __future__ import annotations

from html import escape

from campaignsite.model.documents import Component


def img(picture: Component) -> str:
    """The ``<img>`` of a picture, with its attributes in the order in which markdown-it gives them."""
    given = picture.attributes
    more = "".join(f' {key}="{escape(given[key])}"' for key in ("title", "class", "id", "lang", "dir") if key in given)
    return f'<img src="{escape(given["target"])}" alt="{escape(given["alt"])}"{more}>'
