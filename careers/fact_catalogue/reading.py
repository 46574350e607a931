"""Words → readings: what each can mean, tried together. Pure but for the lexicon that it is given."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import islice, product

from .words import Lexicon, Meaning, Slot, tokens

_YEAR = re.compile(r"(19|20)\d\d")
#: More readings than this are never tried: a question is short.
MOST_READINGS = 200
MOST_WORDS = 12


@dataclass
class Reading:
    """One way to understand a question: values by slot, in the order of the tables."""

    values: dict[Slot, tuple[str, ...]] = field(default_factory=dict)

    def __getitem__(self, slot: Slot) -> tuple[str, ...]:
        return self.values.get(slot, ())


def readings(text: str, lexicon: Lexicon) -> Iterator[Reading]:
    """The likely ones first; none where a word has no meaning or the words contradict each other."""
    words = tokens(text)[:MOST_WORDS]
    choices = list(_choices(words, lexicon))
    if not choices or not all(choices):
        return
    for meanings in islice(product(*choices), MOST_READINGS):
        reading = _together(meanings)
        if reading:
            yield reading


def _choices(words: tuple[str, ...], lexicon: Lexicon) -> Iterator[list[Meaning]]:
    """For each phrase, longest first from the left, what it can mean."""
    asks_onet = any(
        meaning.slot is Slot.SUBJECT or "onet" in meaning.values
        for length in (1, 2)
        for start in range(len(words))
        for meaning in lexicon.exact(words[start : start + length])
    )
    start = 0
    while start < len(words):
        length = next(
            (
                size
                for size in range(min(lexicon.longest, len(words) - start), 0, -1)
                if lexicon.exact(words[start : start + size])
            ),
            0,
        )
        phrase = words[start : start + max(length, 1)]
        start += len(phrase)
        yield _meanings(phrase, lexicon, asks_onet) if length else _unknown(phrase[0], lexicon)


def _meanings(phrase: tuple[str, ...], lexicon: Lexicon, asks_onet: bool) -> list[Meaning]:
    exact = lexicon.exact(phrase)
    slots = {meaning.slot for meaning in exact}
    if len(phrase) == 1 and Slot.PLACE in slots:  # Kansas is a state and part of Kansas City
        exact += [meaning for meaning in lexicon.partial(phrase[0]) if meaning.slot is Slot.PLACE]
    if asks_onet and slots & {Slot.MEASURE, Slot.INDUSTRY}:
        exact += [Meaning(Slot.ABOUT, (word,)) for word in phrase]
    return exact


def _unknown(word: str, lexicon: Lexicon) -> list[Meaning]:
    if _YEAR.fullmatch(word):
        return [Meaning(Slot.YEAR, (word,))]
    return [*lexicon.partial(word), Meaning(Slot.ABOUT, (word,))]


def _together(meanings: tuple[Meaning, ...]) -> Reading | None:
    """All in one; words for the same part narrow each other, or name several things when each stands for one."""
    slots: dict[Slot, Meaning] = {}
    for meaning in meanings:
        before = slots.get(meaning.slot)
        if before is None:
            slots[meaning.slot] = meaning
            continue
        common = tuple(value for value in before.values if value in meaning.values)
        exact = before.exact and meaning.exact
        if common and meaning.slot is not Slot.ABOUT:
            slots[meaning.slot] = Meaning(meaning.slot, common, before.exact or meaning.exact)
        elif exact:
            slots[meaning.slot] = Meaning(meaning.slot, (*before.values, *meaning.values))
        else:
            return None
    return Reading({slot: meaning.values for slot, meaning in slots.items()})
