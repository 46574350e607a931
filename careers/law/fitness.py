"""What keeps the law of a jurisdiction from being published."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from careers.answers import Answer
from careers.law.content import Content, Rule, class_anchor
from careers.models.law.words import AUTHORITIES, Subject


@dataclass(frozen=True)
class LawProblem:
    """What is wrong, and where: `place` is a path such as `rules[3].answer`; `rule` counts from 0."""

    place: str
    message: str
    rule: int | None = None

    def __str__(self) -> str:
        return f"{self.place}: {self.message}"


class LawProblems(Exception):
    """Content that cannot be published."""

    def __init__(self, problems: list[LawProblem]) -> None:
        super().__init__("; ".join(map(str, problems)))
        self.problems = problems


def problems(
    content: Content,
    *,
    kinds: Mapping[str, str],
    tasks: Collection[str],
    retired: Collection[str] = (),
    known_tasks: Collection[str] = (),
) -> list[LawProblem]:
    """Everything that keeps content from being published.

    `kinds` holds the kind of every source by key, `tasks` the keys of the tasks in use, in order; `retired` the keys of
    retired sources; `known_tasks` the keys of tasks that may be named although they are retired.
    """
    nameable = {*tasks, *known_tasks}
    found = [LawProblem("categories", said) for said in _category_problems(content.categories)]
    found += [LawProblem(f"words of {subject.label.lower()}", said) for subject, said in _missing_words(content)]
    found += [
        LawProblem(f"sources of {subject.label.lower()}", said)
        for subject in (Subject.CREDENTIAL, Subject.DELEGATION, Subject.UNLISTED_TASKS, Subject.TRAINING)
        for said in _source_problems(content.statement(subject).sources, kinds, retired)
    ]
    for number, rule in enumerate(content.rules):
        for name, said in _rule_problems(rule, content, kinds, nameable, retired):
            found.append(LawProblem(f"rules[{number}].{name}", said, number))
        for earlier in content.rules[:number]:
            if earlier.key == rule.key and earlier.overlaps(rule):
                whom = f" for {rule.applies_to}" if rule.applies_to else ""
                found.append(LawProblem(f"rules[{number}]", f"{rule.task}{whom} has two rules on the same day", number))
                break
    general = {rule.task for rule in content.rules if not rule.applies_to}
    found += [LawProblem("rules", f"no rule for {task}") for task in tasks if task not in general]
    for number, voice in enumerate(content.others_say):
        if voice.task not in nameable:
            found.append(LawProblem(f"others_say[{number}].task", f"'{voice.task}' is not a task"))
        if not voice.text:
            found.append(LawProblem(f"others_say[{number}].text", "is empty"))
        found += [
            LawProblem(f"others_say[{number}].sources", said)
            for said in _source_problems(voice.sources, kinds, retired)
        ]
    return found


def _category_problems(categories: tuple[str, ...]) -> list[str]:
    anchors = [class_anchor(name) for name in categories]
    return [
        *(f"'{name}' has no letter or digit" for name, anchor in zip(categories, anchors, strict=True) if not anchor),
        *(
            f"'{name}' and '{categories[anchors.index(anchor)]}' are too much alike for an address; word one otherwise"
            for place, (name, anchor) in enumerate(zip(categories, anchors, strict=True))
            if anchor and anchors.index(anchor) < place
        ),
    ]


def _missing_words(content: Content) -> list[tuple[Subject, str]]:
    """A choice from a list is not shown without the words that explain it."""
    needed = (
        (Subject.CREDENTIAL, content.credential_requirement != "not_checked", "what the law asks"),
        (Subject.DELEGATION, bool(content.supervisors), "who may delegate"),
        (Subject.UNLISTED_TASKS, content.unlisted_rule != "not_stated", "what governs them"),
    )
    return [
        (subject, f"say in a sentence {what}")
        for subject, is_needed, what in needed
        if is_needed and not content.statement(subject).text.strip()
    ]


def _rule_problems(
    rule: Rule, content: Content, kinds: Mapping[str, str], tasks: Collection[str], retired: Collection[str]
) -> list[tuple[str, str]]:
    found = []
    if rule.task not in tasks:
        found.append(("task", f"'{rule.task}' is not a task"))
    if not rule.text:
        found.append(("text", "is empty"))
    if rule.applies_to and rule.applies_to not in content.categories:
        found.append(("applies_to", f"'{rule.applies_to}' is not one of the categories"))
    if rule.effective_from and rule.effective_to and rule.effective_from > rule.effective_to:
        found.append(("effective_to", "the rule ends before it begins"))
    if rule.answer not in Answer.values:
        found.append(("answer", f"'{rule.answer}' is not an answer"))
    elif rule.answer != Answer.NOT_CHECKED:
        if not rule.sources:
            found.append(("sources", "an answer needs a source"))
        elif (kind := kinds.get(rule.sources[0])) and kind not in AUTHORITIES:
            found.append(
                (
                    "sources",
                    f"the lead source '{rule.sources[0]}' is neither statute, regulation, board rule nor official "
                    "opinion; an answer cannot rest on it",
                )
            )
    return found + [("sources", said) for said in _source_problems(rule.sources, kinds, retired)]


def _source_problems(keys: tuple[str, ...], kinds: Mapping[str, str], retired: Collection[str]) -> list[str]:
    return [
        *(f"there is no source '{key}'" for key in keys if key not in kinds),
        *(f"the source '{key}' is retired; choose another" for key in keys if key in retired),
        *(f"the source '{key}' is named twice" for key in sorted({key for key in keys if keys.count(key) > 1})),
    ]
