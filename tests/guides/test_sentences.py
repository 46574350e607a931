"""Sentences composed from rules: grammatical for every combination of fields, and golden for each kind of rule."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime
from functools import cache
from itertools import cycle, product
from pathlib import Path
from types import SimpleNamespace
from typing import Any
from zoneinfo import ZoneInfo

import pytest
import yaml

from careers.answers import Answer
from careers.law.content import Content, Rule, Statement
from careers.law.reading import Reading, RuleClaim, When
from careers.models import Jurisdiction, Source, Task
from careers.models.law.words import Requirement, Supervision, Supervisor, Unlisted, Verification
from guides import sentences
from guides.sentences import SupervisorStatus
from guides.sentences.trust import COMPILED, WITHOUT_SOURCES

DATA = Path(__file__).parents[2] / "careers" / "data"
TODAY = date(2026, 11, 24)


@cache
def tasks() -> dict[str, Task]:
    return {row["key"]: Task(**row) for row in yaml.safe_load((DATA / "tasks.yaml").read_text())["tasks"]}


@cache
def jurisdictions() -> dict[str, Jurisdiction]:
    places = yaml.safe_load((DATA / "places.yaml").read_text())["jurisdictions"]
    return {row["code"]: Jurisdiction(code=row["code"], name=row["name"], slug=row["slug"]) for row in places}


@cache
def files() -> list[dict[str, Any]]:
    return [yaml.safe_load(path.read_text()) for path in sorted((DATA / "law").glob("*.yaml"))]


def source(key: str = "code", **fields: Any) -> Source:
    return Source(
        **{
            "key": key,
            "kind": Source.Kind.STATUTE,
            "citation": "Utah Code § 58-1",
            "text_as_of": "2025",
            "extent": Source.Extent.WHOLE,
        }
        | fields
    )


def claim(*rules: Rule, code: str = "ut", sources: tuple[Source, ...] = (), **content: Any) -> RuleClaim:
    """The claim of the last rule; earlier rules are those beside it."""
    fields: dict[str, Any] = {"basis": "law_texts", "rules": rules} | content
    reading = Reading(
        jurisdictions()[code],
        Content(jurisdiction=code, **fields),
        {each.key: each for each in sources or (source(),)},
        tasks(),
        When(TODAY),
    )
    return RuleClaim(reading, tasks()[rules[-1].task], rules[-1])


def ruled(answer: str, task: str = "venipuncture", **fields: Any) -> Rule:
    return Rule(task=task, answer=answer, text="As the text says.", **fields)


# Every combination --------------------------------------------------------------------------------------------------

CLASSES = ["", *sorted({name for law in files() for name in law.get("categories", [])})]
ODD_CLASSES = ["X-ray aide", "MA (hemodialysis)", "unit operator", "RN", "other staff", "  spaced   helper ", "honest"]
QUALIFICATIONS = ["", "10 clock hours and 10 venipunctures, with a training certificate.", "a " * 45 + "certificate"]
LISTS: list[tuple[str, ...] | None] = [
    None,
    (),
    ("physician",),
    ("other", "podiatrist", "nurse_practitioner"),
    tuple(Supervisor.values),
]
DAYS = [
    (None, None),
    (date(2024, 7, 19), None),
    (date(2027, 3, 1), None),
    (None, date(2027, 3, 1)),
    (date(2024, 7, 19), date(2027, 3, 1)),
    (date(2024, 7, 19), date(2025, 3, 1)),
    (None, date(2025, 3, 1)),
]
MAINS = [None, ruled("allowed", delegators=("physician",), supervision="direct")]


def combinations() -> Iterator[RuleClaim]:
    """All of them, each for another task and jurisdiction in turn."""
    places, names, whoms = cycle(jurisdictions()), cycle(tasks()), cycle([*CLASSES, *ODD_CLASSES])
    for answer, listed, level, qualification, days, unlisted, main in product(
        Answer.values, LISTS, ["", *Supervision.values], QUALIFICATIONS, DAYS, Unlisted.values, MAINS
    ):
        task = next(names)
        rule = ruled(
            answer,
            task,
            applies_to=next(whoms),
            delegators=listed,
            supervision=level,
            qualification=qualification,
            effective_from=days[0],
            effective_to=days[1],
            unlisted=unlisted,
        )
        beside = [replace(main, task=task)] if main and rule.applies_to else []
        yield claim(*beside, rule, code=next(places), supervisors=listed or ())


def faults(said: str) -> list[str]:
    """What no text for readers may hold."""
    found = [
        name
        for name, pattern in {
            "a double space": r"  |\n",
            "a value that is missing": r"None|\{|\}|_",
            "empty or doubled marks": r"\(\s*\)|\s[.,;:]|[.,;:]{2}|:\.|, and \.",
            "a wrong article before a vowel": r"\b[Aa] (?:[aeio]|u(?!ni|se))[a-z]",
            "a wrong article before a consonant": r"\b[Aa]n [b-df-gj-np-tv-z][a-z]",
            "a doubled word": r"\b(\w+) \1\b",
        }.items()
        if re.search(pattern, said)
    ]
    if not re.match(r"[A-Z0-9]", said):
        found.append("a small beginning")
    if not said.endswith("."):
        found.append("no period")
    return found


def test_every_combination_is_a_sentence() -> None:
    count = 0
    for made in combinations():
        count += 1
        said = sentences.rule(made)
        where = f"{made.rule}: {said}"
        plain = said.replace("a " * 45, "a ")  # the qualification that is too long on purpose
        assert not faults(plain), where
        assert len(said.split()) <= 70, where
        assert made.reading.jurisdiction.name in said, where
        words = made.task.action if made.answer not in ("law_silent", "not_checked") else made.task.activity
        assert words in said, where
        if made.answer in (Answer.LAW_SILENT, Answer.NOT_CHECKED):
            assert not re.search(r"\b(?:no|may not|must not|cannot|not allowed|prohibited)\b", said, re.I), where
        if made.answer == Answer.LAW_SILENT:
            assert re.search("general rule|as not delegable until|does not say what governs", said), where
        assert not faults(sentences.governs(made)), where
        cell = sentences.short(made)
        assert not re.search(r"None|  |; ;|;\s*$", cell), where
        assert len(cell) <= 110, f"{len(cell)} {cell}"
        assert cell[:1] == cell[:1].upper(), cell
    assert count > 30_000


def test_every_combination_of_supervisor_is_a_sentence() -> None:
    rules = [ruled(answer, delegators=listed) for answer in Answer.values for listed in LISTS]
    for rule, states, who in product(rules, LISTS, Supervisor.values):
        found = sentences.supervisor(claim(rule, supervisors=states or ()), who)
        assert not faults(found.sentence), found
        assert not re.search(r"\bno\b|may not|must not|cannot|not allowed", found.sentence, re.I), found
        listed = rule.delegators or states
        in_it = who in (listed or ())
        own, of_state = bool(rule.delegators), bool(states)
        expected = {
            (True, True): "named" if own else "state_list_names",
            (True, False): "not_named" if own else "state_list_does_not_name",
        }.get((own or of_state, in_it), "not_said")
        assert found.status == expected
        if rule.answer != Answer.NOT_ALLOWED and found.status in ("not_named", "state_list_does_not_name"):
            assert "is not among those" in found.sentence


def test_every_question_to_a_board_reads_well() -> None:
    for answer, term, name, whom, listed, who in product(
        Answer.values, ["", "unlicensed assistive person"], ["", "The Board"], CLASSES, LISTS, ["", "dentist", "other"]
    ):
        rule = ruled(answer, applies_to=whom)
        asked = sentences.board_question(
            claim(rule, own_term=term, regulator_name=name, supervisors=listed or (), categories=("scribe",)), who
        )
        lines = asked.split("\n")
        assert "None" not in asked
        assert "section" in asked
        for line in lines:
            assert "  " not in line
        assert lines[2].endswith("?")
        assert not faults(lines[2].replace("?", ".")), lines[2]


def test_every_state_opens_with_sentences() -> None:
    for requirement, unlisted, listed, basis in product(
        Requirement.values, Unlisted.values, LISTS, ["law_texts", "none"]
    ):
        made = claim(
            ruled("allowed"),
            ruled("law_silent", "ecg"),
            basis=basis,
            credential_requirement=requirement,
            unlisted_rule=unlisted,
            supervisors=listed or (),
        )
        said = sentences.short_answer(made.reading)
        assert not faults(said), said
        assert said.count(". ") <= 2
        assert sentences.credential_words(requirement)
        assert sentences.unlisted_words(unlisted)


# Golden sentences ---------------------------------------------------------------------------------------------------

ACTION = "draw blood from a vein"
ACTIVITY = "drawing blood from a vein (venipuncture)"


@pytest.mark.parametrize(
    ("rule", "said"),
    [
        (ruled("allowed"), f"In Utah, a medical assistant may {ACTION}."),
        (
            ruled("allowed", delegators=("physician", "podiatrist"), supervision="general"),
            f"In Utah, a medical assistant may {ACTION} when a physician or a podiatrist delegates it, under general "
            "supervision.",
        ),
        (
            ruled("allowed", supervision="not_specified", qualification="trained"),
            f"In Utah, a medical assistant may {ACTION}; the text sets no level of supervision. Qualification asked of "
            "the assistant: trained.",
        ),
        (
            ruled("allowed_with_conditions", delegators=("other", "physician"), supervision="on_site"),
            f"In Utah, a medical assistant may {ACTION} when conditions are met: delegated by a physician or another "
            "person whom the text names, with the supervisor on site.",
        ),
        (
            ruled("allowed_with_conditions", qualification="state license."),
            f"In Utah, a medical assistant may {ACTION} when the conditions of the rule are met. Qualification asked "
            "of the assistant: state license.",
        ),
        (
            ruled("allowed_with_conditions", supervision="direct"),
            f"In Utah, a medical assistant may {ACTION} when conditions are met: under direct supervision.",
        ),
        (
            ruled("allowed_with_conditions", delegators=(), supervision="not_specified"),
            f"In Utah, a medical assistant may {ACTION} when the conditions of the rule are met; the text sets no "
            "level of supervision.",
        ),
        (ruled("not_allowed", delegators=()), f"In Utah, a medical assistant must not {ACTION}."),
        (
            ruled("law_silent", unlisted="general_delegation", delegators=("physician",), supervision="indirect"),
            f"Utah law does not mention {ACTIVITY}. Its general rule lets a physician delegate it, under indirect "
            "supervision.",
        ),
        (
            ruled("law_silent", unlisted="general_delegation"),
            f"Utah law does not mention {ACTIVITY}. Its general rule on delegation governs the task.",
        ),
        (
            ruled("law_silent", unlisted="closed_list"),
            f"Utah law lists what a medical assistant may do and does not mention {ACTIVITY}. Treat it as not "
            "delegable until the regulator says otherwise.",
        ),
        (
            ruled("law_silent", unlisted="not_stated", delegators=("physician",)),
            f"Utah law does not mention {ACTIVITY}, and the text we read does not say what governs tasks it does not "
            "name.",
        ),
        (
            ruled("sources_conflict"),
            f"Official texts in Utah disagree about whether a medical assistant may {ACTION}.",
        ),
        (ruled("not_checked"), f"We have not checked what Utah law says about {ACTIVITY}."),
        (
            ruled("allowed", effective_from=date(2025, 9, 1)),
            f"In Utah, since September 1, 2025, a medical assistant may {ACTION}.",
        ),
        (
            ruled("allowed", effective_from=date(2027, 9, 1)),
            f"In Utah, from September 1, 2027, a medical assistant may {ACTION}.",
        ),
        (
            ruled("not_allowed", effective_to=date(2025, 9, 1)),
            f"In Utah, until September 1, 2025, a medical assistant could not {ACTION}.",
        ),
        (
            ruled("law_silent", unlisted="closed_list", effective_from=date(2025, 9, 1), applies_to="MA-EMT"),
            "Utah law, in the text in force since September 1, 2025, lists what a medical assistant in the class "
            f"MA-EMT may do and does not mention {ACTIVITY}. Treat it as not delegable until the regulator "
            "says otherwise.",
        ),
    ],
)
def test_golden(rule: Rule, said: str) -> None:
    assert sentences.rule(claim(rule)) == said


def test_the_district_has_its_article() -> None:
    assert sentences.rule(claim(ruled("allowed"), code="dc")).startswith("In the District of Columbia, a medical")
    assert "what District of Columbia law says" in sentences.rule(claim(ruled("not_checked"), code="dc"))


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("", "a medical assistant"),
        ("MA-Certified", "a medical assistant in the class MA-Certified"),
        ("MA-Hemodialysis", "a medical assistant in the class MA-Hemodialysis"),
        ("MA-EMT", "a medical assistant in the class MA-EMT"),
        ("MA-Phlebotomist", "an MA-Phlebotomist"),
        ("Medication Assistant III", "a Medication Assistant III"),
        ("Medical assistant", "a medical assistant"),
        ("Naturopathic medical assistant", "a naturopathic medical assistant"),
        ("Podiatric Medical Assistant", "a Podiatric Medical Assistant"),
        ("certified medical assistant (c. 112, § 265)", "a certified medical assistant (c. 112, § 265)"),
        ("uncertified medical assistant", "an uncertified medical assistant"),
        ("registered unlicensed assistive person", "a registered unlicensed assistive person"),
        ("unlicensed assistive personnel", "unlicensed assistive personnel"),
        ("other medical assistants", "other medical assistants"),
        ("unit assistant", "a unit assistant"),
        ("hourly worker", "an hourly worker"),
        ("RN student", "an RN student"),
    ],
)
def test_classes_fit_into_sentences(name: str, said: str) -> None:
    assert sentences.whom(name) == said


def test_every_class_of_the_starter_law_is_tried() -> None:
    assert len(CLASSES) > 15


def test_a_class_follows_the_list_of_the_main_rule() -> None:
    main = ruled("allowed_with_conditions", delegators=("podiatrist",), supervision="on_site")
    made = claim(main, ruled("allowed_with_conditions", applies_to="Podiatric Medical Assistant"))
    assert sentences.rule(made) == (
        f"In Utah, a Podiatric Medical Assistant may {ACTION} when conditions are met: delegated by a podiatrist, with "
        "the supervisor on site."
    )
    assert sentences.supervisor(made, "physician").status == SupervisorStatus.NOT_NAMED


def test_a_class_for_which_the_text_lists_nobody_is_not_given_the_people_of_the_main_rule() -> None:
    main = ruled("allowed", delegators=("podiatrist",))
    made = claim(main, ruled("allowed", applies_to="Podiatric Medical Assistant", delegators=()))
    assert sentences.rule(made) == f"In Utah, a Podiatric Medical Assistant may {ACTION}."
    assert sentences.supervisor(made, "podiatrist").status == SupervisorStatus.NOT_SAID


def test_where_classes_differ_the_main_rule_is_not_said_of_everybody() -> None:
    rules = [
        ruled("not_allowed", applies_to="MA-Registered"),
        ruled("allowed", applies_to="MA-Certified"),
        ruled("allowed"),
    ]
    assert sentences.rule(claim(*rules)) == f"In Utah, some medical assistants may {ACTION}."
    assert sentences.classes(claim(*rules)) == (
        "The answer differs by class of assistant: not allowed for MA-Registered."
    )
    left_out = claim(ruled("allowed", applies_to="aide"), ruled("allowed"), categories=("aide", "helper"))
    assert "some medical assistants may" in sentences.rule(left_out)
    everybody = claim(ruled("allowed", applies_to="aide"), ruled("allowed"), categories=("aide",))
    assert "a medical assistant may" in sentences.rule(everybody)
    barred = claim(ruled("allowed", applies_to="MA-Certified"), ruled("not_allowed"))
    assert sentences.rule(barred).endswith("from a vein, except in a class that the law treats apart.")
    assert sentences.classes(claim(ruled("allowed", applies_to="aide"), ruled("allowed"))) == ""


def test_a_long_qualification_is_left_to_the_rule() -> None:
    said = sentences.rule(claim(ruled("allowed", qualification="certificate " * 70)))
    assert said.endswith("Qualification asked of the assistant: given in the rule.")


@pytest.mark.parametrize(
    ("rule", "said"),
    [
        (ruled("allowed"), ""),
        (ruled("not_allowed", delegators=("physician",)), ""),
        (ruled("not_checked"), ""),
        (ruled("allowed", delegators=("physician", "other"), supervision="on_site", qualification="trained."),
         "Physician or others named; supervisor on site; trained"),
        (ruled("law_silent", unlisted="general_delegation", delegators=("physician",), supervision="not_specified"),
         "General rule on delegation; physician"),
        (ruled("law_silent", unlisted="closed_list"), "Not on a closed list"),
        (ruled("law_silent", unlisted="not_stated"), "Not stated what governs it"),
        (ruled("allowed", delegators=tuple(Supervisor.values)), "Physician or 11 other kinds"),
        (ruled("allowed", delegators=("physician",), qualification="certificate " * 9),
         "Physician; qualification asked"),
    ],
)  # fmt: skip
def test_short(rule: Rule, said: str) -> None:
    assert sentences.short(claim(rule)) == said


def test_people_are_listed_once_and_the_others_last() -> None:
    assert sentences.delegators(["other", "physician", "physician", "optometrist"]) == (
        "a physician, an optometrist or another person whom the text names"
    )
    assert sentences.delegators([]) == ""
    with pytest.raises(ValueError, match="wizard"):
        sentences.delegators(["wizard"])


def test_levels_of_supervision_have_words() -> None:
    for level in Supervision.values:
        assert sentences.supervision(level)
    assert sentences.supervision("") == "not checked"
    assert sentences.supervision_clause("on_site") == "with the supervisor on site"
    assert sentences.supervision_clause("not_specified") == "the text sets no level of supervision"


@pytest.mark.parametrize(
    ("rule", "states", "who", "status", "said"),
    [
        (ruled("allowed", delegators=("physician",)), (), "", "not_asked", ""),
        (ruled("allowed", delegators=("physician",)), (), "physician", "named",
         "A physician is among those the text names."),
        (ruled("allowed", delegators=("physician", "podiatrist")), ("registered_nurse",), "registered_nurse",
         "not_named", "A registered nurse is not among those the text names: a physician and a podiatrist."),
        (ruled("allowed"), ("physician",), "physician", "state_list_names",
         "We have not recorded a list for this task; Utah law names a physician among those who may delegate or "
         "supervise elsewhere."),
        (ruled("allowed", delegators=()), ("physician",), "physician", "state_list_names",
         "The text on this task lists nobody; Utah law names a physician among those who may delegate or supervise "
         "elsewhere."),
        (ruled("not_checked"), ("physician",), "physician", "state_list_names",
         "We have not checked who may delegate this task; Utah law names a physician among those who may delegate or "
         "supervise elsewhere."),
        (ruled("allowed"), ("physician",), "registered_nurse", "state_list_does_not_name",
         "We have not recorded a list for this task; a registered nurse is not among those Utah law names elsewhere: a "
         "physician."),
        (ruled("law_silent", delegators=()), ("physician",), "podiatrist", "state_list_does_not_name",
         "The text on this task lists nobody; a podiatrist is not among those Utah law names elsewhere: a physician."),
        (ruled("not_checked"), ("physician",), "podiatrist", "state_list_does_not_name",
         "We have not checked who may delegate this task; a podiatrist is not among those Utah law names elsewhere: a "
         "physician."),
        (ruled("not_checked"), (), "podiatrist", "not_said",
         f"We have not checked who may delegate {ACTIVITY}."),
        (ruled("allowed"), (), "physician", "not_said",
         f"The text we read does not say who may delegate {ACTIVITY}."),
        (ruled("not_allowed", delegators=("physician",)), (), "physician", "named",
         "The answer is the same whoever supervises."),
        (ruled("allowed", delegators=("physician",)), (), "other", "not_named",
         "A supervisor of another kind is not among those the text names: a physician."),
        (ruled("allowed", delegators=("other",)), (), "other", "named",
         "The text also names people outside the common kinds; its list: another person whom the text names."),
    ],
)  # fmt: skip
def test_supervisors(rule: Rule, states: tuple[str, ...], who: str, status: str, said: str) -> None:
    found = sentences.supervisor(claim(rule, supervisors=states), who)
    assert (found.status, found.sentence) == (status, said)


def test_an_unresearched_law_settles_nothing_about_a_supervisor() -> None:
    found = sentences.supervisor(claim(ruled("not_checked"), basis="none", supervisors=("physician",)), "physician")
    assert found.status == SupervisorStatus.NOT_SAID


def test_verification_names_the_day_and_the_person() -> None:
    made = claim(ruled("allowed", sources=("code",)))
    assert sentences.verification(made) == COMPILED
    assert sentences.verification(claim(ruled("not_checked"))) == WITHOUT_SOURCES
    for kind, level, name, said in [
        ("second_reading", Verification.SECOND_READ, "Ann Other", "second-read on March 3, 2027 by Ann Other"),
        ("verification", Verification.VERIFIED, "", "verified on March 3, 2027"),
    ]:
        moment = datetime(2027, 3, 3, 12, tzinfo=ZoneInfo("America/New_York"))
        made.__dict__["check"] = SimpleNamespace(
            kind=kind, checked_at=moment, checked_by=SimpleNamespace(public_name=name)
        )
        assert made.level == level
        assert sentences.verification(made) == said


def test_doubts_say_what_was_not_read() -> None:
    sources = (
        source("a", citation="Law A", extent=Source.Extent.PART),
        source("b", citation="Law B", extent=Source.Extent.LISTED, text_as_of=""),
        source("c", citation="Law C", text_as_of=""),
        source("d", citation="Law D"),
    )
    made = claim(ruled("allowed", sources=("a", "b", "c", "d"), doubts="The rule is new"), sources=sources)
    assert sentences.doubts(made) == [
        "The rule is new.",
        "We read only part of Law A.",
        "We know of Law B only from other sources.",
        "The copy we read does not say how old its text is: Law C.",
    ]
    assert sentences.doubts(claim(ruled("allowed", sources=("d",)), sources=sources)) == []
    assert sentences.doubts(made.reading.statement("credential")) == []
    conflict = claim(ruled("sources_conflict", sources=("d",)), sources=sources)
    assert len(sentences.doubts(conflict)) == 1


def test_short_answer_counts_in_words() -> None:
    rules = (
        ruled("allowed"),
        ruled("allowed_with_conditions", "vaccines"),
        ruled("law_silent", "ecg"),
        ruled("sources_conflict", "wound_care"),
    )
    made = claim(*rules, supervisors=("physician",), credential_requirement="none", unlisted_rule="closed_list")
    assert sentences.short_answer(made.reading) == (
        "Of the 17 tasks we follow in Utah, the law allows 1, allows 1 with conditions and does not mention 1; "
        "official texts disagree about 1 and we have not checked 13. It asks for no credential to work as a "
        "medical assistant, and the texts we read let a physician delegate or supervise, each within its own rule. For "
        "tasks that Utah law does not name, the list is closed: treat them as not delegable until the regulator "
        "says otherwise."
    )
    assert "not yet researched" in sentences.short_answer(replace_basis(made.reading))


def replace_basis(reading: Reading) -> Reading:
    content = replace(reading.content, basis="none", credential=Statement())
    return Reading(reading.jurisdiction, content, reading.sources, reading.tasks, reading.when)


def test_a_question_to_the_board_uses_the_laws_own_term() -> None:
    rule = ruled("law_silent")
    made = claim(rule, own_term="unlicensed assistive person", regulator_name="Board of Nursing", code="nd")
    asked = sentences.board_question(made, "registered_nurse")
    assert asked.startswith("To: Board of Nursing\n")
    assert (
        "In North Dakota, may an unlicensed assistive person draw blood from a vein when a registered nurse delegates "
        "the task and supervises the work?"
    ) in asked
    assert f"I read that North Dakota law does not mention {ACTIVITY}." in asked
    anybody = claim(rule, categories=("MA-Certified", "MA-EMT"))
    of_any = sentences.board_question(anybody)
    assert "may a medical assistant draw" in of_any
    assert "4. whether the answer is the same for every class" in of_any
    assert "speaks of “MA-Certified” and “MA-EMT”." in of_any
    assert "a licensed practitioner delegates" in of_any
    of_one = sentences.board_question(anybody, category="MA-EMT")
    assert "may a medical assistant in the class MA-EMT draw" in of_one
    assert "MA-Certified" not in of_one
    assert "may a medical assistant draw" in sentences.board_question(claim(rule, supervisors=("physician",)))


def test_every_rule_of_the_starter_law_is_said_well() -> None:
    for law in files():
        parts = [
            Rule(**{key: tuple(value) if isinstance(value, list) else value for key, value in row.items()})
            for row in law["rules"]
        ]
        content: dict[str, Any] = {
            "unlisted_rule": law["unlisted_tasks"]["rule"],
            "supervisors": tuple(law["delegation"].get("supervisors", ())),
            "categories": tuple(law.get("categories", ())),
            "basis": law["basis"],
        }
        sources = tuple(source(key) for rule in parts for key in rule.sources)
        reading = claim(*parts, code=law["jurisdiction"], sources=sources, **content).reading
        for made in reading.rules:
            for said in (sentences.rule(made), sentences.governs(made), *sentences.doubts(made)):
                assert not faults(said), f"{law['jurisdiction']}: {said}"
            assert len(sentences.rule(made).split()) <= 60
            assert len(sentences.short(made)) <= 90
            for who in Supervisor.values:
                assert not faults(sentences.supervisor(made, who).sentence)
        assert not faults(sentences.short_answer(reading))
