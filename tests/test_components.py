"""What a component of the theme says to those who hear a page: the criteria that need no browser.

Each test looks at every such component of every page of the finished sites, and at one at least.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator

from tests.dom import Element
from tests.finished import SITES, finished

LANGUAGES = ("en", "fr")


def each(*tags: str, cls: str = "") -> Iterator[tuple[str, Element, Element]]:
    """Every such element: the URL of its page, the page, the element."""
    found = 0
    for name in SITES:
        for url, page in finished(name).pages.items():
            for element in page.all(*tags, cls=cls):
                found += 1
                yield url, page, element
    assert found, f"there is no {tags} {cls}"


def name_of(page: Element, element: Element) -> str:
    """What is said when somebody comes to it: its label, or the text that labels it."""
    labelled = element.attrs.get("aria-labelledby", "")
    if labelled:
        (label,) = (e for e in page.walk() if e.attrs.get("id") == labelled)
        return label.text
    return element.attrs.get("aria-label", "")


def links(element: Element) -> list[Element]:
    return element.all("a")


# --- ways through the site --------------------------------------------------------------------------------------------


def test_the_first_link_leads_to_the_content() -> None:
    for url, page, body in each("body"):
        first = links(body)[0]
        assert (first.classes, first.attrs["href"]) == (["skip"], "#main"), url
        assert page.one("main").attrs["id"] == "main", url
        assert page.one("main").attrs["tabindex"] == "-1", f"{url}: the focus could not go there"


def test_landmarks_have_names_and_no_two_the_same() -> None:
    for url, page, body in each("body"):
        names = [(e.tag, name_of(page, e)) for e in body.all("nav", "section", "aside", "form")]
        assert all(name for _, name in names if _ != "form"), f"{url}: {names}"
        assert len(set(names)) == len(names), f"{url}: {names}"
        assert len(body.all("header", cls="top")) == len(body.all("footer")) == len(body.all("main")) == 1, url


def test_one_place_in_a_menu_is_the_current_one() -> None:
    seen = set()
    for url, _, nav in each("nav", cls="nav"):
        current = [link for link in links(nav) if "aria-current" in link.attrs]
        assert len({link.attrs["href"] for link in current}) <= 1, url
        assert {link.attrs["aria-current"] for link in current} <= {"page", "true"}, url
        seen |= {link.attrs["aria-current"] for link in current}
    assert seen == {"page", "true"}


def test_a_language_is_named_in_itself() -> None:
    for url, page, nav in each("nav", cls="languages"):
        for link in links(nav):
            lang = link.attrs["hreflang"]
            assert lang != page.attrs["lang"], url
            assert link.attrs["lang"] == lang, url
            assert link.text == {"en": "English", "fr": "Français"}[lang], url


def test_breadcrumbs_are_an_ordered_list_from_the_home_page() -> None:
    for url, page, nav in each("nav", cls="trail"):
        assert name_of(page, nav), url
        items = nav.one("ol").all("li")
        assert items, url
        assert links(items[0])[0].attrs["href"] == page.one("a", cls="name").attrs["href"], url


def test_a_pager_names_each_page_and_where_one_is() -> None:
    for url, page, nav in each("nav", cls="pager"):
        (here,) = (link for link in links(nav) if link.attrs.get("aria-current") == "page")
        assert here.attrs["href"], url
        assert name_of(page, nav), url
        for link in links(nav):
            assert re.search(r"[^\W\d]{3}", link.attrs.get("aria-label", link.text)), f"{url}: a number says nothing"
            # Who speaks to the browser says what is written (WCAG 2.5.3).
            assert link.text in link.attrs.get("aria-label", link.text), url


def test_letters_and_years_are_lists_of_links_into_the_page() -> None:
    for url, page, nav in each("nav", cls="jump"):
        assert name_of(page, nav), url
        for link in links(nav):
            address, _, anchor = link.attrs["href"].partition("#")
            assert not anchor or address or anchor in page.ids, f"{url}: {link.attrs['href']}"


# --- what stands in a page --------------------------------------------------------------------------------------------


def test_a_card_is_an_entry_of_a_list_with_a_heading_that_is_its_link() -> None:
    for url, _, card in each("li", cls="card"):
        assert card.parent
        assert card.parent.tag in ("ul", "ol"), url
        (heading,) = card.all("h2", "h3", "h4", "h5")
        if url.endswith("/data/"):  # what lies there has several forms, and none is the main one
            assert len(links(card)) == 3, url
            continue
        (link,) = links(heading)
        assert link.text == heading.text, url


def test_a_figure_has_its_meaning_before_its_number_and_its_unit_behind() -> None:
    for url, _, panel in each("dl", cls="numbers"):
        for pair in panel.all("div"):
            term, value = (e for e in pair.children if isinstance(e, Element))
            assert (term.tag, value.tag) == ("dt", "dd"), url
            assert term.text, url
            assert re.match(r"\d", value.text) or "refused" in pair.classes, f"{url}: {value.text}"


def test_charges_are_never_without_the_presumption_of_innocence() -> None:
    seen = 0
    for name in SITES:
        for url, page in finished(name).pages.items():
            charged = [e for e in page.all("dl", cls="numbers") if re.search(r"\bcharge|accus", e.text, re.IGNORECASE)]
            seen += len(charged)
            said = page.text
            assert not charged or "presumed innocent" in said or "présumé" in said, url
    assert seen


def test_a_table_has_heads_and_a_place_to_scroll_in() -> None:
    for url, page, table in each("table"):
        assert table.parent
        place = table.parent
        assert (place.classes, place.attrs["role"], place.attrs["tabindex"]) == (["scroll"], "group", "0"), url
        assert name_of(page, place), url
        heads = table.one("thead").all("th")
        assert all(len(row.all("td", "th")) == len(heads) for row in table.one("tbody").all("tr")), url


def test_a_quotation_has_its_speaker_outside_of_it() -> None:
    for url, _, figure in each("figure", cls="quote"):
        said, who = (e for e in figure.children if isinstance(e, Element))
        assert (said.tag, who.tag) == ("blockquote", "figcaption"), url
        assert who.one("b").text, url
        assert not said.all("cite", "figcaption"), url


def test_a_callout_says_its_kind_in_words() -> None:
    for url, _, callout in each("div", cls="callout"):
        assert callout.attrs["role"] == "note", url
        first = next(e for e in callout.children if isinstance(e, Element))
        assert first.classes == ["callout-title"], url
        assert first.text, url


def test_a_footnote_leads_back_to_each_place_that_names_it() -> None:
    for url, page, note in each("li", cls="footnote-item"):
        back = [link.attrs["href"] for link in note.all("a", cls="back")]
        here = [e for e in page.all("sup", cls="footnote-ref") if links(e)[0].attrs["href"] == f"#{note.attrs['id']}"]
        assert back == [f"#{links(e)[0].attrs['id']}" for e in here], url
        names = [link.text for link in note.all("a", cls="back")]
        assert all(re.search(r"\w{3}", name) for name in names), url
        assert len(set(names)) == len(names), f"{url}: {names}"


def test_a_picture_has_a_text_and_a_size() -> None:
    for url, _, picture in each("img"):
        decorative = picture.attrs["alt"] == "" and "figure" not in {above.tag for above in picture.above}
        assert decorative or picture.attrs["alt"].strip(), url
        assert int(picture.attrs["width"]) > 0 < int(picture.attrs["height"]), url


def test_a_date_is_written_in_words_and_for_machines() -> None:
    for url, _, time in each("time"):
        machine = time.attrs["datetime"]
        assert re.fullmatch(r"\d{4}(-\d\d(-\d\d)?)?|\d\d-\d\d", machine), f"{url}: {machine}"
        assert not re.search(r"\d+[/.-]\d+", time.text), f"{url}: {time.text} can be read in two ways"
        if len(machine) == 10:
            assert str(dt.date.fromisoformat(machine).year) in time.text, url


def test_contacts_are_addresses_whose_links_say_what_they_do() -> None:
    for url, page, contact in each("address", cls="contact"):
        name = contact.one("b").text
        for link in links(contact):
            scheme, _, rest = link.attrs["href"].partition(":")
            digits = re.sub(r"\D", "", link.text)
            right = {
                "tel": bool(digits) and rest.endswith(digits),
                "mailto": link.text == rest,
                "https": len(link.text) > 8 or name in link.text,
            }
            assert right.get(scheme, page.attrs["lang"] in LANGUAGES), f"{url}: {link.attrs['href']} {link.text}"


def test_a_helpline_says_who_answers_before_anyone_calls() -> None:
    words = {"en": "answered by the police", "fr": "la police"}
    for url, page, lines in each("ul", cls="helplines"):
        for line in lines.all("li"):
            assert line.all("b")[0].text, url
            assert words[page.attrs["lang"]] in line.text.lower(), f"{url}: {line.text}"
            assert all(link.attrs["href"].split(":")[0] in ("tel", "sms", "https") for link in links(line)), url


def test_what_opens_says_what_is_in_it() -> None:
    for url, _, details in each("details"):
        summary, *rest = (e for e in details.children if isinstance(e, Element))
        assert summary.tag == "summary", url
        assert re.search(r"\w{3}", summary.text), url
        assert rest, url


# --- of all pages -----------------------------------------------------------------------------------------------------

NO_SENSE_ALONE = re.compile(
    r"(click )?here|more|read more|learn more|details|link|ici|plus|en savoir plus|cliquez ici", re.IGNORECASE
)


def of_editors(element: Element) -> bool:
    return any("prose" in e.classes for e in element.above)


def test_links_of_the_theme_make_sense_alone() -> None:
    for url, _, link in each("a"):
        assert of_editors(link) or not NO_SENSE_ALONE.fullmatch(link.text), f"{url}: {link.text}"
        assert link.text or link.attrs.get("aria-label"), url


def test_nothing_opens_another_window_moves_or_takes_the_focus() -> None:
    for name in SITES:
        for url, page in finished(name).pages.items():
            for element in page.walk():
                assert not {"target", "autofocus", "accesskey", "autoplay"} & element.attrs.keys(), url
                assert element.tag not in ("marquee", "blink", "iframe", "object", "embed"), url
                assert int(element.attrs.get("tabindex", "0")) <= 0, url
                assert not any(attribute.startswith("on") for attribute in element.attrs), url


def test_a_text_in_another_language_has_its_direction_too() -> None:
    seen = set()
    for url, page, body in each("body"):
        for element in body.walk():
            if "lang" in element.attrs and not of_editors(element):
                assert element.attrs["dir"] in ("ltr", "rtl"), f"{url}: {element.text[:40]}"
                seen.add((page.attrs["lang"], element.attrs["lang"]))
    assert {("en", "fr"), ("fr", "en"), ("en", "ar")} <= seen
