"""The smallest pieces: lists, articles, people, classes of assistant, levels of supervision, places."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from careers.models import Jurisdiction
from careers.models.law.words import Supervision, Supervisor

ASSISTANT = "a medical assistant"

#: With their articles. "other" always stands last in a list.
PEOPLE = {
    Supervisor.PHYSICIAN: "a physician",
    Supervisor.PHYSICIAN_ASSISTANT: "a physician assistant",
    Supervisor.NURSE_PRACTITIONER: "a nurse practitioner",
    Supervisor.CERTIFIED_NURSE_MIDWIFE: "a certified nurse-midwife",
    Supervisor.REGISTERED_NURSE: "a registered nurse",
    Supervisor.LICENSED_PRACTICAL_NURSE: "a licensed practical or vocational nurse",
    Supervisor.PODIATRIST: "a podiatrist",
    Supervisor.DENTIST: "a dentist",
    Supervisor.OPTOMETRIST: "an optometrist",
    Supervisor.CHIROPRACTOR: "a chiropractor",
    Supervisor.NATUROPATH: "a naturopathic physician",
    Supervisor.OTHER: "another person whom the text names",
}

#: What fits after "supervision:".
SUPERVISION = {
    Supervision.ON_SITE: "the supervisor on site",
    Supervision.IMMEDIATELY_AVAILABLE: "the supervisor immediately available",
    Supervision.DIRECT: "direct, as the text calls it",
    Supervision.INDIRECT: "indirect, as the text calls it",
    Supervision.GENERAL: "general; the supervisor need not be on the premises",
    Supervision.VARIES_BY_TASK: "varies by task",
    Supervision.NOT_SPECIFIED: "the text sets no level of supervision",
    Supervision.NOT_CHECKED: "not checked",
}

#: What fits after a comma in a sentence about a task.
SUPERVISION_CLAUSES = {
    Supervision.ON_SITE: "with the supervisor on site",
    Supervision.IMMEDIATELY_AVAILABLE: "with the supervisor immediately available",
    Supervision.DIRECT: "under direct supervision",
    Supervision.INDIRECT: "under indirect supervision",
    Supervision.GENERAL: "under general supervision",
    Supervision.VARIES_BY_TASK: "under supervision that varies by task",
    Supervision.NOT_SPECIFIED: "the text sets no level of supervision",
    Supervision.NOT_CHECKED: "",
}

#: Nouns for one person with which the name of a class may end.
PERSONS = {
    *("assistant", "aide", "helper", "person", "worker", "employee", "student", "extern", "intern", "trainee"),
    *("technician", "technologist", "phlebotomist", "paramedic", "nurse", "operator", "specialist", "practitioner"),
}
MANY = {"personnel", "staff", "people", "persons", *(f"{noun}s" for noun in PERSONS)}
_BRACKETS = re.compile(r"\s*\([^()]*\)\s*$")
_NUMBERED = re.compile(r"\s+(?:[IVX]+|\d+)$")
#: Words that begin with a vowel and sound like "you" or "one", and those with an "h" that nobody hears.
_LIKE_CONSONANT = re.compile(r"(?:uni(?![dmn])|us(?!h)|ut[ei]|eu|one\b|once\b)", re.IGNORECASE)
_SILENT_H = re.compile(r"(?:hour|honest|honou?r|heir)", re.IGNORECASE)


def joined(items: Sequence[str], join: str = "or") -> str:
    """a, b or c."""
    if len(items) < 2:
        return "".join(items)
    return f"{', '.join(items[:-1])} {join} {items[-1]}"


def people(keys: Iterable[str]) -> list[str]:
    """Those named, with articles, each once, "other" last. Raises ValueError for a key that is not a supervisor."""
    found = list(dict.fromkeys(Supervisor(key) for key in keys))
    found.sort(key=lambda key: key == Supervisor.OTHER)
    return [PEOPLE[key] for key in found]


def delegators(keys: Iterable[str], join: str = "or") -> str:
    """a physician, a podiatrist or a nurse practitioner. Empty for nobody."""
    return joined(people(keys), join)


def supervision(level: str) -> str:
    """Words that fit after "supervision:". A level that is empty was not checked."""
    return SUPERVISION[Supervision(level or Supervision.NOT_CHECKED)]


def supervision_clause(level: str) -> str:
    """Words that fit after a comma: "with the supervisor on site". Empty where nothing was checked."""
    return SUPERVISION_CLAUSES[Supervision(level or Supervision.NOT_CHECKED)]


def with_article(words: str) -> str:
    """a certified medical assistant, an MA-Phlebotomist, an unlicensed person."""
    first = re.split(r"[\s-]", words, maxsplit=1)[0]
    if first.isupper():  # read letter by letter
        vowel = first[0] in "AEFHILMNORSX"
    elif first[:1].lower() in "aeiou":
        vowel = not _LIKE_CONSONANT.match(first)
    else:
        vowel = bool(_SILENT_H.match(first))
    return f"{'an' if vowel else 'a'} {words}"


def whom(applies_to: str) -> str:
    """Whom a rule is about, to stand inside a sentence: fits before "may" whatever the class is called."""
    if not applies_to:
        return ASSISTANT
    words = _uncapitalized(" ".join(applies_to.split()))
    head = _NUMBERED.sub("", _BRACKETS.sub("", words))
    last = re.split(r"[\s-]", head)[-1].lower()
    if last in PERSONS:
        return with_article(words)
    if last in MANY:
        return words
    return f"{ASSISTANT} in the class {words}"


def _uncapitalized(words: str) -> str:
    """A name in sentence case begins small inside a sentence; titles and abbreviations stay as they are."""
    first, _, rest = words.partition(" ")
    if first.istitle() and first.isalpha() and rest[:1].islower():
        return f"{first.lower()} {rest}"
    return words


def place(jurisdiction: Jurisdiction) -> str:
    """What fits after "in"."""
    return f"the {jurisdiction.name}" if jurisdiction.name.startswith("District") else jurisdiction.name


def capitalized(sentence: str) -> str:
    return sentence[:1].upper() + sentence[1:]


def finished(sentence: str) -> str:
    """With a period, unless it ends with a mark of its own."""
    sentence = " ".join(sentence.split())
    return sentence if not sentence or sentence[-1] in ".?!" else f"{sentence}."
