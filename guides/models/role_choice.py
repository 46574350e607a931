"""Which roles an address asks for, and what to say to a reader when they cannot stand side by side."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property

from django.http import HttpRequest

from careers import stated
from careers.stated import KnownRole
from guides import sentences
from guides.models.role_pages import Written, written
from guides.models.role_table import RoleTable, role_table
from guides.models.task_form import named, readable

#: Roles in one comparison.
FEWEST, MOST = 2, 4


@dataclass
class RoleChoice:
    """The roles that were asked for. `problems` are sentences for the reader."""

    offered: list[KnownRole]
    roles: list[KnownRole] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)
    is_empty: bool = True

    @cached_property
    def table(self) -> RoleTable | None:
        return role_table(self.roles) if len(self.roles) >= FEWEST else None

    @property
    def written(self) -> Written | None:
        """The written comparison that holds just what was asked for."""
        if len(self.roles) != 2 or self.problems:
            return None
        return written(role.key for role in self.roles)

    @property
    def keys(self) -> str:
        return ",".join(role.key for role in self.roles)

    @property
    def title(self) -> str:
        names = sentences.joined([role.name for role in self.roles], "and")
        return f"{names[:1].upper()}{names[1:]}"

    @property
    def slots(self) -> list[str]:
        """What stands chosen in the form: keys, empty where nothing is."""
        keys = [role.key for role in self.roles]
        return [*keys, *[""] * (MOST - len(keys))]


def offered() -> list[KnownRole]:
    return sorted((role for role in stated.roles().values() if not role.is_retired), key=lambda role: role.name)


def read_choice(request: HttpRequest) -> RoleChoice:
    """`roles`: keys, names or initials, parted by commas or given several times; one named twice counts once."""
    found = RoleChoice(offered())
    typed = [part.strip() for given in request.GET.getlist("roles") for part in given[:600].split(",")]
    asked = [part for part in typed if part.replace("\0", "")]
    if not asked:
        return found
    found.is_empty = False
    everything = stated.roles()
    names = [(key, (role.name, role.plural, role.short_name or role.name)) for key, role in everything.items()]
    keys = {part: named(part, names) for part in asked}
    if unknown := [f"“{readable(part)}”" for part in dict.fromkeys(asked) if not keys[part]]:
        found.problems.append(f"We know no role called {', '.join(unknown[:MOST])}. Choose from the list.")
    known = [everything[key] for key in dict.fromkeys(filter(None, keys.values()))]
    if retired := [role.plural for role in known if role.is_retired]:
        found.problems.append(f"We no longer keep facts of {sentences.joined(retired, 'and')} up to date.")
    known = [role for role in known if not role.is_retired]
    if len(known) > MOST:
        found.problems.append(f"At most {MOST} roles fit side by side. These are the first {MOST} that you named.")
    found.roles = known[:MOST]
    if len(found.roles) == 1:
        twice = len(asked) > 1 and len(set(keys.values())) == 1
        only = found.roles[0].name
        said = "The same role was named twice. " if twice else ""
        found.problems.append(f"{said}Choose one more role to compare with {only}.")
    elif not found.roles and not unknown and not retired:
        found.problems.append("Choose two, three or four roles.")
    return found
