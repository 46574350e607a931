"""Facts: a key such as `wage.medical-assistant.us.annual.median` → value, unit, period, place and data set.

`grammar` says which keys there are, `tables` reads what a batch of them needs, `values` makes the facts, and a `Fact`
says itself in words. It can always tell its period and data set, and an absent one why it is absent.
"""

from .fact import Fact, Format, Status, Unit, UnknownFact
from .grammar import FAMILIES, parse
from .resolver import fact, facts_by_id, release_labels, resolve

__all__ = [
    "FAMILIES",
    "Fact",
    "Format",
    "Status",
    "Unit",
    "UnknownFact",
    "fact",
    "facts_by_id",
    "parse",
    "release_labels",
    "resolve",
]
