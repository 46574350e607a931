"""Law files: `careers/data/law/<code>.yaml`. Reads with a message for everything wrong, writes the same form."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator

from careers.answers import Answer
from careers.importers.folder import to_yaml
from careers.importers.problems import ImportProblem, ImportProblems
from careers.law.content import Content, Rule, Statement, Voice
from careers.law.fitness import problems
from careers.law.texts import from_yaml
from careers.law.values import Values, shown
from careers.models.law.words import Basis, NamedInLaw, Requirement, Supervision, Supervisor, Unlisted

TOP = (
    *("jurisdiction", "researched_on", "basis", "regulator", "named_in_law", "own_term", "categories", "credential"),
    *("delegation", "unlisted_tasks", "training", "rules", "others_say", "open_questions"),
)
RULE = (
    *("task", "applies_to", "answer", "text", "delegators", "supervision", "qualification", "effective_from"),
    *("effective_to", "locator", "quoted_passage", "unlisted", "sources", "doubts"),
)
#: For one task a text sets one level, or none.
RULE_SUPERVISION = [name for name in Supervision.values if name not in {"varies_by_task", "not_checked"}]
RULE_WORDS = ("text", "applies_to", "qualification", "locator", "quoted_passage", "doubts")


@dataclass(frozen=True)
class LawFile:
    """One file: the content, and the questions that are still open."""

    content: Content
    open_questions: tuple[str, ...]
    path: Path


class Reader(Values):
    """Reads the form of a law file."""

    def statement(self, value: Mapping[str, Any], place: str) -> Statement:
        return Statement(
            self.words(value.get("text"), f"{place}.text"), self.several(value.get("sources"), f"{place}.sources")
        )

    def content(self, value: Any, codes: Collection[str]) -> tuple[Content, tuple[str, ...]]:
        top = self.mapping(value, "", TOP, required=("jurisdiction", "rules"))
        regulator = self._part(top, "regulator", ("name", "address"))
        credential = self._part(top, "credential", ("requirement", "text", "sources"))
        delegation = self._part(top, "delegation", ("supervisors", "supervision", "basis", "text", "sources"))
        unlisted = self._part(top, "unlisted_tasks", ("rule", "text", "sources"))
        training = self._part(top, "training", ("text", "sources"))
        rules = [self.rule(item, f"rules[{n}]") for n, item in enumerate(self.entries(top, "rules"))]
        voices = [self.voice(item, f"others_say[{n}]") for n, item in enumerate(self.entries(top, "others_say"))]
        content = Content(
            jurisdiction=self.choice(top.get("jurisdiction"), "jurisdiction", codes),
            researched_on=self.day(top.get("researched_on"), "researched_on"),
            basis=self.choice(top.get("basis"), "basis", Basis.values, "none"),
            regulator_name=self.words(regulator.get("name"), "regulator.name", 300),
            regulator_address=self._address(regulator.get("address")),
            named_in_law=self.choice(top.get("named_in_law"), "named_in_law", NamedInLaw.values, "not_checked"),
            own_term=self.words(top.get("own_term"), "own_term", 120),
            categories=self._categories(top.get("categories")),
            credential_requirement=self.choice(
                credential.get("requirement"), "credential.requirement", Requirement.values, "not_checked"
            ),
            credential=self.statement(credential, "credential"),
            supervisors=self.several(delegation.get("supervisors"), "delegation.supervisors", Supervisor.values),
            supervision=self.choice(
                delegation.get("supervision"), "delegation.supervision", Supervision.values, "not_checked"
            ),
            delegation_basis=self.words(delegation.get("basis"), "delegation.basis"),
            delegation=self.statement(delegation, "delegation"),
            unlisted_rule=self.choice(unlisted.get("rule"), "unlisted_tasks.rule", Unlisted.values, "not_stated"),
            unlisted=self.statement(unlisted, "unlisted_tasks"),
            training=self.statement(training, "training"),
            rules=tuple(rules),
            others_say=tuple(voices),
        )
        return content, self.several(top.get("open_questions"), "open_questions")

    def rule(self, value: Any, place: str) -> Rule:
        item = self.mapping(value, place, RULE, required=("task", "answer", "text"))
        listed = "delegators" in item
        if listed and item["delegators"] is None:
            self.say(f"{place}.delegators", "is empty; write [] if the text lists nobody, or leave it out")
        return Rule(
            task=self.words(item.get("task"), f"{place}.task", 40),
            answer=self.choice(item.get("answer"), f"{place}.answer", Answer.values, "not_checked"),
            delegators=self.several(item["delegators"], f"{place}.delegators", Supervisor.values) if listed else None,
            supervision=self.choice(item.get("supervision"), f"{place}.supervision", RULE_SUPERVISION),
            effective_from=self.day(item.get("effective_from"), f"{place}.effective_from"),
            effective_to=self.day(item.get("effective_to"), f"{place}.effective_to"),
            unlisted=self.choice(item.get("unlisted"), f"{place}.unlisted", Unlisted.values),
            sources=self.several(item.get("sources"), f"{place}.sources"),
            **{name: self.words(item.get(name), f"{place}.{name}", _LONGEST[name]) for name in RULE_WORDS},
        )

    def voice(self, value: Any, place: str) -> Voice:
        item = self.mapping(value, place, ("task", "text", "sources"), required=("task", "text"))
        return Voice(
            self.words(item.get("task"), f"{place}.task", 40),
            self.words(item.get("text"), f"{place}.text", 1000),
            self.several(item.get("sources"), f"{place}.sources"),
        )

    def _part(self, top: Mapping[str, Any], name: str, allowed: tuple[str, ...]) -> dict[str, Any]:
        value = top.get(name)
        return self.mapping({} if value is None else value, name, allowed)

    def _address(self, value: Any) -> str:
        words = self.words(value, "regulator.address", 600)
        try:
            if words:
                URLValidator(schemes=["http", "https"])(words)
        except ValidationError:
            self.say("regulator.address", f"'{shown(words)}' is not an address of a website")
            return ""
        return words

    def _categories(self, value: Any) -> tuple[str, ...]:
        found = self.several(value, "categories")
        for name in found:
            if len(name.splitlines()) > 1:
                self.say("categories", f"'{shown(name)}' must stand on one line")
            if len(name) > _LONGEST["applies_to"]:
                self.say("categories", f"'{shown(name)}' has more than {_LONGEST['applies_to']} characters")
        return found


_LONGEST = {
    **{"text": 2000, "applies_to": 200, "qualification": 500, "locator": 300, "quoted_passage": 1000},
    "doubts": 1000,
}


def parse(text: str, path: Path, codes: Collection[str]) -> LawFile:
    """One file; ImportProblems names every wrong field. References to tasks and sources are not looked up here."""
    reader = Reader(path.name)
    content, questions = reader.content(from_yaml(text, path.name), codes)
    if reader.problems:
        raise ImportProblems(reader.problems)
    return LawFile(content, questions, path)


def check(
    file: LawFile, *, kinds: Mapping[str, str], tasks: Collection[str], retired: Collection[str] = ()
) -> list[ImportProblem]:
    """What `content.problems` finds, as messages about the file."""
    return [
        ImportProblem(problem.message, file.path.name, field=problem.place)
        for problem in problems(file.content, kinds=kinds, tasks=tasks, retired=retired)
    ]


def written(content: Content, open_questions: Collection[str] = ()) -> str:
    """The file as text. Reading it gives the same content back."""
    entry: dict[str, Any] = {
        "jurisdiction": content.jurisdiction,
        "researched_on": content.researched_on,
        "basis": content.basis,
        "regulator": {"name": content.regulator_name, "address": content.regulator_address},
        "named_in_law": content.named_in_law,
        "own_term": content.own_term,
        "categories": list(content.categories),
        "credential": {"requirement": content.credential_requirement, **_statement(content.credential)},
        "delegation": {
            "supervisors": list(content.supervisors),
            "supervision": content.supervision,
            "basis": content.delegation_basis,
            **_statement(content.delegation),
        },
        "unlisted_tasks": {"rule": content.unlisted_rule, **_statement(content.unlisted)},
        "training": _statement(content.training),
        "rules": [_rule(rule) for rule in content.rules],
        "others_say": [
            {"task": voice.task, "text": voice.text, "sources": list(voice.sources)} for voice in content.others_say
        ],
        "open_questions": list(open_questions),
    }
    return to_yaml(_said(entry))


def _statement(statement: Statement) -> dict[str, Any]:
    return {"text": statement.text, "sources": list(statement.sources)}


def _rule(rule: Rule) -> dict[str, Any]:
    entry = {name: getattr(rule, name) for name in RULE}
    entry["sources"] = list(rule.sources)
    entry["delegators"] = None if rule.delegators is None else list(rule.delegators)
    return entry


def _said(value: Any) -> Any:
    """Without what is empty; an empty list of delegators says that the text lists nobody, and stays."""
    if isinstance(value, list):
        return [_said(item) for item in value]
    if not isinstance(value, dict):
        return value
    found = {key: _said(item) for key, item in value.items()}
    return {
        key: item
        for key, item in found.items()
        if (key == "delegators" and item is not None) or item not in ("", None, [], {})
    }
