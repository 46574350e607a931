"""One function a family: a key and the tables → the fact."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from typing import Any

from careers.models import DataSet, WageEstimate
from careers.pay import Per, real_pay

from .fact import Fact, Status, Unit
from .grammar import Key
from .tables import Tables, measured

POINT_WORDS = {
    "mean": "Mean",
    "median": "Median",
    **{f"p{number}": f"{number}th percentile of the" for number in (10, 25, 75, 90)},
}
RATE_UNITS = {"hourly": Unit.HOURLY, "annual": Unit.ANNUAL}
PER: dict[str, Per] = {"hourly": "hour", "annual": "year"}
OTHER_RATE = {"hourly": "annual", "annual": "hourly"}
#: Relative standard errors, in percent, from which an estimate is called imprecise. Our own rule, told on /methods/.
IMPRECISE_WAGE, IMPRECISE_EMPLOYMENT = Decimal(10), Decimal(30)

Pair = tuple[Decimal | None, Status]


def caution_of(row: WageEstimate | None) -> str:
    """What a reader must know of a very imprecise estimate; empty for others."""
    if row is None:
        return ""
    said = [
        f"{what} has a relative standard error of {error}%"
        for what, error, limit in (
            ("the mean wage", row.mean_rse, IMPRECISE_WAGE),
            ("the number of jobs", row.employment_rse, IMPRECISE_EMPLOYMENT),
        )
        if error is not None and error >= limit
    ]
    return f"Very imprecise estimate: {' and '.join(said)}." if said else ""


def pair(row: Any, column: str) -> Pair:
    value, mark = measured(row, column)
    return value, (Status.PUBLISHED if value is not None else Status.of_mark(mark))


def _people(tables: Tables, key: Key) -> str:
    role = tables.roles.get(key.role)
    return role.plural if role else key.role


def _where(tables: Tables, key: Key) -> str:
    """For labels; a fact's own place reads as after "in"."""
    return tables.places.get(key.place, key.place).removeprefix("the ")


def _in_place(tables: Tables, key: Key) -> str:
    industry = tables.industries.get(key.industry)
    return f"{_where(tables, key)}{f', {industry}' if industry else ''}"


def _label(tables: Tables, data_set: DataSet | str) -> str:
    release = tables.releases.get(str(data_set))
    return release.label if release else ""


def _pay_words(key: Key) -> str:
    rate = "hourly" if key.rate == "hourly" else "yearly"
    return f"{POINT_WORDS[key.point]} {rate} wage"


def _fact(tables: Tables, key: Key, label: str, unit: Unit, found: Pair, *data_sets: DataSet, **more: Any) -> Fact:
    value, status = found
    more.setdefault("period", _label(tables, data_sets[0]))
    more.setdefault("place", tables.places.get(key.place, key.place))
    sets = tuple(str(data_set) for data_set in data_sets)
    return Fact(key=key.text, label=label, unit=unit, value=value, status=status, data_sets=sets, **more)


def wage(tables: Tables, key: Key) -> Fact:
    row = tables.wage(key.role, key.place, key.industry)
    words = f"wage of {_people(tables, key)}, {_in_place(tables, key)}"

    def one(rate: str, partner: Fact | None) -> Fact:
        spoken = "hourly" if rate == "hourly" else "yearly"
        label = f"{POINT_WORDS[key.point]} {spoken} {words}"
        found = pair(row, f"{rate}_{key.point}")
        caution = caution_of(row)
        return _fact(tables, key, label, RATE_UNITS[rate], found, DataSet.WAGES, caution=caution, partner=partner)

    other = one(OTHER_RATE[key.rate], None)
    return one(key.rate, other if other.is_published else None)


def _real_pair(tables: Tables, role: str, place: str, rate: str, point: str) -> Pair:
    value, status = pair(tables.wage(role, place), f"{rate}_{point}")
    parity = tables.price_parities.get(place)
    if parity is None:
        return None, Status.MISSING
    return real_pay(value, parity.all_items, PER[rate]), status


def _real_period(tables: Tables) -> str:
    return f"{_label(tables, DataSet.WAGES)} wages at {_label(tables, DataSet.PRICE_PARITIES)} prices"


def real_wage(tables: Tables, key: Key) -> Fact:
    label = f"{_pay_words(key)} of {_people(tables, key)} at national prices, {_where(tables, key)}"
    found = _real_pair(tables, key.role, key.place, key.rate, key.point)
    period = _real_period(tables)
    sets = (DataSet.WAGES, DataSet.PRICE_PARITIES)
    return _fact(tables, key, label, RATE_UNITS[key.rate], found, *sets, period=period)


def employment(tables: Tables, key: Key) -> Fact:
    row = tables.wage(key.role, key.place, key.industry)
    label = f"Jobs of {_people(tables, key)}, {_in_place(tables, key)}"
    return _fact(tables, key, label, Unit.JOBS, pair(row, "employment"), DataSet.WAGES, caution=caution_of(row))


