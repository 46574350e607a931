"""Loads what ships in `careers/data`: places, roles, industries, tasks and official releases. Safe on every start.

A start with nothing to do reads a few small files and asks a handful of questions: the rows of releases that the
database holds are not parsed again. What a person changed is left as it is and named.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from django.db import models, transaction
from django.db.models import F

from careers import releases
from careers.importers import folder, reference
from careers.importers.problems import ImportProblem, ImportProblems
from careers.importers.reference import Entry, Reference
from careers.importers.rows import Candidate, PriceParityRow, WageRow
from careers.models import Area, Industry, Jurisdiction, Occupation, Release, Role, Task

RELEASES = "releases"
NOTE = "Starter figures"


def check(data: Path) -> list[ImportProblem]:
    """Everything that is wrong with the files, releases whole; asks no database."""
    problems: list[ImportProblem] = []
    found = reference.read(data, problems)
    for path in _folders(data):
        try:
            candidate, _ = folder.read(path)
        except ImportProblems as wrong:
            problems += wrong.problems
        else:
            problems += _unknown_places(candidate, found, path.name)
    return problems


def load(data: Path) -> list[str]:
    """Brings the database to these files, all or nothing; one line for each thing done or left alone."""
    problems: list[ImportProblem] = []
    found = reference.read(data, problems)
    if problems:
        raise ImportProblems(problems)
    with transaction.atomic():
        releases.lock()
        done = [*_places(found), *_occupations(found), *_roles(found), *_industries(found), *_tasks(found)]
        return [*done, *_releases(data, found)]


# Places -------------------------------------------------------------------------------------------------------------


def _places(found: Reference) -> list[str]:
    done = _follow(Jurisdiction, "code", found.jurisdictions, "states")
    states = {state.code: state for state in Jurisdiction.objects.all()}
    areas: list[Entry] = [
        {"code": Area.NATION, "key": "us", "kind": "nation", "title": found.nation, "jurisdiction_id": None},
        *(
            {
                "code": entry["fips"],
                "key": entry["code"],
                "kind": Area.Kind.STATE if entry["code"] in states else Area.Kind.TERRITORY,
                "title": entry["name"],
                "jurisdiction_id": states[entry["code"]].pk if entry["code"] in states else None,
                "postal_codes": [entry["code"]],
            }
            for entry in [*found.jurisdictions, *found.territories]
        ),
    ]
    return done + _follow(Area, "code", areas, "areas")


def _follow(model: type[Jurisdiction] | type[Area], key: str, entries: Iterable[Entry], what: str) -> list[str]:
    """Rows made or changed to what the file says: nobody edits them on the site."""
    held = {getattr(row, key): row for row in model._default_manager.all()}
    new = [model(**entry) for entry in entries if entry[key] not in held]
    changed = [entry for entry in entries if entry[key] in held and _differs(held[entry[key]], entry)]
    if changed and model is Jurisdiction:
        # Two states may have changed places on the map: make room first, no two may share a tile.
        codes = [entry["code"] for entry in changed]
        Jurisdiction.objects.filter(code__in=codes).update(map_row=F("map_row") + 100)
    for entry in changed:
        model._default_manager.filter(**{key: entry[key]}).update(**entry)
    model._default_manager.bulk_create(new)  # type: ignore[arg-type]
    return [f"{what} written: {len(new) + len(changed)}"] if new or changed else []


def _differs(row: models.Model, entry: Entry) -> bool:
    return any(getattr(row, name) != value for name, value in entry.items())


# Roles and industries -----------------------------------------------------------------------------------------------


def _occupations(found: Reference) -> list[str]:
    held = set(Occupation.objects.values_list("code", flat=True))
    new = [Occupation(**entry) for entry in found.occupations if entry["code"] not in held]
    Occupation.objects.bulk_create(new)
    return [f"occupations written: {len(new)}"] if new else []


def _roles(found: Reference) -> list[str]:
    held = {role.key: role for role in Role.objects.select_related("occupation")}
    occupations = {occupation.code: occupation for occupation in Occupation.objects.all()}
    new = [
        Role(**{**entry, "occupation": occupations.get(entry["occupation"])})
        for entry in found.roles
        if entry["key"] not in held
    ]
    Role.objects.bulk_create(new)
    return [
        *([f"roles written: {len(new)}"] if new else []),
        *(
            f"left alone: role:{entry['key']} (is not as in the file)"
            for entry in found.roles
            if entry["key"] in held and reference.values(held[entry["key"]], "roles") != entry
        ),
    ]


def _industries(found: Reference) -> list[str]:
    """Those that an import made have no plain name yet and get one; those that have one keep it."""
    held = {industry.code: industry for industry in Industry.objects.all()}
    keys = {industry.key for industry in held.values()}
    written, left = 0, []
    for entry in found.industries:
        industry = held.get(entry["code"])
        if industry is None and entry["key"] in keys:
            left.append(f"left alone: industry:{entry['code']} (another industry has its key)")
        elif industry is None:
            Industry.objects.create(**entry)
            written += 1
        elif not industry.name:
            industry.name, industry.setting_order = entry["name"], entry["setting_order"]
            industry.save()
            written += 1
        elif _differs(industry, {name: entry[name] for name in ("key", "name", "setting_order")}):
            left.append(f"left alone: industry:{entry['code']} (is not as in the file)")
    return [*([f"industries written: {written}"] if written else []), *left]


def _tasks(found: Reference) -> list[str]:
    """New ones are made; those that an editor worded anew keep their words."""
    held = {task.key: task for task in Task.objects.all()}
    new = [Task(**entry) for entry in found.tasks if entry["key"] not in held]
    Task.objects.bulk_create(new)
    return [
        *([f"tasks written: {len(new)}"] if new else []),
        *(
            f"left alone: task:{entry['key']} (is not as in the file)"
            for entry in found.tasks
            if entry["key"] in held and _differs(held[entry["key"]], entry)
        ),
    ]


# Releases -----------------------------------------------------------------------------------------------------------


def _folders(data: Path) -> list[Path]:
    return sorted(path for path in (data / RELEASES).glob("*") if path.is_dir())


def _releases(data: Path, found: Reference) -> list[str]:
    """Each release whose period the site does not hold, oldest first; the newest becomes current where none is."""
    held = set(Release.objects.values_list("data_set", "period"))
    heads = [(folder.read_head(path), path) for path in _folders(data)]
    missing = [(head, path) for head, path in heads if (head.data_set, head.period) not in held]
    done = []
    for _, path in sorted(missing, key=lambda item: (item[0].data_set, item[0].period)):
        candidate, provenance = folder.read(path)
        if problems := _unknown_places(candidate, found, path.name):
            raise ImportProblems(problems)
        releases.load(candidate, provenance)
        done.append(f"{candidate.data_set.label}, {candidate.label}: loaded, {len(candidate.rows)} rows")
    current = releases.current_releases()
    for data_set in sorted({head.data_set for head, _ in heads} - set(current)):
        newest = max(head.period for head, _ in heads if head.data_set == data_set)
        release = releases.newest_edition(data_set, newest)
        if release:
            releases.make_current(release, NOTE)
            done.append(f"{release}: made current")
    return done


def _unknown_places(candidate: Candidate, found: Reference, name: str) -> list[ImportProblem]:
    """Metropolitan and nonmetropolitan areas describe themselves; every other place must be in places.yaml."""
    own = {Area.Kind.METRO, Area.Kind.NONMETRO}
    codes = {row.area_code for row in candidate.rows if isinstance(row, WageRow) and row.area_kind not in own}
    codes |= {row.area_code for row in candidate.rows if isinstance(row, PriceParityRow)}
    return [
        ImportProblem(f"{code} is not a place in places.yaml", name, column="area_code")
        for code in sorted(codes - found.area_codes)
    ]
