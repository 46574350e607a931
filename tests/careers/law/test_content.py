"""What keeps law from being published, and how rules stand in order."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from careers.law.content import Content, Rule, Statement, Voice, in_order, without_tasks
from careers.law.fitness import problems

TASKS = ["vital_signs", "venipuncture"]
KINDS = {"a": "statute", "b": "regulation", "c": "board", "d": "opinion", "e": "profession", "f": "secondary"}


def law(*rules: Rule, **changes: object) -> Content:
    general = {rule.task for rule in rules if not rule.applies_to}
    rest = [Rule(task, "not_checked", "Not read.") for task in TASKS if task not in general]
    return replace(Content("ut", categories=("phlebotomist",)), rules=(*rules, *rest), **changes)


def said(content: Content, **options: object) -> list[str]:
    return [str(found) for found in problems(content, **{"kinds": KINDS, "tasks": TASKS, **options})]  # type: ignore[arg-type]


def rule(**changes: object) -> Rule:
    return replace(Rule("vital_signs", "allowed", "It may be done.", sources=("a",)), **changes)


def test_fit_content_has_no_problems() -> None:
    assert said(law(rule(), rule(applies_to="phlebotomist", answer="not_allowed", sources=("b", "e")))) == []


@pytest.mark.parametrize("lead", "abcd")
def test_an_answer_rests_on_law_or_an_official_opinion(lead: str) -> None:
    assert said(law(rule(sources=(lead,)))) == []


@pytest.mark.parametrize("lead", "ef")
def test_an_answer_does_not_rest_on_what_others_say(lead: str) -> None:
    [problem] = said(law(rule(sources=(lead, "a"))))
    assert problem.startswith(f"rules[0].sources: the lead source '{lead}' is neither")
    assert said(law(rule(sources=(lead,), answer="not_checked"))) == []


@pytest.mark.parametrize(
    ("changes", "problem"),
    [
        ({"sources": ()}, "rules[0].sources: an answer needs a source"),
        ({"sources": ("a", "z")}, "rules[0].sources: there is no source 'z'"),
        ({"sources": ("a", "a")}, "rules[0].sources: the source 'a' is named twice"),
        ({"text": ""}, "rules[0].text: is empty"),
        ({"answer": "perhaps"}, "rules[0].answer: 'perhaps' is not an answer"),
        ({"applies_to": "nurse"}, "rules[0].applies_to: 'nurse' is not one of the categories"),
        (
            {"effective_from": date(2027, 1, 2), "effective_to": date(2027, 1, 1)},
            "rules[0].effective_to: the rule ends before it begins",
        ),
    ],
)
def test_what_is_wrong_with_a_rule(changes: dict[str, object], problem: str) -> None:
    assert problem in said(law(rule(**changes)))


def test_an_unknown_task_is_named_and_the_missing_one_too() -> None:
    found = said(replace(law(), rules=(rule(task="fly"),)))
    assert found == [
        "rules[0].task: 'fly' is not a task", "rules: no rule for vital_signs", "rules: no rule for venipuncture"
    ]  # fmt: skip


def test_a_rule_for_a_class_alone_does_not_answer_the_task() -> None:
    assert said(replace(law(), rules=(rule(applies_to="phlebotomist"), *law().rules[1:]))) == [
        "rules: no rule for vital_signs"
    ]


def test_a_retired_task_may_be_left_standing() -> None:
    content = law(rule(), rule(task="old"), others_say=(Voice("old", "They say so.", ("e",)),))
    assert said(content, known_tasks=[*TASKS, "old"]) == []
    assert len(said(content)) == 2
    left = without_tasks(content, {"old"})
    assert said(left) == []
    assert (len(left.rules), left.others_say) == (2, ())


@pytest.mark.parametrize(
    ("changes", "problem"),
    [
        ({"credential_requirement": "none"}, "words of credential: say in a sentence what the law asks"),
        ({"supervisors": ("physician",)}, "words of delegation and supervision: say in a sentence who may delegate"),
        (
            {"unlisted_rule": "closed_list", "unlisted": Statement(" ")},
            "words of tasks the law does not name: say in a sentence what governs them",
        ),
        ({"categories": ("phlebotomist", "—")}, "categories: '—' has no letter or digit"),
        (
            {"categories": ("phlebotomist", "Phlebotomist.")},
            "categories: 'Phlebotomist.' and 'phlebotomist' are too much alike for an address; word one otherwise",
        ),
        (
            {"categories": ("phlebotomist", "a" * 70, "a" * 71)},
            f"categories: '{'a' * 71}' and '{'a' * 70}' are too much alike for an address; word one otherwise",
        ),
    ],
)
def test_what_is_missing_beside_the_rules(changes: dict[str, object], problem: str) -> None:
    assert said(law(rule(), **changes)) == [problem]


def test_a_retired_source_is_not_cited_anew() -> None:
    assert said(law(rule()), retired={"a"}) == ["rules[0].sources: the source 'a' is retired; choose another"]


def test_two_rules_on_the_same_day() -> None:
    until, after = date(2026, 12, 31), date(2027, 1, 1)
    assert said(law(rule(effective_to=until), rule(answer="not_allowed", effective_from=after))) == []
    [problem] = said(law(rule(effective_to=after), rule(answer="not_allowed", effective_from=after)))
    assert problem == "rules[1]: vital_signs has two rules on the same day"
    [problem] = said(law(rule(), *[rule(applies_to="phlebotomist")] * 2))
    assert problem == "rules[2]: vital_signs for phlebotomist has two rules on the same day"


def test_statements_and_voices_name_real_sources() -> None:
    found = said(
        law(
            rule(),
            credential=Statement("None.", ("z",)),
            training=Statement("", ("e",)),
            others_say=(Voice("fly", "", ("y",)), Voice("vital_signs", "They say so.", ("e",))),
        )
    )
    assert found == [
        "sources of credential: there is no source 'z'",
        "others_say[0].task: 'fly' is not a task",
        "others_say[0].text: is empty",
        "others_say[0].sources: there is no source 'y'",
    ]


def test_rules_stand_in_the_order_of_tasks_classes_and_days() -> None:
    later = rule(effective_from=date(2027, 1, 1))
    mixed = law(
        rule(task="venipuncture"), rule(applies_to="phlebotomist"), later, rule(effective_to=date(2026, 12, 31))
    )
    ordered = in_order(mixed, TASKS)
    assert [(r.task, r.applies_to, r.effective_from) for r in ordered.rules] == [
        ("vital_signs", "", None), ("vital_signs", "", date(2027, 1, 1)), ("vital_signs", "phlebotomist", None),
        ("venipuncture", "", None),
    ]  # fmt: skip
    assert in_order(ordered, TASKS) == ordered
    assert ordered.digest != mixed.digest
    assert ordered.digest == replace(ordered).digest


def test_a_rule_holds_from_its_first_day_to_its_last() -> None:
    held = rule(effective_from=date(2027, 1, 1), effective_to=date(2027, 3, 31))
    days = (date(2026, 12, 31), date(2027, 1, 1), date(2027, 3, 31), date(2027, 4, 1))
    assert [held.holds_on(day) for day in days] == [False, True, True, False]
    assert rule().holds_on(date.min)
    assert rule().holds_on(date.max)
