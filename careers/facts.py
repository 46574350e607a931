"""Figures by key. One grammar: subject.role.place.measure…, for example `wage.medical-assistant.us.annual.median`."""

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import yaml

FIGURES = Path(__file__).parent / "data" / "figures.yaml"


class UnknownFact(KeyError):
    """No figure has this key."""


@dataclass(frozen=True)
class Fact:
    """One figure with what a reader needs to judge it. `text` is the value with its unit, ready to print."""

    key: str
    text: str
    period: str
    source: str


@lru_cache(maxsize=1)
def _all() -> dict[str, Fact]:
    groups = yaml.load(FIGURES.read_text(), Loader=yaml.CSafeLoader)
    return {
        key: Fact(key=key, text=text, period=group["period"], source=group["source"])
        for group in groups
        for key, text in group["figures"].items()
    }


def fact(key: str) -> Fact:
    """The figure of this key; UnknownFact when there is none."""
    try:
        return _all()[key]
    except KeyError:
        raise UnknownFact(key) from None