def employment_share(tables: Tables, key: Key) -> Fact:
    part, status = pair(tables.wage(key.role, "us", key.industry), "employment")
    whole, _ = pair(tables.wage(key.role, "us"), "employment")
    found: Pair = (part * 100 / whole, status) if part is not None and whole else (None, status)
    if found[0] is None and status is Status.PUBLISHED:
        found = (None, Status.MISSING)
    industry = tables.industries.get(key.industry, key.industry)
    label = f"Share of all jobs of {_people(tables, key)} that are in {industry}"
    return _fact(tables, key, label, Unit.PERCENT, found, DataSet.WAGES)


COLUMNS = {
    "jobs-per-1000": ("jobs_per_1000", Unit.PER_1000, "Jobs of {} among 1,000 jobs"),
    "location-quotient": ("location_quotient", Unit.QUOTIENT, "Location quotient of {}"),
    "wage-error": ("mean_rse", Unit.PERCENT, "Relative standard error of the mean wage of {}"),
    "employment-error": ("employment_rse", Unit.PERCENT, "Relative standard error of the number of jobs of {}"),
}


def column(tables: Tables, key: Key) -> Fact:
    name, unit, words = COLUMNS[key.family]
    label = f"{words.format(_people(tables, key))}, {_where(tables, key)}"
    return _fact(tables, key, label, unit, pair(tables.wage(key.role, key.place), name), DataSet.WAGES)


def series(tables: Tables, key: Key) -> Fact:
    release = tables.history.get(key.year)
    row = tables.wage(key.role, key.place, release=release) if release else None
    if key.measure:
        label, unit, name = "Jobs", Unit.JOBS, "employment"
    else:
        label, unit, name = _pay_words(key), RATE_UNITS[key.rate], f"{key.rate}_{key.point}"
    label = f"{label} of {_people(tables, key)}, {_where(tables, key)}, May {key.year}"
    period = release.label if release else f"May {key.year}"
    return _fact(tables, key, label, unit, pair(row, name), DataSet.WAGES, period=period)


PROJECTED = {
    "growth": ("growth", Unit.PERCENT, "Projected growth of jobs of {}"),
    "openings": ("openings", Unit.JOBS, "Projected openings a year for {}"),
    "exits": ("exits", Unit.JOBS, "Projected openings a year because {} leave the labor force"),
    "transfers": ("transfers", Unit.JOBS, "Projected openings a year because {} move to another occupation"),
    "change": ("change", Unit.JOBS, "Projected change in the number of jobs of {}"),
    "employment-base": ("employment_base", Unit.JOBS, "Jobs of {} at the start of the projection"),
    "employment-projected": ("employment_projected", Unit.JOBS, "Jobs of {} projected for the last year"),
}


def projection(tables: Tables, key: Key) -> Fact:
    name, unit, words = PROJECTED[key.measure]
    value, status = pair(tables.projection(key.role), name)
    if value is not None and unit is Unit.JOBS:  # published in thousands
        value *= 1000
    label = f"{words.format(_people(tables, key))}, {_where(tables, key)}"
    return _fact(tables, key, label, unit, (value, status), DataSet.PROJECTIONS)


def _price(tables: Tables, place: str, measure: str) -> Pair:
    return pair(tables.price_parities.get(place), measure.replace("-", "_"))


PRICE_WORDS = {"all-items": "Price level", "other-services": "Price level of other services"}


def price_parity(tables: Tables, key: Key) -> Fact:
    words = PRICE_WORDS.get(key.measure, f"Price level of {key.measure}")
    label = f"{words} (United States, all items = 100), {_where(tables, key)}"
    found = _price(tables, key.place, key.measure)
    return _fact(tables, key, label, Unit.INDEX, found, DataSet.PRICE_PARITIES)


def _among_states(tables: Tables, key: Key) -> dict[str, Decimal]:
    """The published values of the 50 states and DC that are ranked or counted."""
    found = {}
    for place in tables.states:
        if key.of == "price-parity":
            value, _ = _price(tables, place, key.measure)
        elif key.of == "real-wage":
            value, _ = _real_pair(tables, key.role, place, key.rate, key.point)
        else:
            name = "mean_rse" if key.of == "wage-error" else f"{key.rate}_{key.point}"
            value, _ = pair(tables.wage(key.role, place), name)
        if value is not None:
            found[place] = value
    return found


def _sets_of(key: Key) -> tuple[DataSet, ...]:
    if key.of == "price-parity":
        return (DataSet.PRICE_PARITIES,)
    return (DataSet.WAGES, DataSet.PRICE_PARITIES) if key.of == "real-wage" else (DataSet.WAGES,)


RANKS = {
    **{"1": "the highest", "2": "the second highest", "3": "the third highest"},
    **{"last": "the lowest", "last-2": "the second lowest", "last-3": "the third lowest"},
}


