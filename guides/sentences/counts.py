"""How many jurisdictions give which answer about a task, in a few words."""

from __future__ import annotations

from careers.answers import Answer
from careers.law.counts import Counts
from careers.models.law.words import Unlisted
from guides.sentences.words import joined

ANSWERS = {
    Answer.ALLOWED: "allowed in {}",
    Answer.ALLOWED_WITH_CONDITIONS: "allowed with conditions in {}",
    Answer.NOT_ALLOWED: "not allowed in {}",
    Answer.LAW_SILENT: "law silent in {}",
    Answer.SOURCES_CONFLICT: "sources conflict in {}",
    Answer.NOT_CHECKED: "not checked in {}",
}
GOVERNED = {
    Unlisted.GENERAL_DELEGATION: "a general rule on delegation governs in {}",
    Unlisted.CLOSED_LIST: "the list of tasks is closed in {}",
    Unlisted.NOT_STATED: "the text does not say what governs in {}",
}


def count_words(counts: Counts, whole: int) -> str:
    """Every answer given, then what governs where the law is silent; `whole` is how many jurisdictions there are."""
    said = [words.format(counts.answers[answer]) for answer, words in ANSWERS.items() if counts.answers[answer]]
    if missing := whole - counts.total:
        said.append(f"not published in {missing}")
    split = [words.format(counts.silent[key]) for key, words in GOVERNED.items() if counts.silent[key]]
    governs = f" Where the law is silent, {joined(split, 'and')}." if split else ""
    return f"{', '.join(said)}.{governs}"
