"""A whole campaign in a string: every kind of document, every component, every relation, two languages.

Nobody and nothing in it exists. Where only one language has a text, a relation or a file, that is on purpose.
"""

from __future__ import annotations

_SITE = """\
-- campaignsite.yaml --
title:
  en: Safe Shores
  fr: Rives sûres
base_url: https://example.org/
description:
  en: What the services around the lakes do together for people who are exploited.
  fr: Ce que font ensemble les services de la région des lacs pour les personnes exploitées.
languages: [en, fr]
timezone: America/Toronto
publisher:
  en: The Safe Shores partners
  fr: Les partenaires de Rives sûres
banner:
  en: This campaign is made up, and so is everybody in it.
  fr: Cette campagne est inventée, tout comme les gens qui y figurent.
exit:
  en: https://weather.example/
  fr: https://meteo.example/
helplines:
  - name:
      en: Lakes Line
      fr: Ligne des lacs
    display: 705-555-0100
    phone: "+17055550100"
    sms: "898211"
    chat: https://chat.example/lakes
    hours:
      en: day and night
      fr: jour et nuit
    languages: [en, fr, cr, ar]
    police: false
    verified_on: 2026-11-01
    source: The partners
  - name: Shore Text
    display: "898299"
    sms: "898299"
    police: true
    verified_on: 2026-10-01
  - name:
      en: Northern Desk
    display: 705-555-0199 (collect)
    police: true
    verified_on: 2026-10-02
navigation: [releases, results, conferences, about.md]
footer: [about.md, privacy.md]
page_size: 2
how_to_help:
  - text:
      en: Put up a poster
      fr: Poser une affiche
    to: resources/poster.md
  - text: Give to the shelter
    to: https://shelter.example/give?from=campaign&for=all
translations:
  resource: "off"
-- assets/site.css --
.campaign { font-style: normal; }
-- assets/files/guide.txt --
A guide.
-- assets/root/robots.txt --
User-agent: *
Allow: /
-- content/index.md --
---
title: Safe Shores welcomes you
summary: The front page of a campaign around the lakes.
---

## What we do

We tell what was done, and [by whom](agencies/index.md). Read [about us](about.md#who-we-are) first,
then how to [leave safely](safety.md).

::: helpline
:::
-- content/index.fr.md --
---
title: Bienvenue à Rives sûres
summary: La page d’accueil d’une campagne de la région des lacs.
---

## Ce que nous faisons

Nous disons ce qui a été fait, et [par qui](agencies/index.md). Lisez d’abord [qui nous sommes](about.md),
le [soutien](soutien.fr.md) et comment [partir](safety.md).

::: helpline
:::
-- content/about.md --
---
title: About us
qr: true
summary: Who stands behind the campaign.
contacts:
  - name: Campaign office
    address: 1 Pier Street, Narrowbridge
    map: https://map.example/pier
    phone: "+17055550111"
    email: office@lakes.example
    url: https://lakes.example/office
  - name: Night desk
    agency: Narrowbridge Police
    map: https://map.example/night
    map_label: The night desk on the map
    phone: "911"
---

## Who we are {#who-we-are}

The partners are listed under [agencies](/agencies/), the [joint body](agencies/lakes-joint-team.md#members-of-old)
apart.
In French we say [Rives sûres]{lang=fr}.
-- content/about.fr.md --
---
slug: a-propos
title: À propos
summary: Qui porte la campagne.
---

## Qui nous sommes

Les partenaires figurent dans la [liste](/fr/agencies/). En anglais, la campagne s’appelle [Safe Shores]{lang=en}.

![Le pont au-dessus du détroit](releases/bridge.svg "L’aube, vue de la rive est"){credit="Robin Vale"}
-- content/privacy.md --
---
title: Privacy
verbatim: true
source:
  title: Privacy charter
  publisher: The Safe Shores partners
  url: https://lakes.example/privacy
  date: 2024-06
supplied: [summary, contacts]
summary: What we keep, which is nothing.
---

We keep nothing.
-- content/soutien.fr.md --
---
title: Soutien en français
summary: Cette page n’existe qu’en français.
---

Le texte n’a pas été traduit : « il reste ainsi ».
-- content/safety.md --
---
title: Leaving safely
summary: What to think of before you go.
sensitive: true
---

## Before you go

Clear the history of the device, or use another one.

::: helpline
:::

> [!CAUTION]
> Whoever shares your device may see this page.

## Afterwards

- [ask somebody](about.md)
- read [more](guide.md#a-very-deep-heading)
-- content/safety.fr.md --
---
slug: partir
title: Partir en sécurité
summary: À quoi penser avant de partir.
sensitive: true
---

Effacez l’historique de l’appareil, ou prenez-en un autre.
-- content/guide.md --
---
title: The guide to everything that a text can hold
summary: A long text with every sort of block.
contacts:
  - name: Guide desk
    url: https://lakes.example/guide
extra:
  colour: blue
  list: [1, 2]
---

## Words

*Emphasis*, **weight**, ~~struck~~, `code`, a [span of French: bonjour]{lang=fr dir=ltr}, "quoted" -- and…
A line\\
broken. An address: <https://lakes.example/a/very/long/address/that/does/not/break/anywhere/and/goes/on/and/on/and/on>.
Averyverylongwordthatnobodywouldeverwritebutthatsomebodysurelypastesinfromsomewhereelseonedayorother.

MANY WORDS

A note[^one] and another[^two], and the first again[^one].

[^one]: The note, with `code`.
[^two]: The other note.

    It has two paragraphs.

### Deeper

Term
: What it means

Another term
: What that means
: And what else

#### A very deep heading

> A quotation that is not anybody’s.

- a list
  1. with another
  2. inside

***

## Blocks

> [!NOTE]
> A note with a [link](#words).

> [!TIP]
> A tip.

> [!IMPORTANT]
> Something important.

> [!WARNING]
> A warning.

> [!CAUTION]
> A caution.

::: editor
What the editors say.
:::

## Tables

| Left | Middle | Right | And a column with a long name | Another one of that sort | And one more of them |
|:-----|:------:|------:|-------------------------------|--------------------------|----------------------|
| a    | b      | 1     | unbreakableunbreakableunbreak | unbreakableunbreakable   | unbreakable          |
| c    | d \\| e | 2     | f                             | g                        | h                    |

```text
A line of code that is much longer than a small screen is wide, and that must scroll by itself and by keyboard
```

## Contact

A heading of the editors that is called like a section of the layout, and [a link to it](#text-contact).

## Words

The same heading again. ![A bridge over the narrows](releases/bridge.svg){credit="Robin Vale"}
![The same in snow](releases/snow.png){credit="Robin Vale" people=none}

## Pictures

![](releases/bridge.svg){decorative=true}

![Again, the bridge over the narrows](releases/bridge.svg "From the eastern shore, at dawn"){credit="Robin Vale & Sons"}
![A line that rises and falls](releases/bridge.svg){credit="Robin Vale" people=none}
-- content/agencies/index.md --
---
title: The partners
summary: All that take part.
---

## How to read this list

By [letter](#letter-n), joint bodies first.
-- content/agencies/narrowbridge.md --
---
name: Narrowbridge Police
names:
  fr: Police de Narrowbridge
short_name: NBP
aliases: [Narrowbridge, /members/narrowbridge/]
kind: municipal
url: https://narrowbridge.example/
region: The narrows and both shores
languages: [en, fr, oj]
contacts:
  - name: Press desk
    email: press@narrowbridge.example
summary: The police of the narrows.
---

## What they do

They watch the bridge.
-- content/agencies/narrowbridge.fr.md --
---
name: Police de Narrowbridge
kind: municipal
summary: La police du détroit.
---

## Ce qu’elle fait

Elle surveille le pont.
-- content/agencies/lakes-joint-team.md --
---
name: Lakes Joint Team
short_name: LJT
kind: joint
members:
  - agency: Narrowbridge Police
    from: 2020-01
    source: The charter
  - agency: Ojibwe Point Police
  - agency: Service de police des Érables
    to: 2024
---

## Members of old

There were others once.
-- content/agencies/bridge-task-force.md --
---
name: Bridge Task Force
kind: joint
members:
  - agency: Narrowbridge Police
---
-- content/agencies/ojibwe-point.md --
---
name: Ojibwe Point Police
kind: first-nation
---
-- content/agencies/erables.md --
---
name: Service de police des Érables
kind: regional
---
-- content/agencies/shelter.md --
---
name: Shelter of the Eastern Shore
kind: ngo
url: https://shelter.example/
---
-- content/agencies/numbered.md --
---
name: 3 Rivers Community House
kind: ngo
---
-- content/agencies/ministry.md --
---
name: Ministry of Waters
kind: government
---
-- content/agencies/northern.md --
---
name: Northern Provincial Police
kind: provincial
---
-- content/events/index.md --
---
title: What happens when
summary: Everything in the calendar.
---

Come [and listen](bridge-conference.md#edition-2027).
-- content/events/bridge-conference.md --
---
name: Conference at the Bridge
names:
  fr: Conférence du pont
short_name: Bridge
aliases: [The conference]
kind: conference
url: https://conference.example/
summary: Three days about the lakes.
contacts:
  - name: Conference office
    phone: "+17055550122"
editions:
  - start: --03-19
    days: 3
    venue:
      name: Hall of the Narrows
  - year: 2020
    cancelled: true
  - start: 2026-05-04
    end: 2026-05-06
    days: 3
    time: 9:00 to 17:00
    timezone: America/Toronto
    venue:
      name: Pier Hotel
      address: 2 Pier Street, Narrowbridge
      map: https://map.example/hotel
    hosts: [Narrowbridge Police, Lakes Joint Team]
    speakers:
      - name: Robin Reed
        title: Chief of the bridge
        agency: NBP
      - name: Sam Sands
        title: Author of a book on shores
      - name: Kim Cove
        agency: Ministry of Waters
  - year: 2027
    name:
      en: The tenth conference
      fr: La dixième conférence
    start: 2027-05
    hosts: [Shelter of the Eastern Shore]
---

## How it began

With [one day](../world-days/day-2026.md).
-- content/events/shore-day.md --
---
name: Day of the Shores
kind: world-day
recurs: --09-25
proclaimed_by: Council of the Lakes
url: https://day.example/
editions:
  - year: 2025
  - year: 2026
    start: 2026-09-25
---
-- content/events/shore-day.fr.md --
---
name: Journée des rives
kind: world-day
summary: Une journée par année.
---

Elle revient chaque année.
-- content/events/shore-talks.md --
---
name: Shore Talks
kind: other
---

Talks without a fixed date.
-- content/events/spring-market.md --
---
name: Spring Market
kind: other
editions:
  - start: 2027-04-02
    end: 2027-04-03
    venue:
      name: Market Square
---
-- content/conferences/bridge-2026.md --
---
title: The bridge holds
content_warning: It tells of violence against a child, without pictures.
share_text: The bridge holds, & so do we "all" 🌉
kicker: Vice Unit
summary: What was said in three days.
date: 2026-05-07
event: Conference at the Bridge
agencies:
  host: [Narrowbridge Police, Lakes Joint Team]
  participating: [Shelter of the Eastern Shore, Ministry of Waters, Ojibwe Point Police, 3 Rivers Community House]
  issuer: [Narrowbridge Police]
contacts:
  - name: Narrowbridge Police
    agency: Narrowbridge Police
    phone: "+17055550133"
results: [spring-2025-revised]
boilerplates: [about-the-team]
dateline:
  place: NARROWBRIDGE
---

Delegates came from every shore.

::: quote {speaker="Robin Reed" title="Chief of the bridge" agency="Narrowbridge Police"}
“It holds,” and it *does*.

“It always did.”
:::

::: quote {speaker="Sam Sands" attribution="in-text"}
“Shores are long,” said Sam Sands.
:::

::: quote {speaker="Kim Cove"}
“So are books.”
:::

Read [what came of it](../results/spring-2025-revised.md#figures).
-- content/conferences/bridge-long-ago.md --
---
title: A conference of which nobody noted the year
date: --03-20
event: Conference at the Bridge
agencies:
  supporting: [Ojibwe Point Police]
---

It took place.
-- content/conferences/bridge-2027.md --
---
title: Call for papers
date: 2026-10-01
event: The conference
edition: 2027
agencies:
  lead: [Shelter of the Eastern Shore]
---
-- content/world-days/day-2026.md --
---
title: A day for the shores
summary: What happened on the day.
date: 2026-09-25
event: Day of the Shores
theme: Nobody is for sale
agencies:
  lead: [Lakes Joint Team]
  supporting: [Narrowbridge Police, Service de police des Érables]
boilerplates: [about-the-team, about-the-day]
---

There was a walk along the water.
-- content/world-days/day-2026.fr.md --
---
slug: journee-2026
title: Une journée pour les rives
kicker: Journée des rives
summary: Ce qui s’est passé ce jour-là.
date: 2026-09-25
event: Journée des rives
theme: Personne n’est à vendre
agencies:
  lead: [Lakes Joint Team]
  supporting: [Police de Narrowbridge, Service de police des Érables]
dateline:
  place: NARROWBRIDGE
  province: ON
---

On a marché le long de l’eau[^eau].

> [!NOTE]
> L’eau était froide.

[^eau]: Celle du lac.
-- content/results/spring-2025.md --
---
title: Spring operation 2025
date: 2025-06-10
operation: Operation Spring Tide
scope: joint
agencies:
  lead: [Lakes Joint Team]
  supporting: [Narrowbridge Police, Ojibwe Point Police]
period:
  label: Spring 2025
  start: 2025-03-01
  end: 2025-05-31
measures:
  - {id: persons-charged, value: 12, unit: person, definition: Individuals arrested and charged}
  - {id: charges-laid, value: 30, unit: charge, definition: {en: Charges laid}}
---

An error was found in this; see [the newer figures](spring-2025-revised.md).
-- content/results/spring-2025-revised.md --
---
title: Spring operation 2025, counted again
kicker: Correction of figures
summary: The figures after a second count.
date: 2025-07-01
event: Day of the Shores
supersedes: spring-2025
operation: Operation Spring Tide
scope: joint
agencies:
  lead: [Lakes Joint Team]
  supporting: [Narrowbridge Police, Ojibwe Point Police]
  issuer: [Lakes Joint Team]
period:
  label:
    en: Three months of spring
    fr: Trois mois de printemps
  months: 3
  start: 2025-03-01
  end: 2025-05-31
measures:
  - id: persons-charged
    value: 1234
    unit: person
    label:
      en: People charged
      fr: Personnes accusées
    definition:
      en: Individuals arrested and charged
      fr: Personnes arrêtées et accusées
  - id: charges-laid
    value: 1
    unit: charge
    definition:
      en: Charges laid
    label:
      en: Charges
      fr: Accusations déposées
source:
  title: Second count of the team
  publisher: Lakes Joint Team
  url: https://team.example/count
  date: --07-01
  verbatim: We counted 1,234 people and one charge.
corrections:
  - {date: 2025-07-02, what: A name was misspelled.}
  - {date: 2025-07-03, what: "It was misspelled again: see the source."}
contacts:
  - name: Team office
    agency: LJT
verbatim: true
supplied: [title]
boilerplates: [about-the-team@2026-01-01]
---

## The count

::: figures
:::

It was done twice.
-- content/results/autumn-2025.md --
---
title: Autumn at the bridge
date: 2025-12-01
operation: Autumn checks
scope: single
agencies:
  lead: [Narrowbridge Police]
period:
  label: Autumn 2025
  start: 2025-10
  end: 2025-11
measures:
  - {id: persons-charged, value: 5, unit: person, definition: Individuals arrested and charged}
  - {id: vehicles-stopped, value: 40, unit: vehicle, definition: Vehicles stopped}
  - {id: posters, value: 1200, unit: poster, definition: Posters put up}
---
-- content/results/winter-2025.md --
---
title: Winter at the bridge
date: 2026-01-15
operation: Winter checks
scope: single
agencies:
  lead: [Narrowbridge Police]
period:
  label: {en: Autumn and winter}
  start: 2025-11
  end: 2025-12
measures:
  - {id: vehicles-stopped, value: 60, unit: vehicle, definition: Vehicles stopped}
---
-- content/results/calls-2026.md --
---
title: Calls to the line
date: 2026-02-01
operation: The line
scope: single
agencies:
  issuer: [Shelter of the Eastern Shore]
period:
  label: {en: Since it opened}
measures:
  - {id: calls, value: 7, unit: call, definition: {en: Calls answered}}
---
-- content/results/calls-2025.md --
---
title: Calls to the line, a year before
date: 2025-02-01
operation: The line
scope: joint
period:
  label: {en: Since it opened}
measures:
  - {id: calls, value: 3, unit: call, definition: {en: Calls answered}}
---
-- content/releases/index.md --
---
title: News
summary: Everything that was issued.
---

## What stands here

Releases of [all partners](../agencies/index.md), [about us](../about.md).
-- content/releases/opening.md --
---
title: The line opens
kicker: Lakes Line
summary: A line for the lakes.
date: 2026-11-02
publish_at: 2026-11-02 09:00
dateline:
  place: NARROWBRIDGE
  province: ON
agencies:
  issuer: [Shelter of the Eastern Shore]
  participating: [Narrowbridge Police]
results: [calls-2026]
boilerplates: [about-the-day, about-the-team]
corrections:
  - {date: 2026-11-03, what: The number was wrong.}
sensitive: true
---

::: figures {results="calls-2026"}
:::

::: figures {results="autumn-2025"}
:::

It is open[^now], as [the conference](../events/bridge-conference.md#editions) asked in
[May](../conferences/bridge-2026.md#agencies).

[^now]: Since today.
-- content/releases/opening.fr.md --
---
slug: ouverture
title: La ligne est ouverte
kicker: Ligne des lacs
summary: Une ligne pour les lacs.
date: 2026-11-02
dateline:
  place: NARROWBRIDGE
agencies:
  issuer: [Shelter of the Eastern Shore]
  participating: [Police de Narrowbridge]
results: [calls-2026]
boilerplates: [about-the-day]
sensitive: true
---

::: figures {results="autumn-2025"}
:::

::: quote {speaker="Robin Reed" title="Chef du pont" agency="Police de Narrowbridge"}
« Elle est ouverte. »
:::

Elle est ouverte : appelez-nous!
-- content/releases/rives.fr.md --
---
title: Les rives seulement
summary: Un communiqué qui n’existe qu’en français.
date: 2026-10-15
agencies:
  issuer: [Service de police des Érables]
---

Il n’a pas été traduit.

> [!WARNING]
> Il ne le sera pas.

| Rive | Eau    |
|------|-------:|
| Nord | froide |
-- content/releases/snow.png (png) --
500 x 40 noise
-- content/releases/bridge.svg --
<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 900 30" width="900" height="30"><path d="M0 20h900"/></svg>
-- content/releases/draft.md --
---
title: NOT PUBLIC, a draft
date: 2026-11-01
draft: true
---
-- content/releases/embargoed.md --
---
title: NOT PUBLIC, under embargo
date: 2026-11-01
embargo: 2027-01-01
agencies:
  issuer: [Narrowbridge Police]
---
-- content/releases/expired.md --
---
title: NOT PUBLIC, expired
date: 2020-01-01
expires: 2020-02-01
event: Shore Talks
---
-- content/releases/withdrawn.md --
---
title: NOT PUBLIC, withdrawn
date: 2026-10-01
withdrawn:
  date: 2026-10-05
  why: The water was measured at the wrong pier.
---
-- content/resources/poster.md --
---
title: Poster for piers
aliases: [/posters/piers.html, /posters/piers.pdf]
summary: To print and to put up.
date: 2026-09-01
event: Day of the Shores
audience: harbour masters
file: poster.pdf
agencies:
  participating: [Shelter of the Eastern Shore]
---

Print it in colour.
-- content/resources/poster.pdf --
%PDF-1.4
-- content/resources/guide.md --
---
title: Guide for captains
file: /assets/files/guide.txt
---
-- content/resources/elsewhere.md --
---
title: What others wrote
url: https://others.example/guide
---
-- content/boilerplates/about-the-team-2020.md --
---
title: About the team
key: about-the-team
from: 2020-01-01
---

The team is new.
-- content/boilerplates/about-the-team.md --
---
title: About the Lakes Joint Team
key: about-the-team
from: 2026-01-01
source:
  title: Charter
verbatim: true
---

The team[^team] joins [its members](../agencies/lakes-joint-team.md);
see [below](#its-history).

### Its history

It began small.

[^team]: Also called LJT.
-- content/boilerplates/about-the-day.md --
---
title: About the Day of the Shores
---

The [day](../events/shore-day.md#edition-2026) comes every year.

| Year | Walkers |
|------|---------|
| 2025 | [20](../privacy.md) |
"""

_NOTICE = """\
-- content/releases/{year}/notice-{number:02}.md --
---
title: Notice number {number}
summary: Number {number} of many.
date: {year}-0{month}-1{digit}
event: Shore Talks
agencies:
  {role}: [{agency}]
---

This is notice number {number}.
"""

# Enough for a list of more pages than its pager shows, and for pages of an agency and of an event. The oldest ones
# alone are led by the agency that takes part in the newer ones.
_NOTICES = "".join(
    _NOTICE.format(
        number=number,
        year=2021 + number // 3,
        month=1 + number % 3,
        digit=number % 10,
        role="host" if number < 3 else "participating",
        agency="Northern Provincial Police" if number < 9 else "Ojibwe Point Police",
    )
    for number in range(1, 13)
)

# So many that the page has a table of contents.
_WORDS = "The water of the lakes rises and falls, and whoever lives on a shore learns to look at it. " * 25

RICH = _SITE.replace("MANY WORDS", _WORDS.strip()) + _NOTICES
"""The site, in the form that ``tests.sites`` reads."""
