"""Words that mislead readers about this occupation stand nowhere, but where a person has looked at them.

Every page as readers get it is read, and every text that pages draw from: law, glossary, roles, credentials, ways into
the work. What may stand is listed in published_words.txt: pattern, words, reason.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.test import Client
from wagtail.models import Page

from careers import stated
from careers.law.reading import When, laws
from careers.meanings import meanings
from guides.models import StateGuidePage, TaskPage

pytestmark = pytest.mark.django_db
ALLOWED = Path(__file__).with_name("published_words.txt")

#: What misleads, by name. Upper case matters only where the pattern says nothing else.
PATTERNS = {
    "bare-cma": re.compile(r"\bCMAs?\b(?! \(AAMA\))"),
    "licensed-ma": re.compile(r"\blicen[sc]ed (?:clinical )?(?:medical assistant|MA)s?\b", re.I),
    "certified-ma": re.compile(r"\bcertified medical assistants?\b(?! \(AAMA\))", re.I),
    "registered-ma": re.compile(r"\bregistered medical assistants?\b", re.I),
    "ma-as-nurse": re.compile(
        r"\b(?:office|clinic|doctor.s|medical) nurses?\b"
        r"|\b(?:medical assistant|MA)s? (?:is|are) (?:a |also )?(?:kind of )?nurses?\b"
        r"|\bnurses? (?:such as|like|including) (?:a )?(?:medical assistant|MA)s?\b",
        re.I,
    ),
    "ma-as-pa": re.compile(
        r"\bMA\s*(?:=|/)\s*PA\b|\bphysician.s assistants?\b|\bjunior (?:PA|physician assistant)s?\b", re.I
    ),
    "must-be-certified": re.compile(r"\b(?:must|needs? to|ha(?:s|ve) to) be certified\b", re.I),
    "no-state-regulates": re.compile(r"\bno (?:state|law) (?:requires|requiring|regulates)\b", re.I),
    "registered-with-state": re.compile(r"\bregistered with the state\b", re.I),
    "authorizes-refills": re.compile(r"\bauthori[sz](?:es?|ed|ing) (?:drug |prescription )?refills?\b", re.I),
    "triages": re.compile(r"\btriag(?:es?|ing) (?:the )?patients?\b", re.I),
    "interprets": re.compile(r"\binterpret (?:test|lab) results\b|\bassess\b.{0,30}\bcondition", re.I),
    "cannot-inject": re.compile(r"\bcannot (?:give|administer) injections\b", re.I),
    "injects-anything": re.compile(r"\bcan (?:give|administer) (?:all|any) (?:injections|medications)\b", re.I),
    "draws-no-blood": re.compile(r"\bdo(?:es)? not draw blood\b", re.I),
}


#: The law of these has a class by this name: there it is the law's term, and no credential is meant.
CLASSES = {"certified-ma": {f"law of {code}" for code in ("ak", "ct", "fl", "ma", "nj", "sc", "tn")}}


def sentences(text: str) -> Iterator[str]:
    yield from re.split(r"(?<=[.?!])\s+|\n+", text)


def strings(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for item in value.values():
            yield from strings(item)
    elif isinstance(value, list | tuple):
        for item in value:
            yield from strings(item)


def published() -> Iterator[tuple[str, str]]:
    """Where and what. Guides of states and pages of tasks are alike: one of each, and all that they draw from."""
    alike = [*StateGuidePage.objects.exclude(slug="california").values_list("pk", flat=True)]
    alike += TaskPage.objects.exclude(slug="injections").values_list("pk", flat=True)
    client = Client()
    for page in Page.objects.live().filter(depth__gt=1).exclude(pk__in=alike):
        soup = BeautifulSoup(client.get(page.url).content, "html.parser")
        for gone in soup.select("#sources, .sources, .law-table, option, .source"):
            gone.decompose()  # titles of other people's documents, and law that is read below
        for part in soup.main.find_all(["p", "li", "td", "th", "dt", "dd", "h1", "h2", "h3", "summary", "label"]):
            yield page.url, " ".join(part.get_text().split())
        yield page.url, page.search_description
    for code, reading in laws(When.now()).items():
        for text in strings(asdict(reading.content)):
            yield f"law of {code}", text
    for meaning in meanings().values():
        yield "glossary", f"{meaning.term}: {meaning.words}"
    for kind in (stated.roles(), stated.credentials(), stated.entry_routes()):
        for known in kind.values():
            facts = [*known.facts.values(), *getattr(known, "routes", ()), *getattr(known, "fees", ())]
            for fact in facts:
                for text in (*getattr(fact, "points", (getattr(fact, "text", ""),)), fact.doubts):
                    yield f"facts of {known.key}", text


def allowed() -> dict[str, list[tuple[str, str]]]:
    found: dict[str, list[tuple[str, str]]] = {name: [] for name in PATTERNS}
    for number, line in enumerate(ALLOWED.read_text("utf-8").splitlines(), start=1):
        if line and not line.startswith("#"):
            parts = line.split("\t")
            assert len(parts) == 3, f"line {number} of {ALLOWED.name} needs pattern, words and reason"
            assert all(parts), f"line {number} of {ALLOWED.name} has an empty part"
            found[parts[0]].append((parts[1], parts[2]))
    return found


def found_in(text: str) -> Iterator[tuple[str, str, re.Match[str]]]:
    for sentence in sentences(text):
        for name, pattern in PATTERNS.items():
            for match in pattern.finditer(sentence):
                yield name, sentence, match


def test_no_published_text_misleads() -> None:
    permitted, used, wrong = allowed(), set(), []
    for where, text in published():
        for name, sentence, match in found_in(text):
            if where in CLASSES.get(name, ()):
                continue
            hits = [words for words, _ in permitted[name] if words in sentence and match[0] in words]
            used |= {(name, words) for words in hits}
            if not hits:
                wrong.append(f"{name}\t{sentence}\t{where}")
    assert not wrong, "\n".join(sorted(set(wrong)))
    assert used == {(name, words) for name, entries in permitted.items() for words, _ in entries}, "not needed any more"


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("bare-cma", "Many a CMA works here."),
        ("bare-cma", "CMAs draw blood."),
        ("licensed-ma", "A Licensed Medical Assistant may."),
        ("certified-ma", "Hire certified medical assistants."),
        ("ma-as-nurse", "Medical assistants are nurses."),
        ("ma-as-nurse", "Ask the office nurse."),
        ("ma-as-pa", "MA/PA"),
        ("must-be-certified", "They must be certified."),
        ("no-state-regulates", "No state regulates them."),
        ("authorizes-refills", "An MA authorizes refills."),
        ("triages", "An MA triages patients."),
    ],
)
def test_what_misleads_is_found(name: str, text: str) -> None:
    assert name in {found for found, _, _ in found_in(text)}


@pytest.mark.parametrize("text", ["The CMA (AAMA) is private.", "An MA is not licensed.", "A certified nurse-midwife."])
def test_what_is_sound_is_left_alone(text: str) -> None:
    assert not list(found_in(text))
