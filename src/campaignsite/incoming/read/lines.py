"""What single lines of a plain text are: wrapped or whole, entries of lists, headings, addresses of the web."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from campaignsite.incoming.blocks import Inlines, Span
from campaignsite.model.words.links import judge

BULLET = re.compile(r"([-*•·▪●◦‣–—])[ \t\u00a0]+(\S.*)")
NUMBER = re.compile(r"([0-9]{1,9})[.)][ \t\u00a0]+(\S.*)")
_ENDS = re.compile(r"[.!?,;…][”\"’»)]*$")
_WRAPPED_FROM, _WRAPPED_TO = 45, 110
"""Programs that break lines do it somewhere between these lengths."""
_MID = re.compile(
    r"(?:,|\b(?:a|an|and|as|at|by|for|from|in|is|of|on|or|that|the|to|was|were|who|with|au|aux|avec|dans|de|des|du|en|et|la|le"
    r"|les|ou|par|pour|que|qui|sur|un|une|à))$",
    re.IGNORECASE,
)
_HEADING = re.compile(
    r"(?:About|À propos)\s(?!\d).{2,80}"
    r"|(?:(?:media|press)\s)?(?:contacts?|inquiries|enquiries)(?:\sinformation)?:?"
    r"|(?:quick\sfacts?|facts|quotes?|quotations?|background|results?|highlights|backgrounder|related\slinks):?"
    r"|(?:faits\sen\sbref|citations?|contexte|résultats|faits\ssaillants|liens\s(?:connexes|utiles)"
    r"|personnes?-ressources?|renseignements|coordonnées|relations\savec\sles\smédias):?",
    re.IGNORECASE,
)
_ADDRESS = re.compile(
    r"https?://[A-Za-z0-9._~:/?#@!$&'()*+,;=-]+|(?<![\w.+-])[A-Za-z0-9._+-]{1,64}@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+"
)


def wrapped(lines: Sequence[str]) -> bool:
    """Whether a program broke a paragraph into these lines: no line had room for the first word of the next."""
    longest = max(map(len, lines))
    if len(lines) < 2 or not _WRAPPED_FROM <= longest <= _WRAPPED_TO:
        return False
    full = sum(len(a) + 1 + len(b.split()[0]) > longest for a, b in pairwise(lines))
    return full * 5 >= (len(lines) - 1) * 4


def goes_on(line: str, following: str) -> bool:
    """Whether somebody broke a sentence between two lines: no sentence ends like the first, or the second goes on."""
    return len(line) >= _WRAPPED_FROM and bool(
        _MID.search(line) or (following[:1].islower() and not _ENDS.search(line))
    )


def is_heading(line: str) -> bool:
    """Whether a line looks like a heading: in capitals, or one of those that releases have."""
    if len(line) > 80 or _ENDS.search(line) or line.startswith(("“", "«", '"', "(")):
        return False
    letters = [c for c in line if c.isalpha()]
    capitals = len(letters) >= 4 and all(c.isupper() for c in letters)
    return capitals or bool(_HEADING.fullmatch(line))


def is_short(line: str) -> bool:
    """Whether a line may be one of an address: it is no sentence, no quotation, no dash with a name."""
    return len(line) < 70 and not line.startswith(("“", "«", '"', "–", "—", "-"))


def linked(text: str) -> Inlines:
    """A line with its addresses as links; what each shows stays as it is."""
    made: list[Span] = []
    at = 0
    for found in _ADDRESS.finditer(text):
        shown = found[0].rstrip(".,;:!?)'*")
        href = shown if "://" in shown else f"mailto:{shown}"
        if not shown or judge(href).kind != "outside" or "xn--" in shown.lower():
            continue
        made += [Span(text[at : found.start()]), Span(shown, href=href)]
        at = found.start() + len(shown)
    return tuple(span for span in (*made, Span(text[at:])) if span.text)
