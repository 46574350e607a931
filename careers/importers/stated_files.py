"""Files of what we know: `roles/<key>.yaml`, `credentials/<key>.yaml`, and `entry_routes.yaml` for ways into the work.

Read without a database, with a message for everything wrong; written so that the same data always make the same bytes.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from careers.importers.folder import to_yaml
from careers.importers.problems import ImportProblem, ImportProblems
from careers.law.texts import from_yaml
from careers.law.values import Values
from careers.models.stated import LONGEST
from careers.models.subjects import (
    Covers,
    CredentialSubject,
    EntryKind,
    FeeKind,
    Licensing,
    RoleSubject,
    RouteKind,
    RouteSubject,
)

ROLES, CREDENTIALS, ENTRY_ROUTES = "roles", "credentials", "entry_routes.yaml"
ROLE = ("role", "licensing", "facts")
CREDENTIAL = (
    *("credential", "initials", "name", "body", "covers", "order", "law_names", "retired_on", "facts", "fees"),
    "routes",
)
ENTRY_ROUTE = ("route", "name", "kind", "order", "credential_routes", "retired_on", "facts")
FACT = ("subject", "text", "sources", "doubts")
FEE = ("what", "who", "amount", "as_of", "sources", "doubts")
REQUIREMENT = ("kind", "text", "sources", "doubts")
KEY = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")


@dataclass(frozen=True)
class Entry:
    """One thing. `values`: its fields by name; `facts`, `fees` and `routes` are lists of plain mappings."""

    key: str
    values: dict[str, Any]
    file: str

    @property
    def sources(self) -> set[str]:
        streams = [item for name in ("facts", "fees", "routes") for item in self.values.get(name, [])]
        return {key for item in streams for key in item["sources"]}


@dataclass(frozen=True)
class StatedFiles:
    roles: tuple[Entry, ...] = ()
    credentials: tuple[Entry, ...] = ()
    entry_routes: tuple[Entry, ...] = ()

    @property
    def entries(self) -> tuple[Entry, ...]:
        return self.roles + self.credentials + self.entry_routes


def read(data: Path, sources: Collection[str], roles: Collection[str]) -> StatedFiles:
    """Everything in the folder. ImportProblems names file and field of all that is wrong."""
    problems: list[ImportProblem] = []
    found: dict[str, list[Entry]] = {ROLES: [], CREDENTIALS: [], ENTRY_ROUTES: []}
    for folder, form in ((ROLES, _role), (CREDENTIALS, _credential)):
        for path in sorted((data / folder).glob("*.yaml")):
            reader = Reader(f"{folder}/{path.name}")
            try:
                entry = form(reader, from_yaml(path.read_text("utf-8"), reader.name))
            except ImportProblems as wrong:
                problems += wrong.problems
                continue
            if entry.key != path.stem:
                reader.say(folder[:-1], f"is '{entry.key}', and the file is called {path.name}")
            if folder == ROLES and entry.key not in roles:
                reader.say("role", f"'{entry.key}' is not in roles.yaml")
            found[folder].append(entry)
            problems += reader.problems
    reader = Reader(ENTRY_ROUTES)
    path = data / ENTRY_ROUTES
    try:
        items = from_yaml(path.read_text("utf-8"), reader.name) if path.exists() else []
    except ImportProblems as wrong:
        problems += wrong.problems
    else:
        if not isinstance(items, list):
            reader.say("the file", "must be a list")
            items = []
        found[ENTRY_ROUTES] = [_entry_route(reader, item, f"[{number}]") for number, item in enumerate(items)]
        _once(reader, [entry.key for entry in found[ENTRY_ROUTES]], "route")
        problems += reader.problems
    files = StatedFiles(tuple(found[ROLES]), tuple(found[CREDENTIALS]), tuple(found[ENTRY_ROUTES]))
    for entry in files.entries:
        problems += [
            ImportProblem(f"{entry.key}: no source has the key '{key}'", entry.file, field="sources")
            for key in sorted(entry.sources - set(sources))
        ]
    if problems:
        raise ImportProblems(problems)
    return files


class Reader(Values):
    def key(self, value: Any, place: str) -> str:
        if isinstance(value, str) and len(value) <= 60 and KEY.fullmatch(value):
            return value
        self.say(place, "must be small letters, digits and hyphens, at most 60")
        return ""

    def number(self, value: Any, place: str) -> int:
        if isinstance(value, int) and not isinstance(value, bool) and 0 <= value <= 1000:
            return value
        self.say(place, "must be a whole number from 0 to 1000")
        return 0

    def facts(self, top: dict[str, Any], subjects: Collection[str], place: str = "") -> list[dict[str, Any]]:
        found = []
        for number, item in enumerate(self.entries(top, "facts")):
            at = f"{place}facts[{number}]"
            fact = self.mapping(item, at, FACT, required=("subject", "text", "sources"))
            subject = self.choice(fact.get("subject"), f"{at}.subject", subjects)
            found.append({"subject": subject, **self._said(fact, at)})
        _once(self, [fact["subject"] for fact in found], f"{place}facts")
        return found

    def fees(self, top: dict[str, Any]) -> list[dict[str, Any]]:
        found = []
        for number, item in enumerate(self.entries(top, "fees")):
            at = f"fees[{number}]"
            fee = self.mapping(item, at, FEE, required=("what", "sources"))
            found.append(
                {
                    "what": self.choice(fee.get("what"), f"{at}.what", FeeKind.values),
                    "who": self.words(fee.get("who"), f"{at}.who", 120),
                    "amount": self._amount(fee.get("amount"), f"{at}.amount"),
                    "as_of": self.words(fee.get("as_of"), f"{at}.as_of", 60),
                    **self._cited(fee, at),
                }
            )
        return found

    def requirements(self, top: dict[str, Any]) -> list[dict[str, Any]]:
        found = []
        for number, item in enumerate(self.entries(top, "routes")):
            at = f"routes[{number}]"
            route = self.mapping(item, at, REQUIREMENT, required=("kind", "text", "sources"))
            found.append(
                {"kind": self.choice(route.get("kind"), f"{at}.kind", RouteKind.values), **self._said(route, at)}
            )
        return found

    def _said(self, value: dict[str, Any], at: str) -> dict[str, Any]:
        return {"text": self.words(value.get("text"), f"{at}.text", LONGEST), **self._cited(value, at)}

    def _cited(self, value: dict[str, Any], at: str) -> dict[str, Any]:
        return {
            "sources": list(self.several(value.get("sources"), f"{at}.sources")),
            "doubts": self.words(value.get("doubts"), f"{at}.doubts", 400),
        }

    def _amount(self, value: Any, place: str) -> str | None:
        """As text with two decimals, as the stream keeps it. None: not known."""
        if value is None:
            return None
        if isinstance(value, (int, float)) and not isinstance(value, bool) and 0 <= value < 1_000_000:
            return f"{value:.2f}"
        self.say(place, "must be dollars as a number, such as 165")
        return None


def _role(reader: Reader, value: Any) -> Entry:
    top = reader.mapping(value, "", ROLE, required=("role", "licensing"))
    values = {
        "licensing": reader.choice(top.get("licensing"), "licensing", Licensing.values, Licensing.NOT_CHECKED),
        "facts": reader.facts(top, RoleSubject.values),
    }
    return Entry(reader.key(top.get("role"), "role"), values, reader.name)


def _credential(reader: Reader, value: Any) -> Entry:
    top = reader.mapping(value, "", CREDENTIAL, required=("credential", "initials", "name", "body", "covers"))
    values = {
        "initials": reader.words(top.get("initials"), "initials", 40),
        "name": reader.words(top.get("name"), "name", 160),
        "body": reader.words(top.get("body"), "body", 200),
        "covers": reader.choice(top.get("covers"), "covers", Covers.values, Covers.OTHER),
        "order": reader.number(top.get("order", 100), "order"),
        "law_names": list(reader.several(top.get("law_names"), "law_names")),
        "retired_on": reader.day(top.get("retired_on"), "retired_on"),
        "facts": reader.facts(top, CredentialSubject.values),
        "fees": reader.fees(top),
        "routes": reader.requirements(top),
    }
    return Entry(reader.key(top.get("credential"), "credential"), values, reader.name)


def _entry_route(reader: Reader, value: Any, place: str) -> Entry:
    top = reader.mapping(value, place, ENTRY_ROUTE, required=("route", "name", "kind"))
    values = {
        "name": reader.words(top.get("name"), f"{place}.name", 80),
        "kind": reader.choice(top.get("kind"), f"{place}.kind", EntryKind.values, EntryKind.EDUCATION),
        "order": reader.number(top.get("order", 100), f"{place}.order"),
        "credential_routes": list(
            reader.several(top.get("credential_routes"), f"{place}.credential_routes", RouteKind.values)
        ),
        "retired_on": reader.day(top.get("retired_on"), f"{place}.retired_on"),
        "facts": reader.facts(top, RouteSubject.values, f"{place}."),
    }
    return Entry(reader.key(top.get("route"), f"{place}.route"), values, reader.name)


def _once(reader: Reader, keys: list[str], place: str) -> None:
    for key in sorted({key for key in keys if key and keys.count(key) > 1}):
        reader.say(place, f"'{key}' stands twice")


# Writing ------------------------------------------------------------------------------------------------------------


def written(first: str, entry: Entry) -> dict[str, Any]:
    """The mapping of one entry as its file has it; what is empty is left out. `first`: role, credential or route."""
    values = {name: _plain(name, value) for name, value in entry.values.items()}
    return {first: entry.key, **{name: value for name, value in values.items() if value not in (None, "", [])}}


def text(first: str, entry: Entry) -> str:
    return to_yaml(written(first, entry))


def _plain(name: str, value: Any) -> Any:
    if name in {"facts", "fees", "routes"}:
        return [
            {
                key: _amount(part) if key == "amount" else part
                for key, part in item.items()
                if part not in (None, "", [])
            }
            for item in value
        ]
    return value


def _amount(value: str) -> int | float:
    number = float(value)
    return int(number) if number == int(number) else number
