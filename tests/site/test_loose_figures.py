"""No official figure is typed by hand: a new release must change everything by itself.

Every stored text of every page and glossary term is read for dollar amounts, percentages and large numbers. What may
stand is listed in loose_figures.txt, each line with its reason, and was looked at by a person.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from html import unescape
from pathlib import Path
from typing import Any

import pytest
from wagtail.models import Page

from careers.models import Role, Term
from guides.models import GuidePage
from tests.factories import TermFactory, TopicGuidePageFactory, section

pytestmark = pytest.mark.django_db
ALLOWED = Path(__file__).with_name("loose_figures.txt")
#: Stored texts of a page beside its body.
FIELDS = ("title", "seo_title", "search_description", "short_title", "summary")
#: Stands where a figure, a citation or a picture is embedded.
EMBEDDED = "◇"

_NUMBER = r"(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?"
_COUNTED = "jobs?|openings?|positions?|vacancies|workers|employees|people|medical assistants|MAs"
FIGURES = re.compile(
    "|".join(
        [
            rf"(?:US)?\$\s?{_NUMBER}(?:\s?(?:k|thousand|million|billion)\b)?",
            rf"{_NUMBER}\s?(?:US\s)?(?:dollars|cents)\b",
            rf"{_NUMBER}\s?(?:%|percent(?:age points)?\b|per cent\b)",
            r"\d{1,3}(?:,\d{3})+(?:\.\d+)?",  # a count that large is one of jobs more often than not
            rf"{_NUMBER}\s?(?:thousand|million|billion)\b",
            rf"(?<![\d.,]){_NUMBER}\s(?:{_COUNTED})\b",
            rf"{_NUMBER}\s(?:an hour|per hour|a year|per year)\b",
        ]
    )
)
# A small number of people or years is no statistic.
SMALL = re.compile(rf"\d{{1,2}}\s(?:{_COUNTED}|a year|per year|an hour|per hour)")


@dataclass(frozen=True)
class Allowed:
    address: str
    text: str
    reason: str


def allowed() -> list[Allowed]:
    found = []
    for number, line in enumerate(ALLOWED.read_text("utf-8").splitlines(), start=1):
        if line and not line.startswith("#"):
            parts = line.split("\t")
            assert len(parts) == 3, f"line {number} of {ALLOWED.name} needs address, text and reason"
            assert all(parts), f"line {number} of {ALLOWED.name} has an empty part"
            found.append(Allowed(*parts))
    return found


def plain(text: str) -> str:
    """The words of a stored text: no tags, one kind of space, a sign for what is embedded."""
    text = re.sub(r"<embed\b[^>]*>", EMBEDDED, text)
    text = re.sub(r"</?(?:p|li|ul|ol|h\d|br|div)\b[^>]*>", "\n", text)
    return re.sub(r"\s+", " ", unescape(re.sub(r"<[^>]+>", "", text))).strip()


def strings(value: Any) -> Iterator[str]:
    """Every text inside a stored block; ids and kinds of blocks are none."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for name, item in value.items():
            if name not in {"id", "type"}:
                yield from strings(item)
    elif isinstance(value, list | tuple):
        for item in value:
            yield from strings(item)


def stored() -> Iterator[tuple[str, str]]:
    """Address and text of everything that people typed for readers."""
    pages = [page for page in Page.objects.live().specific() if isinstance(page, GuidePage)]
    for page in pages:
        texts = [getattr(page, name) or "" for name in FIELDS]
        for text in [*texts, *strings(page.body.get_prep_value())]:
            yield page.url, plain(text)
    for term in Term.objects.all():
        for text in (term.term, term.also_called, term.definition):
            yield "/glossary/", plain(text)
    for role in Role.objects.all():
        yield "roles", plain(role.fit_note)


def loose(may_stand: list[Allowed]) -> tuple[list[str], set[Allowed]]:
    """Figures outside the list, each with its surroundings; and the lines of the list that were needed."""
    found, needed = [], set()
    for address, text in stored():
        spans = []
        for line in may_stand:
            if line.address == address:
                spans += [(line, *match.span()) for match in re.finditer(re.escape(line.text), text)]
        for figure in FIGURES.finditer(text):
            if SMALL.fullmatch(figure[0]):
                continue
            covering = [line for line, start, end in spans if start <= figure.start() and figure.end() <= end]
            needed |= set(covering)
            if not covering:
                around = text[max(0, figure.start() - 60) : figure.end() + 60]
                found.append(f"{address}\t{figure[0]}\t… {around} …")
    return found, needed


def test_no_figure_is_typed_outside_the_list() -> None:
    found, _ = loose(allowed())
    assert not found, "\n".join(found)


def test_no_line_of_the_list_is_stale() -> None:
    """What no longer stands on its page may not be allowed for the next one."""
    lines = allowed()
    _, needed = loose(lines)
    assert [line for line in lines if line not in needed] == []
    assert len(set(lines)) == len(lines)


def test_all_texts_are_read() -> None:
    texts = list(stored())
    addresses = {address for address, _ in texts}
    assert {page.url for page in Page.objects.live().filter(depth__gt=1)} <= addresses
    assert len(texts) > 1_000
    assert any(EMBEDDED in text for _, text in texts), "figures and citations are embedded"


PLANTED = [
    *("The median is $21.97 an hour.", "Pay is about <b>$45,690</b> a year.", "They earn 45,690 dollars."),
    *("Jobs grow by 12.5%.", "Jobs grow by 13 percent.", "Some 817,870 people do this work."),
    *("A wage of 21.97 an hour.", "There are 112 thousand openings.", "About 800 jobs are open.", "Pay of $ 22"),
    *("About $46k", "1.2 million workers"),
]


@pytest.mark.parametrize("words", PLANTED)
def test_a_planted_figure_is_found(words: str) -> None:
    home = Page.objects.get(slug="jobs")
    before, _ = loose(allowed())
    TopicGuidePageFactory(parent=home, slug="planted", body=[section(("text", f"<p>{words}</p>"))])
    after, _ = loose(allowed())
    assert len(after) > len(before)
    assert all(line.startswith("/jobs/planted/\t") for line in set(after) - set(before))


@pytest.mark.parametrize("field", ["title", "search_description", "summary"])
def test_a_figure_planted_in_a_field_is_found(field: str) -> None:
    before, _ = loose(allowed())
    TopicGuidePageFactory(parent=Page.objects.get(slug="jobs"), slug="planted", **{field: "Now $21.97 an hour"})
    assert len(loose(allowed())[0]) == len(before) + 1


def test_a_figure_planted_in_the_glossary_is_found() -> None:
    before, _ = loose(allowed())
    TermFactory(definition="<p>Half earn less than $21.97.</p>")
    assert len(loose(allowed())[0]) == len(before) + 1


@pytest.mark.parametrize(
    "words",
    ["In 2025 a law changed.", "Two of 10 people.", "See 21 CFR 1306.", 'A fact: <embed embedtype="fact" fact="1"/>.'],
)
def test_years_laws_and_facts_are_no_loose_figures(words: str) -> None:
    before, _ = loose(allowed())
    TopicGuidePageFactory(
        parent=Page.objects.get(slug="jobs"), slug="planted", body=[section(("text", f"<p>{words}</p>"))]
    )
    assert loose(allowed())[0] == before
