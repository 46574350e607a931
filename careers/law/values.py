"""Plain values from a file, each with a message where it is none: what readers of law files are made of."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Mapping
from contextlib import suppress
from datetime import date
from typing import Any

from careers.importers.problems import ENOUGH, ImportProblem, ImportProblems
from careers.law.texts import UNSEEN

DAY = re.compile(r"\d{4}-\d\d-\d\d")
#: Entries of one list. The longest that ships has 56; a file that means harm could hold a hundred thousand.
MOST = 500
#: Characters of one entry of a list of texts.
LONGEST_ENTRY = 1000


class Values:
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

    def entries(self, top: Mapping[str, Any], name: str) -> list[Any]:
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


def shown(value: Any) -> str:
    """A value from a file, short enough for a message."""
    words = str(value)
    return words if len(words) <= 60 else f"{words[:59]}…"


def _not_one_of(value: str, choices: Collection[str]) -> str:
    # All states would hide the message.
    known = f"one of {', '.join(choices)}" if len(choices) <= 20 else "known here"
    return f"'{shown(value)}' is not {known}"
