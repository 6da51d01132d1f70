"""People in running text: title and name, in English and French. In: words. Out: a ``Person``, or nothing.

Only what is written: a service that the text does not name beside somebody is not added.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from campaignsite.incoming.known import Register
from campaignsite.incoming.parts import Person

_TITLES = tuple(
    re.findall(
        r"\S+",
        "acting interim deputy assistant associate senior chief commissioner superintendent inspector detective staff"
        " sergeant constable corporal officer captain lieutenant commander director executive president vice-president"
        " chair chairperson minister premier mayor councillor warden attorney general solicitor coordinator manager"
        " spokesperson regional provincial grand elder crown honourable hon dr mr mrs ms prof professor sgt det insp"
        " supt cst const cpl comm sir judge justice senator"
        " chef cheffe commissaire surintendant surintendante inspecteur inspectrice détective sergent sergente agent"
        " agente sergent-détective sergente-détective lieutenante capitaine directeur directrice président présidente"
        " ministre maire mairesse porte-parole coordonnateur coordonnatrice intérimaire adjoint adjointe général"
        " générale gestionnaire mme m",
    )
)
_TITLE = "(?:" + "|".join(sorted(map(re.escape, _TITLES), key=len, reverse=True)) + r")\.?"
_NAME = r"(?:[A-ZÀ-ÖØ-Þ][\w’'-]+|[A-ZÀ-ÖØ-Þ]\.)"
_PARTICLE = r"(?:\s(?:de|da|di|du|van|von|der|la|le|bin|al))?"
_WORD = rf"(?:{_NAME},?|&|and|et|of|the|de|la|le|les|du|des)"
_PERSON = re.compile(
    rf"(?<![\w-])(?P<org>[A-ZÀ-Þ]{{2,8}}\s)?(?P<title>(?i:{_TITLE})(?:\s(?i:{_TITLE})){{0,5}})"
    rf"(?:\s(?P<of>(?:of|for|de|du|des)\s{_WORD}(?:\s{_WORD}){{0,12}})\s(?P<name2>{_NAME}{_PARTICLE}\s{_NAME})(?!\s{_NAME})"
    rf"|\s(?P<name1>{_NAME}(?:{_PARTICLE}\s{_NAME}){{0,3}}))"
)
_BARE = re.compile(rf"{_NAME}(?:{_PARTICLE}\s{_NAME}){{1,3}}")
_OF = re.compile(r"\s(?:of|with|from|de|du|des|d[’'])\b.{3,120}")
_POST = re.compile(r"\s*(?:,|\s[–—-]\s)\s*(?P<post>[^.;“”«»]{2,120}?)\s*$")


def people(text: str, agencies: Register) -> Iterator[tuple[int, Person]]:
    """Everybody with a title and a name, with the place."""
    for found in _PERSON.finditer(text):
        name, title = found["name1"] or found["name2"], found["title"]
        if found["of"]:
            title = f"{title} {found['of']}"
        org = (found["org"] or "").strip()
        agency = agencies.find(org).name if org else ""
        if org and not agency:
            title = f"{org} {title}"
        yield found.start(), Person(name, title.rstrip(","), agency)


def person(text: str, agencies: Register) -> tuple[Person, bool] | None:
    """Whom a few words name, and whether that is certain: “OPP Commissioner Vince Hawkes”, “Dan Dusto, IJFS Lead”."""
    words = re.sub(r"^(?:the|le|la|l[’'])\s*", "", " ".join(text.split()).strip(" ,.;:"), flags=re.IGNORECASE)
    found = _PERSON.match(words)
    if found:
        who = next(iter(people(found[0], agencies)))[1]
        rest = words[found.end() :]
    else:
        bare = _BARE.match(words)
        if not bare:
            return None
        who, rest = Person(bare[0]), words[bare.end() :]
    of = _OF.match(rest)
    if of and (named := [m.name for _, m in agencies.mentions(of[0])]):
        return Person(who.name, who.title, who.agency or named[0]), len(named) == 1
    post = _POST.match(rest) if rest else None
    if rest.strip() and not post:
        return (who, False) if found else None
    if post and (own := agencies.find(post["post"].strip()).name):
        who = Person(who.name, who.title, who.agency or own)
    elif post:
        title = ", ".join(filter(None, (who.title, post["post"])))
        posts = [m.name for _, m in agencies.mentions(post["post"])]
        who = Person(who.name, title, who.agency or (posts[0] if len(posts) == 1 else ""))
    return who, True
