"""Finds facts by words in any order: "median hourly texas", "growth", "rn salary", "price level maine".

`words` knows what each word can mean, `reading` tries what they mean together, `keys` says which facts are then meant.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import chain, islice

from careers.facts import Fact, resolve

from .elements import Elements
from .keys import keys_of
from .reading import readings
from .words import Lexicon

#: What an editor sees before typing: the figures that are used most.
FIRST = "medical assistants"
HOW_TO_SEARCH = (
    "Say what you look for and where: “median hourly texas”, “rn salary”, “jobs california”, “growth”, “openings”, "
    "“price level maine”, “real pay ohio”, “highest annual wage”, “share hospitals”, “task specimens”. "
    "Without a role, medical assistants are meant; without a place, the nation."
)
#: How many facts are looked up, in parts of those wanted, so that published ones can come first.
LOOKED_UP = 4


@dataclass(frozen=True)
class Entry:
    """One fact that was found. `label` says what it is; the value, period and status are the fact's own."""

    key: str
    label: str
    fact: Fact


def search(words: str, limit: int = 30) -> list[Entry]:
    """Facts that the words name, published ones first; empty where a word is not known."""
    lexicon, elements = Lexicon(), Elements()
    found = chain.from_iterable(keys_of(reading, lexicon, elements) for reading in readings(words or FIRST, lexicon))
    keys = list(islice(dict.fromkeys(found), limit * LOOKED_UP))
    entries = entries_of(keys, elements)
    return sorted(entries, key=lambda entry: not entry.fact.is_published)[:limit]


def entries_of(keys: list[str], elements: Elements | None = None) -> list[Entry]:
    """The facts of these keys, in their order; keys that do not follow the grammar are left out."""
    named = elements or Elements()
    facts = resolve(keys)
    return [Entry(key, named.label(facts[key]), facts[key]) for key in keys if key in facts]


__all__ = ["HOW_TO_SEARCH", "Entry", "entries_of", "search"]
