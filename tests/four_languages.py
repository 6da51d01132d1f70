"""The rich site in four languages: with every kind of page in English and French, and both once more in other scripts.

Nobody here writes Arabic or Inuktitut, and nonsense that looks like sense would be worse than none: so English is
written in Arabic letters, from right to left, and French in syllabics, letter by letter. The browser shapes, breaks,
turns round and measures it like any other text; nobody takes it for something to read.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from typing import Any

import yaml

from campaignsite.sources.stock import stock
from tests.rich_site import RICH
from tests.sites import files_of

_IN_FRENCH = """\
-- content/conferences/bridge-2026.fr.md --
---
title: Le pont tient
kicker: Brigade des mœurs
summary: Ce qui s’est dit en trois jours.
date: 2026-05-07
event: Conférence du pont
agencies:
  host: [Police de Narrowbridge, Lakes Joint Team]
  participating: [Shelter of the Eastern Shore, Ministry of Waters, Ojibwe Point Police, 3 Rivers Community House]
  issuer: [Police de Narrowbridge]
contacts:
  - name: Police de Narrowbridge
    phone: "+17055550133"
dateline:
  place: NARROWBRIDGE
---

Des délégations sont venues de toutes les rives.

::: quote {speaker="Robin Reed" title="Chef du pont" agency="Police de Narrowbridge"}
« Il tient », et il tient *vraiment*.
:::
-- content/results/spring-2025-revised.fr.md --
---
title: L’opération du printemps 2025, recomptée
kicker: Chiffres corrigés
summary: Les chiffres après un second compte.
date: 2025-07-01
event: Journée des rives
operation: Operation Spring Tide
scope: joint
agencies:
  lead: [Lakes Joint Team]
  supporting: [Police de Narrowbridge, Ojibwe Point Police]
  issuer: [Lakes Joint Team]
period:
  label: Trois mois de printemps
  months: 3
  start: 2025-03-01
  end: 2025-05-31
measures:
  - id: persons-charged
    value: 1234
    unit: person
    label: Personnes accusées
    definition: Personnes arrêtées et accusées
  - id: charges-laid
    value: 1
    unit: charge
    label: Accusations déposées
    definition: Accusations déposées
source:
  title: Second compte de l’équipe
  publisher: Lakes Joint Team
  url: https://team.example/compte
  date: --07-01
  verbatim: Nous avons compté 1 234 personnes et une accusation.
corrections:
  - {date: 2025-07-02, what: Un nom était mal écrit.}
supplied: [title, kicker]
---

## Le compte

::: figures
:::

Il a été fait deux fois.
-- content/releases/retire.fr.md --
---
title: CE TEXTE N’EST PLUS PUBLIC
date: 2026-10-01
withdrawn:
  date: 2026-10-05
  why: L’eau avait été mesurée au mauvais quai.
---
-- content/resources/poster.fr.md --
---
title: Affiche pour les quais
aliases: [/affiches/quais.html]
summary: À imprimer et à poser.
date: 2026-09-01
event: Journée des rives
audience: capitaines de port
file: poster.pdf
agencies:
  participating: [Shelter of the Eastern Shore]
---

Imprimez-la en couleur.
-- content/guide.fr.md --
---
title: Le guide de tout ce qu’un texte peut contenir
summary: Un long texte avec des blocs de toutes sortes.
---

## Des mots

*Un accent*, **un poids**, ~~une rature~~, `code`, [un lien](about.md), et une note[^une]. MANY WORDS

[^une]: La note.

### Plus profond

Un terme
: Ce qu’il veut dire

> Une citation qui n’est de personne.

- une liste
  1. avec une autre
  2. dedans

## Des blocs

> [!NOTE]
> Une note avec un [lien](about.md).

> [!TIP]
> Un conseil.

> [!IMPORTANT]
> Quelque chose d’important.

> [!WARNING]
> Un avertissement.

> [!CAUTION]
> Une mise en garde.

::: editor
Ce que dit la rédaction.
:::

## Des tableaux

