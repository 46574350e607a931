"""What glossary terms mean, in plain words, for the places where a word is explained without leaving the page."""

from __future__ import annotations

import re
from dataclasses import dataclass
from html import unescape

from django.utils.html import strip_tags

from careers.facts import facts_by_id
from careers.memory import remembered
from careers.models import Term

_CITATION = re.compile(r'<embed [^>]*embedtype="citation"[^>]*>')
_FACT = re.compile(r'<embed [^>]*embedtype="fact"[^>]*>')
_NUMBER = re.compile(r'fact="(\d+)"')
_FORM = re.compile(r'format="([a-z]+)"')


@dataclass(frozen=True)
class Meaning:
    key: str
    term: str
    words: str  # sources stand in the glossary


@remembered
def meanings() -> dict[int, Meaning]:
    """Of all terms in use, by number of row."""
    terms = list(Term.objects.filter(retired_on=None))
    numbers = {
        int(number) for term in terms for tag in _FACT.findall(term.definition) for number in _NUMBER.findall(tag)
    }
    facts = facts_by_id(numbers) if numbers else {}

    def value(match: re.Match[str]) -> str:
        number, form = _NUMBER.search(match[0]), _FORM.search(match[0])
        found = facts.get(int(number[1])) if number else None
        return found.text(form[1] if form else "") if found else ""

    return {
        term.pk: Meaning(
            term.key,
            term.term,
            " ".join(unescape(strip_tags(_FACT.sub(value, _CITATION.sub("", term.definition)))).split()),
        )
        for term in terms
    }