def rank(tables: Tables, key: Key) -> Fact:
    """The place, or its value, that stands at a rank. Places with the same value share it and are all named."""
    values = _among_states(tables, key)
    ordered = sorted(values.values(), reverse=True)
    position = int(key.rank) - 1 if key.rank.isdigit() else -int(key.rank.removeprefix("last").lstrip("-") or 1)
    if -len(ordered) <= position < len(ordered):
        value = ordered[position]
        names = sorted(tables.states[place] for place, other in values.items() if other == value)
        place = " and ".join(names)
    else:
        value, place = None, ""
    status = Status.MISSING if value is None else Status.PUBLISHED
    if key.of == "price-parity":
        what, unit = PRICE_WORDS.get(key.measure, f"Price level of {key.measure}"), Unit.INDEX
    else:
        adjusted = " at national prices" if key.of == "real-wage" else ""
        what = f"{_pay_words(key)} of {_people(tables, key)}{adjusted}"
        unit = RATE_UNITS[key.rate]
    words = RANKS.get(
        key.rank, f"number {key.rank.removeprefix('last-')} from the {'bottom' if position < 0 else 'top'}"
    )
    label = f"{what}: {words} among the 50 states and DC"
    shown = place or None if key.shows == "place" else value
    more: dict[str, Any] = {"period": _real_period(tables)} if key.of == "real-wage" else {}
    return Fact(
        key=key.text,
        label=f"{label}, {'which place' if key.shows == 'place' else 'how much'}",
        unit=Unit.TEXT if key.shows == "place" else unit,
        value=shown,
        status=status,
        period=more.get("period", _label(tables, _sets_of(key)[0])),
        place=place,
        data_sets=tuple(str(data_set) for data_set in _sets_of(key)),
    )


def count(tables: Tables, key: Key) -> Fact:
    nation, status = pair(tables.wage(key.role, "us"), f"{key.rate}_{key.point}")
    values = _among_states(tables, key)
    number = None if nation is None else Decimal(sum(value > nation for value in values.values()))
    label = f"States (and DC) where the {_pay_words(key).lower()} of {_people(tables, key)} is above that of the nation"
    return _fact(tables, key, label, Unit.PLACES, (number, status), DataSet.WAGES, place="the United States")


def extent(tables: Tables, key: Key) -> Fact:
    values = _among_states(tables, key).values()
    value = (min if key.rank == "lowest" else max)(values, default=None)
    status = Status.MISSING if value is None else Status.PUBLISHED
    label = f"The {key.rank} relative standard error of the mean wage of {_people(tables, key)} among the states and DC"
    return _fact(tables, key, label, Unit.PERCENT, (value, status), DataSet.WAGES, place="the United States")


def period(tables: Tables, key: Key) -> Fact:
    said = _label(tables, key.of)
    return Fact(
        key=key.text,
        label=f"{DataSet(key.of).label}: the release shown on this site",
        unit=Unit.TEXT,
        value=said or None,
        status=Status.PUBLISHED if said else Status.MISSING,
        period=said,
        place="",
        data_sets=(key.of,),
    )


#: O*NET's frequency scale has seven categories; these are "daily", "several times daily" and "hourly or more".
DAILY_OR_MORE = (5, 6, 7)


def onet(tables: Tables, key: Key) -> Fact:
    unit, scale = Unit.WHOLE_PERCENT, "RT"
    if key.shows == "daily":
        rows = [tables.rating(key, "FT", category) for category in DAILY_OR_MORE]
        known = [row.value for row in rows if row]
        value = sum(known, Decimal(0)) if len(known) == len(rows) else None
        label = f"Share of surveyed {_people(tables, key)} who do task {key.measure} daily or more often"
    else:
        if key.shows == "importance":
            unit, scale = Unit.RATING, "IM"
        rows = [tables.rating(key, scale)]
        value = rows[0].value if rows[0] else None
        name = f"task {key.measure}" if key.of == "task" else (rows[0].name if rows[0] else key.measure)
        what = "Importance of" if scale == "IM" else "Share of surveyed workers for whom the job includes"
        label = f"{what} {name}, {_people(tables, key)}"
    surveyed = next((row.surveyed for row in rows if row and row.surveyed), "")
    imprecise = any(row.imprecise for row in rows if row)
    release = _label(tables, DataSet.ONET)
    return _fact(
        tables,
        key,
        label,
        unit,
        (value, Status.MISSING if value is None else Status.PUBLISHED),
        DataSet.ONET,
        period=f"release {release}, surveyed {surveyed}" if surveyed else f"release {release}",
        place="the United States",
        caution="O*NET marks this value as imprecise." if imprecise else "",
    )


FACTS: dict[str, Callable[[Tables, Key], Fact]] = {
    "wage": wage,
    "real-wage": real_wage,
    "employment": employment,
    "employment-share": employment_share,
    **dict.fromkeys(COLUMNS, column),
    "series": series,
    "projection": projection,
    "price-parity": price_parity,
    "rank": rank,
    "count": count,
    "range": extent,
    "period": period,
    "onet": onet,
}
