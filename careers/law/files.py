"""Law files: `careers/data/law/<code>.yaml`. Reads with a message for everything wrong, writes the same form."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator

from careers.answers import Answer
from careers.importers.folder import to_yaml
from careers.importers.problems import ENOUGH, ImportProblem, ImportProblems
from careers.law.content import Content, Rule, Statement, Voice, problems
from careers.law.texts import UNSEEN, from_yaml
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
DAY = re.compile(r"\d{4}-\d\d-\d\d")
#: Entries of one list. The longest that ships has 56; a file that means harm could hold a hundred thousand.
MOST = 500
#: Characters of one entry of a list of texts.
LONGEST_ENTRY = 1000
RULE_WORDS = ("text", "applies_to", "qualification", "locator", "quoted_passage", "doubts")


@dataclass(frozen=True)
class LawFile:
    """One file: the content, and the questions that are still open."""

    content: Content
    open_questions: tuple[str, ...]
    path: Path


class Reader:
    """Collects problems while a file is turned into values; a wrong value becomes an empty one."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.problems: list[ImportProblem] = []

    def say(self, place: str, message: str) -> None:
        self.add(ImportProblem(message, self.name, field=place))

    def add(self, problem: ImportProblem) -> None:
        """ImportProblems as soon as there are enough of them: the rest would only repeat them."""
        self.problems.append(problem)
        if len(self.problems) >= ENOUGH:
            raise ImportProblems(self.problems)

    def mapping(
        self, value: Any, place: str, allowed: tuple[str, ...], required: tuple[str, ...] = ()
    ) -> dict[str, Any]:
        if not isinstance(value, dict):
            self.say(place or "the file", "must be keys with values")
            return {}
        for key in value:
            if key not in allowed:
                self.say(f"{place}.{shown(key)}" if place else shown(key), "is not a key of this form")
        for key in required:
            if value.get(key) in (None, "", []):
                self.say(f"{place}.{key}" if place else key, "is missing")
        return {key: item for key, item in value.items() if key in allowed}

    def words(self, value: Any, place: str, longest: int = 4000) -> str:
        if value is None:
            return ""
        if not isinstance(value, str):
            self.say(place, f"must be text, not {shown(value)}; put it in quotation marks")
            return ""
        if len(value) > longest:
            self.say(place, f"has {len(value)} characters; at most {longest}")
        if UNSEEN.search(value):
            self.say(place, "holds a character that no text needs")
        return value.strip()

    def choice(self, value: Any, place: str, choices: Collection[str], default: str = "") -> str:
        if value in (None, ""):
            return default
        if not isinstance(value, str):
            self.say(place, f"must be text, not {shown(value)}; put it in quotation marks")
            return default
        if value not in choices:
            self.say(place, _not_one_of(value, choices))
            return default
        return str(value)

    def several(self, value: Any, place: str, choices: Collection[str] | None = None) -> tuple[str, ...]:
        if value is None:
            return ()
        if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
            self.say(place, "must be a list of texts")
            return ()
        if self._is_too_long(value, place):
            return ()
        for item in value:
            if choices is not None and item not in choices:
                self.say(place, _not_one_of(item, choices))
            elif not item.strip():
                self.say(place, "has an empty entry")
            elif len(item) > LONGEST_ENTRY:
                self.say(place, f"has an entry of {len(item)} characters; at most {LONGEST_ENTRY}")
            elif UNSEEN.search(item):
                self.say(place, "holds a character that no text needs")
        found = tuple(item.strip() for item in value if choices is None or item in choices)
        for item in sorted(item for item, times in Counter(found).items() if times > 1):
            self.say(place, f"names '{shown(item)}' twice")
        return found

    def day(self, value: Any, place: str) -> date | None:
        if value in (None, ""):
            return None
        # A moment is a kind of day for Python.
        if type(value) is date:
            return value
        if isinstance(value, str) and DAY.fullmatch(value):
            with suppress(ValueError):
                return date.fromisoformat(value)
        self.say(place, f"'{shown(value)}' is not a day such as 2027-03-31")
        return None

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
        rules = [self.rule(item, f"rules[{n}]") for n, item in enumerate(self._list(top, "rules"))]
        voices = [self.voice(item, f"others_say[{n}]") for n, item in enumerate(self._list(top, "others_say"))]
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

    def _list(self, top: Mapping[str, Any], name: str) -> list[Any]:
        value = top.get(name)
        if value is None:
            return []
        if not isinstance(value, list):
            self.say(name, "must be a list")
            return []
        return [] if self._is_too_long(value, name) else value

    def _is_too_long(self, value: list[Any], place: str) -> bool:
        if len(value) <= MOST:
            return False
        self.say(place, f"has {len(value)} entries; at most {MOST}")
        return True

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


def shown(value: Any) -> str:
    """A value from a file, short enough for a message."""
    words = str(value)
    return words if len(words) <= 60 else f"{words[:59]}…"


def _not_one_of(value: str, choices: Collection[str]) -> str:
    # All states would hide the message.
    known = f"one of {', '.join(choices)}" if len(choices) <= 20 else "known here"
    return f"'{shown(value)}' is not {known}"


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
