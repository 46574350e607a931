"""One row of an OEWS table: everything in it checked, then a WageRow."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from careers.models import Area, Industry, WageEstimate
from careers.models.labour import POINTS, RATES

from .cells import number, shortened, text
from .oews_layout import FIGURES, Layout
from .rows import Number, WageRow
from .workbooks import Cells

#: Territories have wages but no page of their own: two digits and postal code.
TERRITORIES = {"66": "gu", "72": "pr", "78": "vi"}
KINDS = {
    "1": Area.Kind.NATION,
    "2": Area.Kind.STATE,
    "3": Area.Kind.TERRITORY,
    "4": Area.Kind.METRO,
    "6": Area.Kind.NONMETRO,
}
LENGTHS = {"1": 2, "2": 2, "3": 2, "4": 5, "6": 7}
INDUSTRY_CODE = re.compile(r"\d\d(-\d\d)?|[0-9A-Z]{6}")
OCCUPATION_CODE = re.compile(r"\d\d-\d{4}")
OWNERSHIP_CODE = re.compile(r"\d{1,5}")
OCCUPATION_LEVELS = {"total", "major", "minor", "broad", "detailed"}
INDUSTRY_LEVELS = {"cross-industry", "sector", "3-digit", "4-digit", "5-digit", "6-digit"}
OWNERSHIP_LEVEL = "ownership"  # cross-industry rows of private employers, of government …
ALL_OWNERS = "1235"
TRUTHS = {"": False, "false": False, "0": False, "true": True, "1": True}

#: The symbols that may stand in place of each figure. None: an empty cell is an error.
WAGES, COUNTS = frozenset({"*", "#"}), frozenset({"**"})
MARKS = {
    **{column: WAGES for column in FIGURES if column[:2] in {"H_", "A_"}},
    **dict.fromkeys(("TOT_EMP", "EMP_PRSE", "JOBS_1000", "LOC_QUOTIENT", "PCT_TOTAL"), COUNTS),
    "PCT_RPT": frozenset({"**", "~"}),
    "MEAN_PRSE": frozenset({"*"}),
}
SYMBOLS = frozenset({"*", "**", "#", "~"})
#: Not used for every kind of estimate, so empty at times.
OPTIONAL = {"JOBS_1000", "LOC_QUOTIENT", "PCT_TOTAL", "PCT_RPT"}
#: Decimal places as stored; whole numbers have none.
PLACES = {
    column: getattr(WageEstimate._meta.get_field(figure), "decimal_places", 0) or 0
    for column, figure in FIGURES.items()
}
HUNDRED = Decimal(100)
LEAST_HOURLY, MOST_HOURLY = Decimal(2), Decimal(500)
HOURS = 2080
#: Hourly figures are rounded to a cent (10.40 dollars a year), annual ones to 10 dollars, some of them twice: official
#: files show differences of up to 15.60.
ROUNDING = Decimal(20)
Finding = tuple[str, str]  # column, what is wrong there


@dataclass(frozen=True)
class Known:
    """What the site knows before it reads: its occupations, and postal code by two digits for the 51 jurisdictions."""

    occupations: frozenset[str]
    states: dict[str, str]

    @property
    def postal_codes(self) -> dict[str, str]:
        return {**self.states, **TERRITORIES}


@dataclass(slots=True)
class ReadRow:
    row: WageRow
    detailed: bool  # and not broad, major …


def read_row(cells: Cells, layout: Layout, at: str, known: Known) -> tuple[ReadRow | None, list[Finding]]:
    """The row, or None and everything that is wrong with it."""
    values = {name: text(cells[place]) for name, place in layout.places.items()}
    found: list[Finding] = []
    area = _area(values, known, found)
    industry = _industry(values, found)
    code, title, level = values["OCC_CODE"], values["OCC_TITLE"], values["O_GROUP"].lower()
    if not OCCUPATION_CODE.fullmatch(code):
        found.append(("OCC_CODE", f"{_shown(code)} is not an occupation code such as 31-9092"))
    if level not in OCCUPATION_LEVELS:
        found.append(("O_GROUP", f"{_shown(level)} is none of {', '.join(sorted(OCCUPATION_LEVELS))}"))
    if not title or len(title) > 120:
        found.append(("OCC_TITLE", "A title of up to 120 letters is needed"))
    if industry[0] != Industry.ALL and area[1] != Area.Kind.NATION:
        found.append(("NAICS", f"{_shown(industry[0])}: figures by industry are read for the nation only"))
    flags = [_truth(values, name, found) for name in ("ANNUAL", "HOURLY")]
    if all(flags):
        found.append(("HOURLY", "The row says of its wages that they are only annual and only hourly"))
    figures, marks = _figures(values, found)
    if not found:
        found.extend(unlikely(figures, marks, only_one_rate=any(flags)))
    if found:
        return None, found
    row = WageRow(*area, *industry, code, title, figures, marks, flags[0], flags[1], at)
    return ReadRow(row, level == "detailed"), []


# Place and industry --------------------------------------------------------------------------------------------------


def _area(values: dict[str, str], known: Known, found: list[Finding]) -> tuple[str, str, str, str]:
    """Code, kind, title, postal code of the primary state."""
    if "AREA" not in values:
        return Area.NATION, Area.Kind.NATION, "U.S.", ""
    kind, title = values["AREA_TYPE"], values["AREA_TITLE"]
    if kind not in KINDS:
        found.append(("AREA_TYPE", f"{_shown(kind)} is none of {', '.join(KINDS)}"))
        return "", "", "", ""
    code = values["AREA"]
    if code.isascii() and code.isdecimal():
        code = code.zfill(LENGTHS[kind])
    if not (code.isascii() and code.isdecimal()) or len(code) != LENGTHS[kind]:
        found.append(("AREA", f"{_shown(code)} is not the code of a {KINDS[kind].label.lower()}"))
    elif not _is_known(code, kind, known):
        found.append(("AREA", f"{_shown(code)} is an area that is not known: no {KINDS[kind].label.lower()} has it"))
    if not title or len(title) > 120:
        found.append(("AREA_TITLE", "A title of up to 120 letters is needed"))
    return code, KINDS[kind], title, _primary_state(values, code, kind, known, found)


def _is_known(code: str, kind: str, known: Known) -> bool:
    if kind == "1":
        return code == Area.NATION
    if kind == "4":
        return code[0] != "0"
    return code[:2] in {"2": known.states, "3": TERRITORIES, "6": known.postal_codes}[kind]


def _primary_state(values: dict[str, str], code: str, kind: str, known: Known, found: list[Finding]) -> str:
    """From its column and checked against what code or title say; files before 2020 have only these."""
    expected = [known.postal_codes.get(code[:2], "")]
    if kind == "1":
        expected = ["us"]
    elif kind == "4":
        # "Kansas City, MO-KS"
        expected = values["AREA_TITLE"].rpartition(", ")[2].lower().split("-")
    state = values.get("PRIM_STATE", expected[0]).lower()
    if state not in {"us", *known.postal_codes.values()}:
        found.append(("PRIM_STATE", f"{_shown(state.upper())} is not the postal code of a state or territory"))
    elif state not in expected:
        found.append(("PRIM_STATE", f"{state.upper()} does not fit AREA {code}, {shortened(values['AREA_TITLE'])}"))
    return "" if kind == "1" else state


def _industry(values: dict[str, str], found: list[Finding]) -> tuple[str, str, str, str]:
    """Code, level, title, ownership."""
    if "NAICS" not in values:
        return Industry.ALL, "cross-industry", "Cross-industry", ALL_OWNERS
    code, level, title = values["NAICS"].upper(), values["I_GROUP"].lower(), values["NAICS_TITLE"]
    if level.startswith("cross-industry"):
        code = code.zfill(6)  # a workbook may hold the number 0
    if code != Industry.ALL and (level == OWNERSHIP_LEVEL or level.startswith("cross-industry")):
        level = OWNERSHIP_LEVEL
    elif code == Industry.ALL and level.startswith("cross-industry"):
        level = "cross-industry"
    elif level not in INDUSTRY_LEVELS:
        found.append(("I_GROUP", f"{_shown(level)} is none of {', '.join(sorted(INDUSTRY_LEVELS))}"))
    elif code == Industry.ALL:
        found.append(("I_GROUP", f"{_shown(level)} does not fit NAICS {code}"))
    if not INDUSTRY_CODE.fullmatch(code):
        found.append(("NAICS", f"{_shown(code)} is not an industry code such as 62, 31-33 or 621100"))
    if not title or len(title) > 200:
        found.append(("NAICS_TITLE", "A title of up to 200 letters is needed"))
    # All industries together are all owners together, unless the file says otherwise.
    owners = values.get("OWN_CODE") or (ALL_OWNERS if code == Industry.ALL else "")
    if owners and not OWNERSHIP_CODE.fullmatch(owners):
        found.append(("OWN_CODE", f"{_shown(owners)} is not an ownership code such as 1235"))
    return code, level, title, owners


def _truth(values: dict[str, str], name: str, found: list[Finding]) -> bool:
    if values[name].lower() not in TRUTHS:
        found.append((name, f"{_shown(values[name])} is neither TRUE nor empty"))
    return TRUTHS.get(values[name].lower(), False)


# Figures -------------------------------------------------------------------------------------------------------------


def _figures(values: dict[str, str], found: list[Finding]) -> tuple[dict[str, Number], dict[str, str]]:
    figures: dict[str, Number] = {}
    marks: dict[str, str] = {}
    for column, figure in FIGURES.items():
        value = values.get(column, "")
        if value in SYMBOLS:
            if value in MARKS[column]:
                marks[figure] = value
            else:
                found.append((column, f"The symbol {value} has no meaning here"))
        elif value:
            try:
                exact = number(value, PLACES[column])
                _check_size(column, exact)
            except ValueError as error:
                found.append((column, str(error)))
            else:
                figures[figure] = exact if PLACES[column] else int(exact)
        elif column not in OPTIONAL:
            found.append((column, "The cell is empty; a number or a symbol is needed"))
    return figures, marks


def _check_size(column: str, value: Decimal) -> None:
    if value < 0:
        raise ValueError(f"{value} is negative")
    if column in {"EMP_PRSE", "MEAN_PRSE", "PCT_TOTAL", "PCT_RPT"} and value > HUNDRED:
        raise ValueError(f"{value} percent cannot be")
    if column == "JOBS_1000" and value > 1000:
        raise ValueError(f"{value} of 1,000 jobs cannot be")
    if column == "LOC_QUOTIENT" and value > 100_000:
        raise ValueError(f"{value} cannot be")
    hours = {"H_": 1, "A_": HOURS}.get(column[:2])
    if hours and not LEAST_HOURLY * hours <= value <= MOST_HOURLY * hours:
        raise ValueError(f"{value:,} cannot be {'an hourly' if hours == 1 else 'an annual'} wage in dollars")
    if column == "TOT_EMP" and value > 400_000_000:
        raise ValueError(f"{value:,} jobs are more than there are people")


def unlikely(figures: dict[str, Number], marks: dict[str, str], *, only_one_rate: bool) -> Iterator[Finding]:
    """What cannot be true of the figures of one row together."""
    columns = {figure: column for column, figure in FIGURES.items()}
    for rate in RATES:
        lowest = Decimal(0)
        top_coded = False
        for point in POINTS:
            figure = f"{rate}_{point}"
            value = figures.get(figure)
            if value is not None and top_coded:
                yield columns[figure], f"{value:,} stands above a percentile that is top-coded (#)"
            if value is not None and value < lowest:
                yield columns[figure], f"{value:,} is below the percentile before it, {lowest:,}"
            lowest = Decimal(value) if value is not None else lowest
            top_coded = top_coded or marks.get(figure) == "#"
    if only_one_rate:
        return
    for measure in ("mean", *POINTS):
        hourly, annual = figures.get(f"hourly_{measure}"), figures.get(f"annual_{measure}")
        if hourly is not None and annual is not None and abs(Decimal(hourly) * HOURS - annual) > ROUNDING:
            yield columns[f"annual_{measure}"], f"{annual:,} is not {hourly:,} × 2,080 hours"


def _shown(value: str) -> str:
    return f"“{shortened(value)}”" if value else "An empty cell"
