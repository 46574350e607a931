"""Places, roles, industries and tasks in the product's own file form: `places.yaml`, `roles.yaml` and so on.

Read and checked without a database; written so that the same data always make the same bytes.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml
from django.core.exceptions import ValidationError
from django.db import models

from careers.importers.folder import to_yaml, write_text
from careers.importers.form import Unreadable, read_day
from careers.importers.problems import ImportProblem
from careers.models import Area, Industry, Jurisdiction, Occupation, Role, Task

PLACES, ROLES, INDUSTRIES, TASKS = "places.yaml", "roles.yaml", "industries.yaml", "tasks.yaml"
TITLES = {
    PLACES: "The nation, its 50 states and the District of Columbia, and the territories with figures of their own.",
    ROLES: "The jobs that the site explains, and the occupations that measure them. Fields as in careers.models.Role.",
    INDUSTRIES: "Industries that the site names. Those with a setting_order are shown as places of work.",
    TASKS: "What the law of each state is asked about. Fields as in careers.models.Task.",
}
#: What an entry of each list may say, in the order of the files.
FIELDS: dict[str, tuple[str, ...]] = {
    "jurisdictions": ("code", "name", "slug", "fips", "region", "map_row", "map_column"),
    "territories": ("code", "name", "fips"),
    "occupations": ("code", "title"),
    "roles": (
        *("key", "name", "plural", "short_name", "occupation", "fit", "fit_note", "onet_code", "order"),
        "retired_on",
    ),
    "industries": ("code", "key", "title", "level", "name", "setting_order"),
    "tasks": (
        *("key", "slug", "name", "short_name", "action", "activity", "definition", "group", "position"),
        "retired_on",
    ),
}
MODELS: dict[str, type[models.Model]] = {
    "jurisdictions": Jurisdiction,
    "territories": Jurisdiction,  # the same limits for code, name and fips
    "occupations": Occupation,
    "roles": Role,
    "industries": Industry,
    "tasks": Task,
}
#: The forms that the database demands by constraints, which cannot be asked without it.
FORMS = {
    ("jurisdictions", "code"): r"[a-z]{2}",
    ("jurisdictions", "fips"): r"\d\d",
    ("territories", "code"): r"[a-z]{2}",
    ("territories", "fips"): r"\d\d",
    ("occupations", "code"): r"\d\d-\d{4}",
    ("roles", "onet_code"): r"(\d\d-\d{4}\.\d\d)?",
    ("tasks", "key"): r"[a-z][a-z0-9_]*",
}

Entry = dict[str, Any]


@dataclass
class Reference:
    """What the files say; the names of the lists are those of the files."""

    nation: str = ""
    jurisdictions: list[Entry] = field(default_factory=list)
    territories: list[Entry] = field(default_factory=list)
    occupations: list[Entry] = field(default_factory=list)
    roles: list[Entry] = field(default_factory=list)
    industries: list[Entry] = field(default_factory=list)
    tasks: list[Entry] = field(default_factory=list)

    @property
    def area_codes(self) -> set[str]:
        """The nation, states and territories: places that a release may speak of without describing them."""
        return {Area.NATION, *(entry["fips"] for entry in [*self.jurisdictions, *self.territories])}


# Reading ------------------------------------------------------------------------------------------------------------


def read(data: Path, problems: list[ImportProblem]) -> Reference:
    """What the files in `data` say. Problems are added to the list; entries that have some are left out."""
    reference = Reference()
    places = _mapping(data / PLACES, {"nation", "jurisdictions", "territories"}, problems)
    nation = places.get("nation")
    if nation is None or not str(nation.value):
        problems.append(ImportProblem("the nation's name is missing", PLACES, column="nation"))
    else:
        reference.nation = str(nation.value)
    roles = _mapping(data / ROLES, {"occupations", "roles"}, problems)
    industries = {"industries": _node(data / INDUSTRIES, problems)}
    tasks = _mapping(data / TASKS, {"tasks"}, problems)
    for file, found in ((PLACES, places), (ROLES, roles), (INDUSTRIES, industries), (TASKS, tasks)):
        for name in FIELDS:
            if found.get(name) is not None:
                getattr(reference, name).extend(_entries(name, found[name], file, problems))
    _relations(reference, problems)
    return reference


def _node(path: Path, problems: list[ImportProblem]) -> Any:
    try:
        return yaml.compose(path.read_text("utf-8"), Loader=yaml.CSafeLoader)
    except (OSError, UnicodeDecodeError):
        problems.append(ImportProblem("the file is missing or cannot be read as text", path.name))
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else None
        problems.append(ImportProblem(f"the YAML cannot be read: {error.problem}", path.name, row=line))
    return None


def _mapping(path: Path, keys: set[str], problems: list[ImportProblem]) -> dict[str, Any]:
    node = _node(path, problems)
    if node is None:
        return {}
    if not isinstance(node, yaml.MappingNode):
        problems.append(ImportProblem(f"the file needs the keys {', '.join(sorted(keys))}", path.name, row=1))
        return {}
    found = {str(key.value): value for key, value in node.value}
    for key in sorted(set(found) ^ keys):
        problems.append(ImportProblem("this key is missing" if key in keys else "unknown key", path.name, column=key))
    return found


def _entries(name: str, node: Any, file: str, problems: list[ImportProblem]) -> list[Entry]:
    if not isinstance(node, yaml.SequenceNode):
        problems.append(ImportProblem("this must be a list", file, column=name))
        return []
    entries: list[Entry] = []
    taken: set[tuple[str, str]] = set()
    for item in node.value:
        line = item.start_mark.line + 1
        if not isinstance(item, yaml.MappingNode):
            problems.append(ImportProblem("an entry needs keys with values", file, row=line))
            continue
        try:
            entry = _entry(name, {str(key.value): _text(str(key.value), value) for key, value in item.value})
            for column in FIELDS[name]:
                unique = column != "occupation" and getattr(MODELS[name]._meta.get_field(column), "unique", False)
                if unique and (column, entry[column]) in taken:
                    raise Unreadable(f"'{entry[column]}' is used twice", column)
                taken.add((column, entry[column]))
        except Unreadable as problem:
            problems.append(ImportProblem(str(problem), file, row=line, column=problem.column))
        else:
            entries.append(entry)
    return entries


def _text(key: str, node: yaml.Node) -> str:
    if not isinstance(node, yaml.ScalarNode):
        raise Unreadable("this must be one value", key)
    return "" if node.tag.endswith(":null") else str(node.value)


def _entry(name: str, texts: dict[str, str]) -> Entry:
    """Every field of the list with its typed value; Unreadable says what is wrong."""
    for key in texts:
        if key not in FIELDS[name]:
            raise Unreadable("unknown key", key)
    entry: Entry = {}
    for column in FIELDS[name]:
        text, limits = texts.get(column, ""), MODELS[name]._meta.get_field(column)
        form = FORMS.get((name, column))
        if form and not re.fullmatch(form, text):
            raise Unreadable(f"'{text}' does not have the form of this value", column)
        if not isinstance(limits, models.Field) or limits.is_relation:
            entry[column] = text
        elif not text and limits.has_default():
            entry[column] = limits.get_default()
        elif not text and (limits.blank or limits.null):
            entry[column] = None if limits.null else ""
        elif not text:
            raise Unreadable("a value is missing", column)
        elif isinstance(limits, models.DateField):
            entry[column] = read_day(text)
        else:
            try:
                entry[column] = limits.clean(text, None)
            except ValidationError as error:
                raise Unreadable(f"'{text}': {error.messages[0]}", column) from None
    return entry


def _relations(reference: Reference, problems: list[ImportProblem]) -> None:
    """What one entry must be to others, and its own values to each other."""
    tiles = Counter((entry["map_row"], entry["map_column"]) for entry in reference.jurisdictions)
    for entry in reference.jurisdictions:
        if tiles[entry["map_row"], entry["map_column"]] > 1:
            problems.append(ImportProblem(f"{entry['name']} shares its tile", PLACES, column="map_column"))
    states = {entry[name] for entry in reference.jurisdictions for name in ("code", "fips")}
    for entry in reference.territories:
        if states & {entry["code"], entry["fips"]}:
            problems.append(ImportProblem(f"{entry['name']} has the code of a state", PLACES, column="territories"))
    occupations = {entry["code"] for entry in reference.occupations}
    for entry in reference.roles:
        key, occupation, fit = entry["key"], entry["occupation"], entry["fit"]
        if occupation and occupation not in occupations:
            problems.append(
                ImportProblem(f"{key}: no occupation {occupation} in this file", ROLES, column="occupation")
            )
        if bool(occupation) == (fit == Role.Fit.NONE):
            problems.append(ImportProblem(f"{key}: 'fit' and 'occupation' contradict each other", ROLES, column="fit"))
        if fit != Role.Fit.OWN and not entry["fit_note"]:
            problems.append(ImportProblem(f"{key}: say why it has no own occupation", ROLES, column="fit_note"))


# Writing ------------------------------------------------------------------------------------------------------------


def stored() -> Reference:
    """What the database holds, in the order of the files."""
    areas = Area.objects.in_bulk(field_name="code")
    territories = [
        {"code": area.key, "name": area.title, "fips": area.code}
        for area in areas.values()
        if area.kind == Area.Kind.TERRITORY
    ]
    roles = Role.objects.select_related("occupation")
    return Reference(
        nation=areas[Area.NATION].title if Area.NATION in areas else "",
        jurisdictions=_sorted((values(entry, "jurisdictions") for entry in Jurisdiction.objects.all()), "name"),
        territories=_sorted(territories, "fips"),
        occupations=_sorted((values(entry, "occupations") for entry in Occupation.objects.all()), "code"),
        roles=_sorted((values(entry, "roles") for entry in roles), "order", "key"),
        industries=_sorted((values(entry, "industries") for entry in Industry.objects.exclude(name="")), "code"),
        tasks=_sorted((values(entry, "tasks") for entry in Task.objects.all()), "position", "key"),
    )


def values(entry: models.Model, name: str) -> Entry:
    """One row of the database as an entry of the list `name`."""
    found = {column: getattr(entry, column) for column in FIELDS[name]}
    if isinstance(entry, Role):
        found["occupation"] = entry.occupation.code if entry.occupation else ""
    return found


def _sorted(entries: Iterable[Entry], *keys: str) -> list[Entry]:
    return sorted(entries, key=lambda entry: [entry[key] for key in keys])


def write(folder: Path, reference: Reference) -> None:
    lists = {
        name: [
            {column: value for column, value in entry.items() if value not in (None, "")}
            for entry in getattr(reference, name)
        ]
        for name in FIELDS
    }
    contents: dict[str, Any] = {
        PLACES: {"nation": reference.nation, **{name: lists[name] for name in ("jurisdictions", "territories")}},
        ROLES: {name: lists[name] for name in ("occupations", "roles")},
        INDUSTRIES: lists["industries"],
        TASKS: {"tasks": lists["tasks"]},
    }
    folder.mkdir(parents=True, exist_ok=True)
    for file, content in contents.items():
        write_text(folder / file, f"# {TITLES[file]}\n{to_yaml(content)}")
