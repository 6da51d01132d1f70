"""Pages of the preview's own, and what it adds to those of the site. In: problems, a page. Out: HTML."""

from __future__ import annotations

import re
from collections.abc import Iterable

from markupsafe import Markup

from campaignsite.serve.screen import Problem

OWN = "/.campaignsite/"
"""Where the preview's own files are: no build makes a name that begins with a dot."""
POLICY = (
    "default-src 'none'; base-uri 'none'; connect-src 'self'; form-action 'none'; frame-ancestors 'none'; "
    "script-src 'self'; style-src 'self'"
)
"""For the preview's own pages; those of the site have theirs."""
_HEAD_ENDS = re.compile(rb"</head\s*>", re.IGNORECASE)
_PAGE = Markup(
    '<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
    '<meta name="viewport" content="width=device-width, initial-scale=1">\n<meta name="robots" content="noindex">\n'
    "<title>{title}</title>\n"
    '<link rel="stylesheet" href="{own}preview.css">\n{head}</head>\n<body class="alone">\n<main>\n<h1>{title}</h1>\n'
    "{main}</main>\n</body>\n</html>\n"
)


def with_scripts(page: bytes, host: str, version: str, *, alone: bool = False) -> bytes:
    """A page with the scripts that load it again, at the end of its head; ``alone`` for one that is all problems."""
    name, _, port = host.rpartition(":")
    tags = Markup(
        '<script src="{own}preview.js" data-version="{version}"{alone} defer></script>\n'
        '<script src="{own}livereload.js?host={name}&amp;port={port}&amp;mindelay=250&amp;maxdelay=2000" defer>'
        "</script>\n"
    )
    said = tags.format(own=OWN, version=version, name=name, port=port, alone=Markup(" data-alone") if alone else "")
    found = _HEAD_ENDS.search(page)
    at = found.start() if found else len(page)  # a layout without a head still gets them
    return page[:at] + said.encode() + page[at:]


def waiting() -> bytes:
    """Shown while the first build takes its time."""
    again = Markup('<meta http-equiv="refresh" content="2">\n')
    main = Markup("<p>The page appears as soon as the site is built.</p>\n")
    return _PAGE.format(title="The first build is under way", own=OWN, head=again, main=main).encode()


def troubled(problems: Iterable[Problem], more: int, fault: str) -> bytes:
    """Shown when there is no good site yet: all that is wrong, without a script too."""
    items = Markup().join(
        Markup(
            '<li>\n<p class="place"><code>{place}</code></p>\n<p><strong>{severity}:</strong> {message} '
            "<code>[{code}]</code></p>\n{lines}{hint}</li>\n"
        ).format(
            **{**p, "hint": Markup("<p>Hint: {}</p>\n").format(p["hint"]) if p["hint"] else ""},
            lines=Markup('<pre tabindex="0">{}</pre>\n').format(p["excerpt"]) if p["excerpt"] else "",
        )
        for p in problems
    )
    main = Markup("<p>The site appears here as soon as these are mended.</p>\n<ol>\n{}</ol>\n").format(items)
    if more:
        main += Markup("<p>And {} more; the terminal has all of them.</p>\n").format(more)
    if fault:
        words = "This is not your mistake. It is tried again when you save a file."
        main = Markup("<p>{}. {}</p>\n").format(fault, words)
    title = "The site could not be built" if fault else "The site has mistakes"
    return _PAGE.format(title=title, own=OWN, head="", main=main).encode()


def plain(title: str, words: str) -> bytes:
    """A page of the preview for which the site has none."""
    return _PAGE.format(title=title, own=OWN, head="", main=Markup("<p>{}</p>\n").format(words)).encode()
