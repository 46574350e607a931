"""A map where each state has the same room: tiles with letters, a step from 1 to 5 and the figure itself."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from .labels import Value

STEPS = 5
#: The styles know this many places; a map of 11 columns has tiles of 24 px on a phone of 320 px.
ROWS, COLUMNS = 8, 11


@dataclass(frozen=True, slots=True)
class Tile:
    """`step` from 1 (lowest) to 5; 0 where nothing is published. Rows and columns count from 1. A tile with a `mark`
    (the id of a sign in `marks.svg`) shows it in place of a step."""

    code: str
    name: str
    row: int
    column: int
    value_text: str
    step: int
    href: str
    mark: str = ""


@dataclass(frozen=True, slots=True)
class Step:
    """One line of the legend: "17.00 to 18.50, 10 places"."""

    number: int
    text: str
    places: int
    mark: str = ""


@dataclass(frozen=True, slots=True)
class TileMap:
    """In reading order, so that the keyboard goes through the map as the eye does."""

    name: str
    tiles: list[Tile]
    legend: list[Step]
    gap: str  # what a tile of step 0 says

    @property
    def has_gaps(self) -> bool:
        return any(tile.step == 0 and not tile.mark for tile in self.tiles)


def in_steps(values: Mapping[str, Value | None], write: Callable[[Value], str]) -> tuple[dict[str, int], list[Step]]:
    """Five steps of about equal numbers of places, by code, and the legend. Equal values share a step, so that a step
    may be empty and then has no line in the legend; a place without a value is in step 0."""
    known = sorted(value for value in values.values() if value is not None)
    step_of = {value: 1 + known.index(value) * STEPS // len(known) for value in set(known)}
    steps = {code: 0 if value is None else step_of[value] for code, value in values.items()}
    legend = []
    for number in range(1, STEPS + 1):
        members = [value for value in known if step_of[value] == number]
        if members:
            low, high = write(members[0]), write(members[-1])
            legend.append(Step(number, low if low == high else f"{low} to {high}", len(members)))
    return steps, legend


def tile_map(name: str, tiles: Sequence[Tile], legend: Sequence[Step], gap: str = "not published") -> TileMap:
    """`name` says what the map shows: "Median pay for an hour by state". ValueError for tiles that would not show."""
    for tile in tiles:
        if not (1 <= tile.row <= ROWS and 1 <= tile.column <= COLUMNS and 0 <= tile.step <= STEPS):
            raise ValueError(
                f"{tile.code} has no place on the map: row {tile.row}, column {tile.column}, step {tile.step}."
            )
    if len({(tile.row, tile.column) for tile in tiles}) < len(tiles):
        raise ValueError("Two tiles have the same place.")
    return TileMap(name, sorted(tiles, key=lambda tile: (tile.row, tile.column)), list(legend), gap)
