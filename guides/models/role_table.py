"""The table of a role comparison: the engine's rows, as an editor ordered, left out and annotated them.

Page, CSV and Markdown are made of the same rows.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from wagtail.blocks.stream_block import StreamValue
from wagtail.rich_text import RichText

from careers.comparison import Alike, Cell, Row
from careers.role_comparison import compare_roles
from careers.stated import KnownRole
from guides import evidence, sentences

HEADINGS = {
    Alike.DIFFERENT: "The roles differ",
    Alike.SAME: "The same answer",
    Alike.UNKNOWN: "Not known for all of them",
}
COUNTED = {
    Alike.DIFFERENT: "in {} rows the roles differ",
    Alike.SAME: "in {} the answer is the same",
    Alike.UNKNOWN: "in {} it is not known for all of them",
}
#: The heading of the rows that an editor put first.
FIRST = "Read these first"


@dataclass(frozen=True)
class Shown:
    """One row of the table. A row of the editor's own has cells of running text instead of facts."""

    key: str
    label: str
    cells: tuple[Cell, ...] = ()
    note: RichText | None = None
    own: tuple[RichText, ...] = ()
    alike: str = ""
    roles: tuple[str, ...] = ()  # names of the columns

    @property
    def pairs(self) -> list[tuple[str, Cell | RichText]]:
        """Each column's name with what stands in it."""
        return list(zip(self.roles, self.own or self.cells, strict=True))

    @property
    def texts(self) -> Iterator[str]:
        """Running text in reading order, with the marks of the cells' sources."""
        if self.note:
            yield self.note.source
        for cell in self.cells:
            yield from map(evidence.source_mark, cell.sources)
        for text in self.own:
            yield text.source


@dataclass(frozen=True)
class Group:
    heading: str
    rows: list[Shown]


@dataclass(frozen=True)
class RoleTable:
    """`roles` in the order of the columns."""

    roles: Sequence[KnownRole]
    groups: list[Group]
    counted: str  # how many rows each group has, in a sentence

    @property
    def rows(self) -> Iterator[Shown]:
        for group in self.groups:
            yield from group.rows

    @property
    def texts(self) -> Iterator[str]:
        for row in self.rows:
            yield from row.texts


def role_table(roles: Sequence[KnownRole], wishes: StreamValue | None = None) -> RoleTable:
    """`wishes`: the rows that an editor named, in order. Rows that are left out are in no form of the table."""
    comparison = compare_roles(roles)
    names = tuple(role.name for role in roles)

    def shown(row: Row) -> Shown:
        return Shown(row.key, row.label, row.cells, alike=row.alike.value, roles=names)

    rows = {row.key: row for row in comparison.rows}
    named: list[Shown] = []
    gone: set[str] = set()
    for number, wish in enumerate(wishes or []):
        value = wish.value
        if wish.block_type == "note":
            named.append(Shown(f"note-{number}", value["label"], own=(value["first"], value["second"]), roles=names))
        elif value["row"] in rows and value["row"] not in gone:
            gone.add(value["row"])
            if not value["is_hidden"]:
                note = value["note"] if value["note"] and value["note"].source else None
                named.append(replace(shown(rows[value["row"]]), note=note))
    groups = [Group(FIRST, named)] if named else []
    counts = []
    for alike, found in comparison.groups.items():
        left = [shown(row) for row in found if row.key not in gone]
        if left:
            groups.append(Group(HEADINGS[alike], left))
            counts.append(COUNTED[alike].format(len(left)))
    said = sentences.joined(counts, "and")
    return RoleTable(roles, groups, f"{said[:1].upper()}{said[1:]}." if said else "")