| Gauche | Milieu | Droite | Et une colonne au nom plus long | Une autre de cette sorte | Et encore une |
|:-------|:------:|-------:|---------------------------------|--------------------------|---------------|
| a      | b      | 1      | c                               | insécableinsécable       | insécable     |

```text
Une ligne de code bien plus longue qu’un petit écran n’est large, qui doit se plier toute seule
```

## Des images

![Un pont sur le détroit](releases/bridge.svg){credit="Robin Vale"}
""".replace("MANY WORDS", "L’eau des lacs monte et descend, et qui vit sur une rive apprend à la regarder. " * 25)

_SEARCHED = RICH.replace("page_size: 2\n", "page_size: 2\nsearch: true\n")

LATIN = _SEARCHED + _IN_FRENCH
"""English and French: every kind of page in both."""
UNSEARCHED = RICH + _IN_FRENCH
"""The same for those who do not have what makes an index of a search."""


# --- other letters ----------------------------------------------------------------------------------------------------

_ARABIC = dict(zip("abcdefghijklmnopqrstuvwxyz", "ابكديفغهيجكلمنوبقرستوفوشيز", strict=True))
# The syllables of each consonant with i, u and a, and the consonant alone.
_SYLLABLES = {"p": "ᐱᐳᐸᑉ", "t": "ᑎᑐᑕᑦ", "k": "ᑭᑯᑲᒃ", "g": "ᒋᒍᒐᒡ", "m": "ᒥᒧᒪᒻ", "n": "ᓂᓄᓇᓐ", "s": "ᓯᓱᓴᔅ", "l": "ᓕᓗᓚᓪ"}
_SYLLABLES |= {"j": "ᔨᔪᔭᔾ", "v": "ᕕᕗᕙᕝ", "r": "ᕆᕈᕋᕐ", "q": "ᕿᖁᖃᖅ", "": "ᐃᐅᐊ"}
_SOUNDS = str.maketrans("bcdeofhwxyz", "pktiuvqvkis")
_SYLLABLE = re.compile("([ptkgmnsljvrq]?)([iua])|([ptkgmnsljvrq])")


def _plain(word: str) -> str:
    word = word.replace("œ", "oe").replace("Œ", "Oe")
    return "".join(c for c in unicodedata.normalize("NFD", word) if not unicodedata.combining(c)).lower()


@cache
def _in_arabic(word: str) -> str:
    return "".join(_ARABIC.get(letter, letter) for letter in _plain(word))


@cache
def _in_syllabics(word: str) -> str:
    def syllable(found: re.Match[str]) -> str:
        return _SYLLABLES[found[3]][3] if found[3] else _SYLLABLES[found[1]]["iua".index(found[2])]

    return _SYLLABLE.sub(syllable, _plain(word).translate(_SOUNDS))


_LETTERS = {"ar": _in_arabic, "iu": _in_syllabics}
_INSTEAD = {"en": "ar", "fr": "iu"}
_WORD = re.compile(r"[^\W\d_]+")


def written(text: str, lang: str) -> str:
    """The words of a text in the letters of a language; gaps such as {n} stay."""
    parts = re.split(r"(\{[a-z]+\})", text)
    return "".join(
        _WORD.sub(lambda m: _LETTERS[lang](m[0]), part) if n % 2 == 0 else part for n, part in enumerate(parts)
    )


# --- front matter, texts, catalogues ----------------------------------------------------------------------------------

_WORDS = {  # keys whose values are words; all others are numbers, names of files and of things, addresses, dates
    *("title", "summary", "name", "kicker", "short_name", "what", "why", "theme", "label", "map_label", "definition"),
    *("proclaimed_by", "audience", "region", "publisher", "address", "agency", "agencies", "event", "operation"),
    *("content_warning", "share_text"),
    *("place", "names", "description", "banner", "hours", "host", "lead", "supporting", "participating", "issuer"),
    *("hosts", "aliases", "verbatim", "time"),
}


def _data(value: Any, lang: str, words: bool = False) -> Any:
    match value:
        case dict():
            return {
                _INSTEAD.get(key, key): _data(
                    inner, _INSTEAD.get(key, lang), key in _WORDS or (words and key in _INSTEAD)
                )
                for key, inner in value.items()
            }
        case list():
            return [_data(inner, lang, words) for inner in value]
        case str() if words and value not in ("true", "false") and "/" not in value:
            return written(value, lang)
        case _:
            return value


def _yaml(text: str, lang: str) -> str:
    data = yaml.load(text, yaml.BaseLoader)  # noqa: S506 - reads strings only
    if lang == "ar" and "name" in data:  # of an agency or an event: texts in the other language name it too
        data["names"] = {"fr": data["name"]} | data.get("names", {})
    data = _data(data, lang)
    return yaml.safe_dump(data, allow_unicode=True, sort_keys=False, width=10_000)


_LEFT_AS_IT_IS = re.compile(
    r"^```.*?^```$|^:::[^\n]*$|`[^`\n]*`|\[[^\]\n]*\]\{lang[^}\n]*\}|\]\([^)\n]*\)(?:\{[^}\n]*\})?|\[\^\w+\]:?|\{#[^}\n]*\}"
    r"|\[![A-Z]+\]|<[^>\n]*>|\\.",
    re.MULTILINE | re.DOTALL,
)
_SAID = re.compile(r'(speaker|title|agency)="([^"]*)"')
_HEADING = re.compile(r"^(#{2,6}) ([^\n{]*?)$", re.MULTILINE)
_HEADINGS_WITH_LINKS = {"a-very-deep-heading", "members-of-old", "words", "its-history", "text-contact", "editions"}


def _body(text: str, lang: str) -> str:
    named: set[str] = set()

    def heading(found: re.Match[str]) -> str:
        """What is linked by words that are written otherwise now gets the id that it had."""
        plain = re.sub(r"[^a-z0-9]+", "-", _plain(found[2])).strip("-")
        for name in (plain, f"text-{plain}"):
            if name in _HEADINGS_WITH_LINKS - named:
                named.add(name)
                return f"{found[0]} {{#{name}}}"
        return found[0]

    text = _HEADING.sub(heading, text.replace("(#letter-n)", "(../about.md)"))
    out, at = [], 0
    for kept in _LEFT_AS_IT_IS.finditer(text):
        attributes = _SAID.sub(lambda m: f'{m[1]}="{written(m[2], lang)}"', kept[0]) if kept[0][0] == ":" else kept[0]
        out += [written(text[at : kept.start()], lang), attributes]
        at = kept.end()
    return "".join([*out, written(text[at:], lang)])


def _document(text: str, lang: str) -> str:
    _, head, body = text.split("---\n", 2)
    return f"---\n{_yaml(head, lang)}---\n{_body(body, lang)}"


def _catalogue(lang: str) -> str:
    source = {"ar": "en", "iu": "fr"}[lang]
    (words,) = (s.data.decode() for s in stock().locales if s.path.endswith(f"{source}.yaml"))
    entries = yaml.load(words, yaml.BaseLoader)  # noqa: S506 - reads strings only
    own = {
        key: {form: written(text, lang) for form, text in entry.items()}
        if isinstance(entry, dict)
        else written(entry, lang)
        for key, entry in entries.items()
    }
    return yaml.safe_dump(own, allow_unicode=True, sort_keys=False, width=10_000)


def _file(name: str, text: str) -> str:
    if name == "campaignsite.yaml":
        return _yaml(text, "ar").replace("- en\n- fr\n", "- ar\n- iu\n", 1)
    if name.endswith(".md"):
        other = _document(text, "iu" if name.endswith(".fr.md") else "ar")
        return other.replace("/fr/", "/iu/").replace(".fr.md", ".iu.md")
    return text


@cache
def other_letters() -> str:
    """The same site in Arabic letters and in syllabics."""
    out = []
    for name, (text, how) in files_of(LATIN).items():
        out.append(f"-- {name.replace('.fr.md', '.iu.md')}{how and f' ({how})'} --\n{_file(name, text)}")
    out += [f"-- layouts/locales/{lang}.yaml --\n{_catalogue(lang)}" for lang in ("ar", "iu")]
    return "".join(out)
