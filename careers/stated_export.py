"""What is stated of roles, credentials and ways into the work, in the form of the files that ship."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from careers.importers.folder import to_yaml
from careers.importers.stated_files import (
    CREDENTIALS,
    ENTRY_ROUTES,
    FACT,
    FEE,
    REQUIREMENT,
    ROLES,
    Entry,
    text,
    written,
)
from careers.models import Credential, EntryRoute, Role, Source
from careers.models.subjects import Licensing

#: The fields of each kind of thing, and of what is stated in its streams, in the order of the files.
FIELDS: dict[type[Any], tuple[str, ...]] = {
    Role: ("licensing", "facts"),
    Credential: (
        *("initials", "name", "body", "covers", "order", "law_names", "retired_on"),
        *("facts", "fees", "routes"),
    ),
    EntryRoute: ("name", "kind", "order", "credential_routes", "retired_on", "facts"),
}
STREAMS = {"facts": FACT, "fees": FEE, "routes": REQUIREMENT}


def files() -> dict[str, str]:
    """The text of each file by its path in the folder. A role of which nothing is said has none."""
    keys = dict(Source.objects.values_list("pk", "key"))
    found: dict[str, str] = {}
    for entry in _entries(Role, keys):
        if entry.values["facts"] or entry.values["licensing"] != Licensing.NOT_CHECKED:
            found[f"{ROLES}/{entry.key}.yaml"] = text("role", entry)
    for entry in _entries(Credential, keys):
        found[f"{CREDENTIALS}/{entry.key}.yaml"] = text("credential", entry)
    if ways := [written("route", entry) for entry in _entries(EntryRoute, keys)]:
        found[ENTRY_ROUTES] = to_yaml(ways)
    return found


def _entries(model: type[Any], keys: dict[int, str]) -> Iterator[Entry]:
    for row in model._default_manager.all():
        values = {name: _plain(row, name, keys) for name in FIELDS[model]}
        yield Entry(row.key, values, f"{row.key}.yaml")


def _plain(row: Any, name: str, keys: dict[int, str]) -> Any:
    """A field as a file has it: streams as lists of mappings, sources by key."""
    if name not in STREAMS:
        value = getattr(row, name)
        return list(value) if isinstance(value, list) else value
    return [
        {
            part: _sources(child["value"], keys) if part == "sources" else _part(child["value"], part)
            for part in STREAMS[name]
        }
        for child in getattr(row, name).raw_data
    ]


def _part(value: dict[str, Any], part: str) -> Any:
    said = value.get(part)
    # What was typed in a browser has the line ends of browsers.
    return said.replace("\r\n", "\n") if isinstance(said, str) else said


def _sources(value: dict[str, Any], keys: dict[int, str]) -> Iterable[str]:
    items = [item["value"] if isinstance(item, dict) else item for item in value.get("sources") or []]
    return [keys[int(item)] for item in items if item and int(item) in keys]
