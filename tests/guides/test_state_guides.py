"""The guides to the 51 jurisdictions and their sheets: the same shape everywhere, every answer with its source."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from bs4 import BeautifulSoup, Tag
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from careers.answers import Answer
from careers.law.checks import Subjected, record_check
from careers.law.content import Rule
from careers.law.reading import Reading, RuleClaim, laws
from careers.models import Jurisdiction, LawCheck, LawEdition, StateLaw
from careers.models.law.words import Subject, Unlisted
from guides.models import StateGuidePage
from guides.wording import day as day_in_words
from tests.factories import UserFactory
from tests.guides.laws import changed, on_the_desk, with_rule

pytestmark = pytest.mark.django_db
KILOBYTE = 1024
GLANCE = [
    *("Credential required", "Who may delegate", "Supervision", "Tasks the law does not name", "Median pay"),
    "Text read, checked on",
]
#: Words of a refusal, which silence and what was not checked must never be given.
REFUSALS = re.compile(
    r"\b(no|not allowed|must not|cannot|may not|forbidden|banned|prohibited|illegal)\b", re.IGNORECASE
)
GOVERNS = {
    Unlisted.GENERAL_DELEGATION: "eneral rule",
    Unlisted.CLOSED_LIST: "Treat it as not delegable until the regulator says otherwise.",
    Unlisted.NOT_STATED: "does not say what governs tasks it does not name.",
}


@dataclass
class Read:
    """One guide as it was answered, with the law that it shows."""

    size: int
    soup: BeautifulSoup
    sheet: BeautifulSoup
    reading: Reading


def soup_of(answer: Any) -> BeautifulSoup:
    assert answer.status_code == 200
    return BeautifulSoup(answer.content, "html.parser")


def read(address: str, **asked: str) -> BeautifulSoup:
    return soup_of(Client().get(address, asked))


def words(tag: Tag | None) -> str:
    """Text without the numbers of sources, in single spaces."""
    assert tag is not None
    copy = BeautifulSoup(str(tag), "html.parser")
    for mark in copy.select("sup.cite"):
        mark.decompose()
    return " ".join(copy.get_text(" ").split())


@pytest.fixture(scope="module")
def guides(django_db_setup: None, django_db_blocker: Any) -> dict[str, Read]:
    """All guides, read once: nothing in this fixture changes them."""
    with django_db_blocker.unblock():
        found = {}
        for code, reading in laws().items():
            address = f"/states/{reading.jurisdiction.slug}/"
            answer = Client().get(address)
            sheet = Client().get(f"{address}sheet/")
            found[code] = Read(len(answer.content), soup_of(answer), soup_of(sheet), reading)
    return found


def claims(guides: dict[str, Read]) -> Iterator[tuple[str, RuleClaim, Tag]]:
    """Every rule with its row."""
    for code, guide in guides.items():
        for claim in guide.reading.rules:
            row = guide.soup.find(id=claim.anchor)
            assert isinstance(row, Tag), (code, claim.anchor)
            yield code, claim, row


# The same shape everywhere ------------------------------------------------------------------------------------------


def test_every_jurisdiction_has_its_guide(guides: dict[str, Read]) -> None:
    assert set(guides) == set(Jurisdiction.objects.values_list("code", flat=True))
    assert len(guides) == 51
    for code, guide in guides.items():
        [heading] = guide.soup.find_all("h1")
        assert guide.reading.jurisdiction.name in heading.text, code
        ids = [tag["id"] for tag in guide.soup.find_all(id=True)]
        assert len(ids) == len(set(ids)), code


def test_at_a_glance_has_the_same_keys_and_no_empty_value(guides: dict[str, Read]) -> None:
    for code, guide in guides.items():
        rows = guide.soup.select("#at-a-glance dl > div")
        assert [words(row.dt) for row in rows] == GLANCE, code
        assert all(words(row.dd) for row in rows), code


def test_parts_stand_in_the_same_order_and_the_contents_lead_to_each(guides: dict[str, Read]) -> None:
    parts = ["at-a-glance", "credential", "delegation", "tasks", "silence", "training", "pay", "compare"]
    for code, guide in guides.items():
        listed = [link["href"].removeprefix("#") for link in guide.soup.select("nav.contents a")]
        assert listed == [*parts, "sources", "still-open", "history"], code
        found = [tag["id"] for tag in guide.soup.select("main section[id]") if tag["id"] in listed]
        assert found == listed, code


def test_every_task_and_class_has_a_row_with_mark_and_word(guides: dict[str, Read]) -> None:
    count = 0
    for code, claim, row in claims(guides):
        count += 1
        [verdict] = row.select(".verdict")
        assert words(verdict) == claim.answer.label, (code, claim.anchor)
        assert verdict.find("use")["href"].endswith(f"#{claim.answer.value}"), (code, claim.anchor)
    rows = sum(len(guide.soup.select("#tasks tbody tr")) for guide in guides.values())
    assert rows == count
    assert count >= 867


def test_the_short_answer_counts_what_the_table_shows(guides: dict[str, Read]) -> None:
    for code, guide in guides.items():
        opening = words(guide.soup.select_one(".guide__header .summary"))
        if not guide.reading.is_researched:
            assert "not yet researched" in opening, code
            continue
        silent = sum(claim.answer == Answer.LAW_SILENT for claim in guide.reading.general_rules.values())
        assert not silent or f"does not mention {silent}" in opening, code


# Silence, sources, what others say ----------------------------------------------------------------------------------


def test_silence_and_what_was_not_checked_are_never_a_refusal(guides: dict[str, Read]) -> None:
    seen = 0
    for code, claim, row in claims(guides):
        if claim.answer in {Answer.LAW_SILENT, Answer.NOT_CHECKED}:
            seen += 1
            sentence = words(row.select("td")[1].p)
            assert not REFUSALS.search(f"{words(row.select_one('.verdict'))} {sentence}"), (code, sentence)
    assert seen > 300


def test_every_silent_sentence_says_what_governs(guides: dict[str, Read]) -> None:
    kinds = set()
    for code, claim, row in claims(guides):
        if claim.answer == Answer.LAW_SILENT:
            kinds.add(claim.governs)
            sentence = words(row.select("td")[1].p)
            assert GOVERNS[claim.governs] in sentence, (code, sentence)
    assert kinds == set(Unlisted)


def test_every_answer_has_the_marks_of_its_sources(guides: dict[str, Read]) -> None:
    for code, claim, row in claims(guides):
        text = next(part for part in row.find_all("p") if words(part) == " ".join(claim.text.split()))
        linked = [link["href"].removeprefix("#") for link in text.select("sup.cite a")]
        assert len(linked) == len(claim.sources), (code, claim.anchor)
        for source, anchor in zip(claim.sources, linked, strict=True):
            entry = guides[code].soup.find(id=anchor)
            assert source.citation[:10] in words(entry), (code, claim.anchor)
        if claim.answer != Answer.NOT_CHECKED:
            assert linked, (code, claim.anchor)


def test_sources_are_listed_once_in_the_order_of_reading(guides: dict[str, Read]) -> None:
    for code, guide in guides.items():
        entries = [entry["id"] for entry in guide.soup.select("#sources li")]
        assert entries == [f"source-{number}" for number in range(1, len(entries) + 1)], code
        met = dict.fromkeys(link["href"].removeprefix("#") for link in guide.soup.select("main sup.cite a"))
        assert list(met) == sorted(met, key=lambda anchor: int(anchor.split("-")[1])), code


def test_what_others_say_stands_beside_the_answer_as_such(guides: dict[str, Read]) -> None:
    seen = 0
    for code, guide in guides.items():
        for voice in guide.reading.content.others_say:
            seen += 1
            row = guide.soup.find(id=f"rule-{guide.reading.tasks[voice.task].slug}")
            assert isinstance(row, Tag)
            said = [words(part) for part in row.select(".rule__others")]
            assert any(part.startswith("What others say, not the law:") and voice.text[:30] in part for part in said), (
                code
            )
    assert seen > 10


def test_every_claim_says_how_far_it_was_checked(guides: dict[str, Read]) -> None:
    for code, claim, row in claims(guides):
        about = words(row.select_one(".rule__about"))
        expected = "Compiled from the sources listed, not yet verified." if claim.sources else "Not checked"
        assert about.startswith(expected), (code, claim.anchor, about)
        if claim.rule.doubts:
            assert claim.rule.doubts[:30] in about, (code, claim.anchor)
        assert ("Not read whole: source" in about) == bool(claim.partly_read), (code, claim.anchor)


def test_open_questions_and_the_copy_that_was_read_are_shown(guides: dict[str, Read]) -> None:
    for code, guide in guides.items():
        listed = [words(item) for item in guide.soup.select("#still-open li")]
        assert listed == [" ".join(question.text.split()) for question in guide.reading.open_questions], code
    copies = [source for guide in guides.values() for source in guide.reading.sources.values() if source.copy_address]
    assert copies
    utah = words(guides["ut"].soup.find(id="sources"))
    assert "in a copy at " in utah


def test_a_law_not_yet_researched_says_so_and_still_shows_pay_and_regulator(guides: dict[str, Read]) -> None:
    alabama = guides["al"].soup
    assert "not yet researched" in words(alabama.select_one(".summary"))
    assert "Not legal advice" in words(guides["al"].sheet.main)
    assert "Alabama law is not yet researched." in words(guides["al"].sheet.main)
    assert "Alabama Board of Medical Examiners" in words(alabama.find(id="delegation"))
    assert alabama.select("#pay table")
    asked = [link["href"] for link in alabama.select("#silence .questions a")]
    assert "/states/check/?state=al&task=venipuncture" in asked


def test_machines_are_told_the_state(guides: dict[str, Read]) -> None:
    for code, guide in guides.items():
        data = json.loads(guide.soup.find("script", type="application/ld+json").string)
        kind = "AdministrativeArea" if code == "dc" else "State"
        assert data["spatialCoverage"] == {"@type": kind, "name": guide.reading.jurisdiction.name}
        assert data["breadcrumb"]["itemListElement"][-1]["item"].endswith(f"/states/{guide.reading.jurisdiction.slug}/")


def test_other_states_stand_in_a_ring_and_can_be_compared(guides: dict[str, Read]) -> None:
    names = list(Jurisdiction.objects.order_by("name").values_list("slug", "code"))
    for position, (slug, code) in enumerate(names):
        soup = guides[code].soup
        before, after = names[position - 1], names[(position + 1) % len(names)]
        assert soup.find("a", rel="prev")["href"] == f"/states/{before[0]}/", slug
        assert soup.find("a", rel="next")["href"] == f"/states/{after[0]}/", slug
        form = soup.select_one("#compare form")
        assert (form["action"], form["method"]) == ("/states/compare/", "get")
        assert form.find("input", {"name": "states"})["value"] == code
        assert {option["value"] for option in form.find_all("option")} == {"", *(other for _, other in names)} - {code}


# What a page may weigh and cost -------------------------------------------------------------------------------------


def test_every_guide_is_light(guides: dict[str, Read]) -> None:
    """80 KB of HTML before compression is about 15 KB on the wire. Washington, with 56 rules, comes near to it."""
    heavy = {code: guide.size for code, guide in guides.items() if guide.size > 80 * KILOBYTE}
    assert not heavy


@pytest.mark.usefixtures("remembering")
@pytest.mark.parametrize("below", ["", "sheet/", "?as_of=2000-01-01", "?edition=1"])
def test_a_guide_costs_few_queries(below: str) -> None:
    """At most 20 with no page cache: 5 to route to the page, 4 for site, aliases, restrictions and ancestors, 1 site
    version, 1 jurisdiction, 1 for its editions, 1 for all its sources; 7 in hand. Law, pay and the list of guides are
    remembered under the site version."""
    for slug in ("washington", "alabama", "california"):
        address = f"/states/{slug}/{below}"
        Client().get(address)
        with CaptureQueriesContext(connection) as captured:
            assert Client().get(address).status_code == 200
        assert len(captured) <= 20, address + "\n" + "\n".join(query["sql"][:150] for query in captured)


@pytest.mark.usefixtures("remembering")
def test_a_past_state_costs_the_law_of_its_moment_more() -> None:
    """At most 26: what a guide costs, and 10 for the law of the moment, which is not remembered; few ask for it."""
    changed("ut", "vaccines", text=NEW)
    read(UTAH)
    with CaptureQueriesContext(connection) as captured:
        assert "You are reading" in words(read(UTAH, edition="1").select_one(".callout"))
    assert len(captured) <= 26, "\n".join(query["sql"][:150] for query in captured)


# A moment, an edition -----------------------------------------------------------------------------------------------

UTAH = "/states/utah/"
NEW = "A new sentence about this task, which nobody has published before."


def first_edition(code: str = "ut") -> LawEdition:
    return LawEdition.objects.get(jurisdiction__code=code, number=1)


def task_row(soup: BeautifulSoup, task: str = "vaccines") -> str:
    return words(soup.find(id=f"rule-{task}"))


def test_a_draft_is_for_nobody_but_editors_and_publishing_shows_it() -> None:
    law = changed("ut", "vaccines", publish=False, text=NEW)
    for address in (UTAH, f"{UTAH}sheet/"):
        assert NEW not in Client().get(address).content.decode()
    law.latest_revision.publish()
    assert NEW in task_row(read(UTAH))


@pytest.mark.parametrize("asked", ["as_of", "edition"])
def test_the_moment_before_a_change_shows_the_old_law_and_says_so(asked: str) -> None:
    moment = timezone.now()
    changed("ut", "vaccines", text=NEW)
    past = read(UTAH, **({"as_of": moment.isoformat()} if asked == "as_of" else {"edition": "1"}))
    assert NEW not in task_row(past)
    notice = past.select_one(".guide__header .callout")
    assert "You are reading" in words(notice)
    assert notice.a["href"] == UTAH
    assert past.find("meta", {"name": "robots"})["content"] == "noindex, nofollow"
    assert past.find("link", rel="canonical") is None
    sheet = past.select_one('#tasks a[href*="sheet"]')["href"]
    assert words(read(sheet).select_one(".callout")).startswith("You are reading")
    now = read(UTAH)
    assert NEW in task_row(now)
    assert now.select_one(".guide__header .callout") is None
    assert now.find("meta", {"name": "robots"}) is None


def test_before_the_first_edition_it_says_so() -> None:
    for address in (UTAH, f"{UTAH}sheet/"):
        soup = read(address, as_of="2001-01-01")
        said = words(soup.select_one(".callout"))
        assert "On January 1, 2001 we had not yet published anything about the law of Utah." in said
        assert "Our first edition is of" in said
        assert not soup.select("table.rules, .sheet__table")
    glance = soup_of(Client().get(UTAH, {"as_of": "2001-01-01"})).select("#at-a-glance dl > div")
    assert [words(row.dt) for row in glance] == GLANCE
    assert words(glance[0].dd) == "Not yet published here"


@pytest.mark.parametrize(
    "asked",
    [
        *({"as_of": "soon"}, {"as_of": "2026-02-31"}, {"as_of": "9999-12-31"}, {"edition": "99"}, {"edition": "one"}),
        *({"edition": "-1"}, {"edition": "0"}, {"edition": "1" * 400}, {"edition": "١"}, {"as_of": "' OR 1=1"}),
    ],
)
def test_what_cannot_be_answered_is_said_above_the_law_of_now(asked: dict[str, str]) -> None:
    for address in (UTAH, f"{UTAH}sheet/"):
        soup = read(address, **asked)
        assert len(words(soup.select_one(".callout"))) > 30
        assert "You are reading" not in words(soup.select_one(".callout"))
        assert soup.find("meta", {"name": "robots"})["content"] == "noindex, nofollow"
        assert soup.select("table.rules tbody tr, .sheet__table tbody tr")


def test_the_newest_edition_by_its_number_is_not_called_past() -> None:
    soup = read(UTAH, edition="1")
    assert "the newest" in words(soup.select_one(".callout"))
    assert soup.find("meta", {"name": "robots"})["content"] == "noindex, nofollow"


def test_history_tells_first_edition_revision_and_correction_apart() -> None:
    changed("ut", "vaccines", text=NEW, about={"change_note": "The board changed its rule."})
    changed("ut", "vaccines", text=f"{NEW} Mended.", about={"change_note": "We misread it.", "is_correction": True})
    entries = [words(item) for item in read(UTAH).select("#history .editions li")]
    assert len(entries) == 3
    assert "Correction: we were wrong before. We misread it." in entries[0]
    assert "Revision. The board changed its rule." in entries[1]
    assert "First edition." in entries[2]


def test_a_withdrawn_law_leaves_a_safe_page() -> None:
    StateLaw.objects.get(jurisdiction__code="ut").unpublish()
    soup = read(UTAH)
    today = day_in_words(timezone.localdate())
    withdrawn = f"On {today} we withdrew what we had published about the law of Utah."
    assert words(soup.select_one(".summary")) == withdrawn
    assert "not yet published" not in words(soup.main)
    assert words(soup.select_one("#at-a-glance dd")) == "Withdrawn"
    assert [words(row.dt) for row in soup.select("#at-a-glance dl > div")] == GLANCE
    assert soup.select("#pay table")
    assert "Withdrawn." in words(soup.find(id="history"))
    assert withdrawn in words(read(f"{UTAH}sheet/").main)
    before = read(UTAH, as_of="2001-01-01")
    assert words(before.select_one(".summary")) == "The law of Utah is not yet published here."
    assert "1 with conditions" in words(read(UTAH, edition="1").select_one(".summary"))
    assert "we withdrew the law of Utah" in words(read(UTAH, edition="2").select_one(".callout"))


def test_a_rule_with_a_day_to_come_is_announced_and_takes_effect_by_itself() -> None:
    day = timezone.localdate() + timedelta(days=40)
    changed("ut", "vaccines", effective_to=day - timedelta(days=1))
    lead = on_the_desk("ut").rules[0].value["sources"][0].key
    coming = Rule(task="vaccines", answer="not_allowed", text=NEW, effective_from=day, sources=(lead,))
    with_rule("ut", coming)
    soup = read(UTAH)
    assert NEW in words(soup.find(id="upcoming"))
    assert NEW not in task_row(soup)
    with time_machine.travel(timezone.now() + timedelta(days=41)):
        later = read(UTAH)
    assert later.find(id="upcoming") is None
    assert NEW in task_row(later)
    assert words(later.find(id="rule-vaccines").select_one(".verdict")) == "Not allowed"


def test_a_recorded_check_is_told_with_the_name_and_falls_back_when_the_rule_changes() -> None:
    reader = UserFactory(public_name="Ana Ruiz")
    about = Subjected(Subject.RULE, "vaccines")
    record_check(first_edition(), about, LawCheck.Kind.SECOND_READING, reader, "Utah Code, read online")
    told = words(read(UTAH).find(id="rule-vaccines").select_one(".rule__about"))
    assert told.startswith("Second-read")
    assert "Ana Ruiz" in told
    assert "1 second-read" in words(read(f"{UTAH}sheet/").select_one(".sheet__status"))
    changed("ut", "vaccines", text=NEW)
    assert "Compiled from the sources listed" in task_row(read(UTAH))


def test_an_editors_introduction_and_sections_stand_in_their_places() -> None:
    page = StateGuidePage.objects.get(jurisdiction__code="ut")
    page.summary = "<p>Words of an editor.</p>"
    page.body = [("section", {"heading": "What else?", "anchor": "else", "content": [("text", "<p>More words.</p>")]})]
    page.save_revision().publish()
    soup = read(UTAH)
    order = [
        tag.get("id") or tag["class"][0] for tag in soup.select(".guide__body > section, .guide__body > .introduction")
    ]
    assert order.index("introduction") == order.index("at-a-glance") + 1
    assert order.index("compare") < order.index("else") < order.index("sources")
    assert "What else?" in words(soup.select_one("nav.contents"))


def test_anchors_of_the_page_itself_are_refused() -> None:
    page = StateGuidePage.objects.get(jurisdiction__code="ut")
    for anchor in ("tasks", "rule-vaccines", "history"):
        page.body = [("section", {"heading": "A", "anchor": anchor, "content": [("text", "<p>B</p>")]})]
        with pytest.raises(Exception, match="The page itself uses the anchor"):
            page.full_clean()


# The sheet ----------------------------------------------------------------------------------------------------------


def test_a_sheet_has_a_line_for_each_rule_with_citation_and_date(guides: dict[str, Read]) -> None:
    for code, guide in guides.items():
        lines = guide.sheet.select(".sheet__table tbody tr")
        general = [line for line in lines if "rule--class" not in line.get("class", [])]
        assert [words(line.th) for line in general] == [task.name for task in guide.reading.tasks.values()], code
        for line, claim in zip(general, guide.reading.general_rules.values(), strict=True):
            task, answer, _short, law = (words(cell) for cell in line.find_all(["th", "td"]))
            assert answer == claim.answer.label, (code, task)
            if claim.lead:
                assert claim.lead.citation[:10] in law, (code, task)
                assert re.search(r"\d{4}|date not recorded", law.partition(";")[2]), (code, task, law)
        named = {claim.applies_to for claim in guide.reading.rules if claim.applies_to}
        said = " ".join(words(line.th) for line in lines).casefold()
        assert all(name.casefold() in said for name in named), code


def test_a_sheet_names_its_limits_regulator_and_address(guides: dict[str, Read]) -> None:
    for code, guide in guides.items():
        text = words(guide.sheet.main)
        assert "Not legal advice; compiled, not yet verified." in text, code
        assert guide.reading.content.regulator_name in text, code
        assert f"/states/{guide.reading.jurisdiction.slug}/" in text, code
        assert guide.sheet.find("link", rel="canonical")["href"].endswith("/sheet/"), code
        assert len(guide.sheet.find_all("h1")) == 1, code


def test_addresses_below_a_guide() -> None:
    client = Client()
    assert client.get(f"{UTAH}nothing/").status_code == 404
    assert client.get(f"{UTAH}sheet/more/").status_code == 404
    StateGuidePage.objects.get(jurisdiction__code="ut").unpublish()
    assert client.get(UTAH).status_code == 404
    assert client.get(f"{UTAH}sheet/").status_code == 404
