"""Which credentials somebody's training, work and budget fit, by what is published of them; and why, and why not.

Nothing is ranked: each credential is judged by itself, question by question, and keeps its place in the list.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from careers import stated
from careers.credentials import price_of
from careers.models import Source
from careers.models.subjects import Covers, CredentialSubject, RouteKind
from careers.pay import dollars
from careers.punctuation import ended
from careers.stated import Certainty, Fact, Fee, KnownCredential, Requirement

#: Who meets one kind of requirement meets another, where a credential does not tell them apart.
MEETS_TOO = {RouteKind.ACCREDITED_PROGRAM: RouteKind.PROGRAM}
#: Who came a certain way, in the middle of a sentence.
PEOPLE = {
    RouteKind.ACCREDITED_PROGRAM: "graduates of an accredited program",
    RouteKind.PROGRAM: "graduates of another program",
    RouteKind.STUDENT: "students",
    RouteKind.WORK_EXPERIENCE: "people with work experience",
    RouteKind.APPRENTICESHIP: "apprentices",
    RouteKind.MILITARY: "people with military training",
    RouteKind.OTHER_CREDENTIAL: "holders of another credential",
    RouteKind.INSTRUCTOR: "instructors",
}
WORK = {
    Covers.CLINICAL: "clinical work",
    Covers.ADMINISTRATIVE: "administrative work",
    Covers.BOTH: "clinical and administrative work",
    Covers.OTHER: "a neighboring field",
}


class Verdict(StrEnum):
    """From the best to the worst; a credential gets the worst of its parts."""

    FITS = "fits"
    MAY_FIT = "may_fit"  # something could not be confirmed, or only a part of what was asked for is covered
    DOES_NOT_FIT = "does_not_fit"


@dataclass(frozen=True)
class Wishes:
    route: RouteKind | None  # None: neither trained nor at work yet
    work: Covers  # clinical, administrative or both
    budget: Decimal | None = None  # US dollars; None: no limit, or not asked


@dataclass(frozen=True)
class Point:
    """One reason, in sentences."""

    text: str
    sources: tuple[Source, ...] = ()
    doubts: str = ""  # what is uncertain about it


@dataclass(frozen=True)
class Part:
    """What one answer of the reader means for a credential."""

    question: str  # route, work or budget
    verdict: Verdict
    points: tuple[Point, ...]


@dataclass(frozen=True)
class Fit:
    credential: KnownCredential
    parts: tuple[Part, ...]
    checks: tuple[str, ...]  # what to ask, and whom

    @property
    def verdict(self) -> Verdict:
        return max((part.verdict for part in self.parts), key=list(Verdict).index)


def fits(wishes: Wishes, credentials: Iterable[KnownCredential] | None = None) -> dict[Verdict, list[Fit]]:
    """Every credential in use under its verdict; within a verdict the order of lists. A verdict may have none."""
    known = stated.credentials().values() if credentials is None else credentials
    judged = [fit(one, wishes) for one in known if not one.is_retired]
    return {verdict: [each for each in judged if each.verdict == verdict] for verdict in Verdict}


def fit(credential: KnownCredential, wishes: Wishes) -> Fit:
    parts = (_route(credential, wishes.route), _work(credential, wishes.work), _budget(credential, wishes))
    return Fit(credential, parts, tuple(_checks(wishes, parts)))


# Each question -----------------------------------------------------------------------------------------------------


def _route(credential: KnownCredential, kind: RouteKind | None) -> Part:
    takes = _listed(list(dict.fromkeys(PEOPLE[each.kind] for each in credential.routes)))
    sources = tuple(dict.fromkeys(source for each in credential.routes for source in each.sources))
    if kind is None:
        said = f"As published, it takes {takes}." if takes else "We found no way to be eligible."
        return _against(f"You named no training and no work yet. {said}", sources)
    met = _of_kind(credential, kind) or _of_kind(credential, MEETS_TOO.get(kind))
    if not met:
        others = f" They name {takes}." if takes else ""
        return _against(f"The pages that we read name no way in for {PEOPLE[kind]}.{others}", sources)
    sure = any(not _uncertain(each) for each in met)
    points = tuple(
        Point(f"It takes {PEOPLE[each.kind]}: {ended(each.text)}", each.sources, _uncertain(each)) for each in met
    )
    return Part("route", Verdict.FITS if sure else Verdict.MAY_FIT, points)


def _against(text: str, sources: tuple[Source, ...]) -> Part:
    return Part("route", Verdict.DOES_NOT_FIT, (Point(text, sources),))


def _of_kind(credential: KnownCredential, kind: RouteKind | None) -> list[Requirement]:
    return [each for each in credential.routes if each.kind == kind]


def _work(credential: KnownCredential, wanted: Covers) -> Part:
    scope = credential.facts.get(CredentialSubject.SCOPE)
    if credential.covers == Covers.OTHER:
        verdict, said = Verdict.DOES_NOT_FIT, f"It is for {WORK[Covers.OTHER]}, not for medical assisting as a whole."
    elif credential.covers in (wanted, Covers.BOTH):
        verdict, said = Verdict.FITS, f"It covers {WORK[credential.covers]}."
    elif wanted == Covers.BOTH:
        verdict, said = Verdict.MAY_FIT, f"It covers {WORK[credential.covers]}: one side of what you named."
    else:
        verdict, said = Verdict.DOES_NOT_FIT, f"It covers {WORK[credential.covers]}, not {WORK[wanted]}."
    if not scope:
        return Part("work", verdict, (Point(said),))
    return Part("work", verdict, (Point(f"{said} {ended(scope.text)}", scope.sources, _uncertain(scope)),))


def _budget(credential: KnownCredential, wishes: Wishes) -> Part:
    price, budget = price_of(credential, wishes.route), wishes.budget
    if price is None:
        verdict = Verdict.FITS if budget is None else Verdict.MAY_FIT
        return Part("budget", verdict, (Point("We found no price of the exam on the pages that we read."),))
    points = [Point(f"{_priced(fee)}.", fee.sources, _uncertain(fee)) for fee in price.fees]
    if price.lower and budget is not None:
        points.append(Point(f"A lower price: {_priced(price.lower)}.", price.lower.sources, _uncertain(price.lower)))
    if budget is None:
        return Part("budget", Verdict.FITS, tuple(points))
    total, limit = dollars(price.amount, "year"), dollars(budget, "year")
    within = price.amount <= budget
    # What was compared is said first, whatever it came to.
    compared = f"Together {total}" if len(price.fees) > 1 else total
    how = f"{compared} is {'within' if within else 'more than'} your {limit}."
    if within:
        sure = not any(_uncertain(fee) for fee in price.fees)
        verdict = Verdict.FITS if sure else Verdict.MAY_FIT
    elif price.lower and price.lowest <= budget:
        verdict, how = Verdict.MAY_FIT, f"{how} The lower price is within it."
    else:
        verdict = Verdict.DOES_NOT_FIT
    return Part("budget", verdict, (Point(how), *points))


def _checks(wishes: Wishes, parts: Sequence[Part]) -> Iterable[str]:
    route, _, budget = parts
    if wishes.route is None:
        yield "Ask the body that gives it which training or work it takes before you pay for any."
    elif route.verdict == Verdict.DOES_NOT_FIT:
        yield "Ask the body that gives it whether there is another way in. We may not have read all of its pages."
    else:
        yield "Ask the body that gives it whether you meet every condition today, and get the answer in writing."
    if any(point.doubts for part in parts for point in part.points):
        yield "What we could not confirm is said beside it above. Ask about that first."
    if budget.verdict != Verdict.FITS or wishes.budget is not None:
        yield "Ask the body that gives it for the price now, with membership, renewal and a second attempt."


# Words -------------------------------------------------------------------------------------------------------------


def _priced(fee: Fee) -> str:
    amount = dollars(fee.amount or Decimal(), "year")
    about = "; ".join(part for part in (fee.who, fee.as_of) if part)
    return f"{fee.what.label}: {amount}{f' ({about})' if about else ''}"


def _uncertain(said: Requirement | Fact | Fee) -> str:
    """Why it is not certain, in words; empty when the source itself says it without a doubt."""
    reported = f"{Certainty.REPORTED.label}." if said.certainty == Certainty.REPORTED else ""
    return " ".join(part for part in (reported, ended(said.doubts)) if part)


def _listed(names: Sequence[str]) -> str:
    return " and ".join(part for part in (", ".join(names[:-1]), names[-1] if names else "") if part)
