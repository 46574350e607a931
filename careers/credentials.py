"""What follows from the facts about credentials: which laws mention them, and what an exam costs somebody."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from careers import stated
from careers.law.reading import Claim, Reading, RuleClaim, When, laws
from careers.memory import remembered
from careers.models import Jurisdiction
from careers.models.law.words import Subject
from careers.models.subjects import FeeKind, RouteKind
from careers.stated import Fee, KnownCredential

_SENTENCE = re.compile(r"(?<=[.?!])\s+(?=[A-Z“\"'(])")
# The body that gives a credential also speaks about the law: "AAMA's counsel says", "as quoted by AAMA". A law that is
# reported by it does not mention its credential for that.
_SPEAKS = re.compile(
    r"['’]s\b"
    r"|\s+(?:says?|said|states?|describes?|lists?|quotes?|counts?|reports?|reported|argues?|argued|holds?|reads?|calls?)\b"
    r"|(?:\s+\w+){0,3}?\s+(?:papers?|articles?|blogs?|comments?|counsel|lawyer)\b"
)
_SPOKEN = re.compile(
    r"\b(?:quoted|reported|cited|described|explained|listed|said) by (?:the )?$|\baccording to (?:the )?$"
)
_MEMBERS = re.compile(r"\bmembers?\b", re.IGNORECASE)
_STUDENTS = re.compile(r"\bstudents?\b", re.IGNORECASE)
_NO_MEMBERS = re.compile(r"\bnon-?\s?members?\b|\b(?:not|no)\s+(?:\w+\s+){0,2}members?\b", re.IGNORECASE)


# Laws that mention a credential ------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Mention:
    """A sentence about one law in which a credential, or the body that gives it, is named.

    The sentence may say that the law does not take the credential: whoever shows a mention shows how to read it.
    """

    jurisdiction: Jurisdiction
    name: str
    sentence: str
    claim: Claim

    @property
    def about(self) -> str:
        """Where in the law it stands: the name of a task, else that of the subject."""
        return self.claim.task.name if isinstance(self.claim, RuleClaim) else Subject(self.claim.about.subject).label


def mentions(when: When | None = None) -> dict[str, tuple[Mention, ...]]:
    """By the key of each credential, in the order of states; of what stands published."""
    return _mentions((when or When.now()).day)


@remembered
def _mentions(day: date) -> dict[str, tuple[Mention, ...]]:
    readings = list(laws(When(day)).values())
    return {
        known.key: tuple(mention for reading in readings for mention in mentions_in(reading, known.law_names))
        for known in stated.credentials().values()
    }


def mentions_in(reading: Reading, names: Iterable[str]) -> Iterator[Mention]:
    """Whole words; names in capitals only as they are written. What others say about the law is not looked at."""
    patterns = [_pattern(name) for name in names if name.strip()]
    if not patterns:
        return
    told: set[str] = set()
    for claim, text in _texts(reading):
        for sentence in _SENTENCE.split(text):
            found = next(
                (match for pattern in patterns for match in pattern.finditer(sentence) if _is_named(match)), None
            )
            if found and sentence not in told:
                told.add(sentence)
                yield Mention(reading.jurisdiction, found[0], sentence.strip(), claim)


def _texts(reading: Reading) -> Iterator[tuple[Claim, str]]:
    content = reading.content
    for subject in (Subject.CREDENTIAL, Subject.DELEGATION, Subject.UNLISTED_TASKS, Subject.TRAINING):
        yield reading.statement(subject), content.statement(subject).text
        if subject == Subject.DELEGATION:
            yield reading.statement(subject), content.delegation_basis
    for claim in reading.rules:
        for text in (claim.said.text, claim.said.qualification, claim.said.quoted_passage, claim.said.locator):
            yield claim, text


def _pattern(name: str) -> re.Pattern[str]:
    is_initials = name == name.upper()
    return re.compile(rf"(?<!\w){re.escape(name.strip())}(?!\w)", 0 if is_initials else re.IGNORECASE)


def _is_named(match: re.Match[str]) -> bool:
    before, after = match.string[: match.start()], match.string[match.end() :]
    return not _SPEAKS.match(after) and not _SPOKEN.search(before)


# Prices ------------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Price:
    """The exam, and the application where it is paid apart, for somebody who is no member."""

    fees: tuple[Fee, ...]
    lower: Fee | None = None  # the lowest price of the exam that somebody pays, where that is less

    @property
    def amount(self) -> Decimal:
        return sum((fee.amount for fee in self.fees if fee.amount is not None), Decimal())

    @property
    def lowest(self) -> Decimal:
        """The same for those who pay the lower price."""
        if self.lower is None:
            return self.amount
        return self.amount - (self.fees[0].amount or Decimal()) + (self.lower.amount or Decimal())


def price_of(credential: KnownCredential, route: RouteKind | None = None) -> Price | None:
    """None: no price of the exam is known. Of several prices the highest counts, so that nobody is told too little.

    Prices for members count for nobody, those for students for students.
    """
    exam = _dearest(credential, FeeKind.EXAM, route)
    if exam is None:
        return None
    application = _dearest(credential, FeeKind.APPLICATION, route)
    known = [fee for fee in credential.fees if fee.what == FeeKind.EXAM and fee.amount is not None]
    # Of equal prices the one for members: anybody can become one.
    lower = min(known, key=lambda fee: (fee.amount or 0, not _is_for_members(fee)))
    return Price(
        (exam, application) if application else (exam,), lower if (lower.amount or 0) < (exam.amount or 0) else None
    )


def _dearest(credential: KnownCredential, what: FeeKind, route: RouteKind | None) -> Fee | None:
    known = [fee for fee in credential.fees if fee.what == what and fee.amount is not None]
    students = [fee for fee in known if route == RouteKind.STUDENT and _STUDENTS.search(fee.who)]
    others = [fee for fee in known if not _is_for_members(fee)]
    return max(students or others or known, key=lambda fee: fee.amount or 0, default=None)


def _is_for_members(fee: Fee) -> bool:
    return bool(_MEMBERS.search(fee.who)) and not _NO_MEMBERS.search(fee.who)
