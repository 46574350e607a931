"""Credentials side by side: what is asked of each, in tables of a few columns. Page and file show the same cells."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial

from careers.credentials import Mention, mentions
from careers.law.reading import RuleClaim
from careers.models import Source
from careers.models.law.words import Subject
from careers.models.subjects import CredentialSubject, FeeKind
from careers.pay import dollars
from careers.stated import Certainty, Fact, Fee, KnownCredential, Requirement
from guides.addresses import addresses
from guides.sentences.words import capitalized

#: Where a statement about the whole law stands on a state's page.
ANCHORS = {
    Subject.CREDENTIAL: "credential",
    Subject.DELEGATION: "delegation",
    Subject.UNLISTED_TASKS: "silence",
    Subject.TRAINING: "training",
}
NO_WAY = "We found no way to be eligible on the pages that we read"
NO_PRICE = "We found no price on the pages that we read"
NO_LAW = "No law that we read mentions it"


@dataclass(frozen=True)
class Said:
    """One thing that is said of a credential, with its own sources; `note`: how certain it is, in words."""

    text: str
    label: str = ""  # what stands before it: the kind of way in, of price
    sources: tuple[Source, ...] = ()
    note: str = ""
    link: str = ""
    points: tuple[str, ...] = ()  # instead of the text, where there are several

    @property
    def words(self) -> str:
        """In one line, for files."""
        text = "; ".join(self.points) or self.text
        return f"{self.label}: {text}" if self.label else text


@dataclass(frozen=True)
class Cell:
    """Where nothing is known, what is said says so."""

    column: Column
    said: tuple[Said, ...]
    missing: bool = False


@dataclass(frozen=True)
class Column:
    key: str
    label: str
    answer: Callable[[KnownCredential], list[Said]]
    absent: str = Certainty.NOT_FOUND.label

    def cell(self, credential: KnownCredential) -> Cell:
        said = self.answer(credential)
        return Cell(self, tuple(said) or (Said(self.absent),), missing=not said)


@dataclass(frozen=True)
class Row:
    credential: KnownCredential
    cells: tuple[Cell, ...]


@dataclass(frozen=True)
class Table:
    heading: str
    caption: str
    columns: tuple[Column, ...]
    rows: tuple[Row, ...] = field(default=())

    @property
    def sources(self) -> Iterator[Source]:
        """In the order in which the table shows them."""
        for row in self.rows:
            for cell in row.cells:
                for said in cell.said:
                    yield from said.sources


def tables(credentials: Iterable[KnownCredential]) -> list[Table]:
    """One for each group of questions; a row for each credential. None when there are no credentials."""
    shown = list(credentials)
    if not shown:
        return []
    return [
        Table(
            heading, caption, columns, tuple(Row(one, tuple(column.cell(one) for column in columns)) for one in shown)
        )
        for heading, caption, columns in groups()
    ]


def groups() -> Sequence[tuple[str, str, tuple[Column, ...]]]:
    said, in_law = CredentialSubject, mentions()
    return (
        (
            "Who gives it, and what it covers",
            "The body behind each credential, and the work it is about.",
            (Column("issuer", said.ISSUER.label, _issuer), Column("covers", said.SCOPE.label, _covers)),
        ),
        (
            "Who may apply",
            "Ways to be eligible, as each body publishes them.",
            (Column("eligible", "Ways to be eligible", _routes, NO_WAY),),
        ),
        ("The exam", "The exam of each credential.", tuple(map(_facts, (said.EXAM, said.DELIVERY, said.PASSING)))),
        ("What the exam asks about", "Content of each exam.", (_facts(said.DOMAINS),)),
        (
            "Prices and renewal",
            "Prices in US dollars, with the year or day of each where the page has one.",
            (
                Column("price", "Price", partial(_fees, renewal=False), NO_PRICE),
                _facts(said.RENEWAL),
                Column("renewal_price", "Price of renewal", partial(_fees, renewal=True), NO_PRICE),
            ),
        ),
        (
            "Recognition",
            "Accreditation, proof for employers, and laws that mention the credential or the body that gives it.",
            (
                *map(_facts, (said.ACCREDITATION, said.VERIFICATION, said.AFTER)),
                Column("laws", "States whose law mentions it", partial(_laws, in_law), NO_LAW),
            ),
        ),
    )


def _facts(subject: CredentialSubject) -> Column:
    def answer(credential: KnownCredential) -> list[Said]:
        found = credential.facts.get(subject)
        return [_said(found)] if found else []

    return Column(subject.value, subject.label, answer)


def _said(fact: Fact) -> Said:
    points = fact.points if len(fact.points) > 1 else ()
    return Said(fact.text, sources=fact.sources, note=uncertain(fact), points=points)


def _issuer(credential: KnownCredential) -> list[Said]:
    fact = credential.facts.get(CredentialSubject.ISSUER)
    return [Said(credential.name, "In full"), Said(credential.body, "Body"), *([_said(fact)] if fact else [])]


def _covers(credential: KnownCredential) -> list[Said]:
    fact = credential.facts.get(CredentialSubject.SCOPE)
    return [Said(credential.covers.label), *([_said(fact)] if fact else [])]


def _routes(credential: KnownCredential) -> list[Said]:
    return [Said(each.text, each.kind.label, each.sources, uncertain(each)) for each in credential.routes]


def _fees(credential: KnownCredential, *, renewal: bool) -> list[Said]:
    chosen = [fee for fee in credential.fees if (fee.what == FeeKind.RENEWAL) == renewal]
    return [Said(_price(fee), fee_label(fee), fee.sources, uncertain(fee)) for fee in chosen]


def fee_label(fee: Fee) -> str:
    return f"{fee.what.label} ({fee.who})" if fee.who else fee.what.label


def _price(fee: Fee) -> str:
    if fee.amount is None:
        return "not known"
    return f"{dollars(fee.amount, 'year')} ({fee.as_of or 'no date on the page'})"


def uncertain(said: Fact | Fee | Requirement) -> str:
    """How certain it is, in words; empty where the source itself says it without a doubt."""
    certainty = "" if said.certainty == Certainty.STATED else f"{said.certainty.label}."
    return " ".join(part for part in (certainty, _ended(said.doubts)) if part)


def _ended(text: str) -> str:
    return f"{text}." if text and text[-1] not in ".?!" else text


# Laws that mention a credential ------------------------------------------------------------------------------------


def _laws(in_law: Mapping[str, tuple[Mention, ...]], credential: KnownCredential) -> list[Said]:
    """One for each state, however often its law mentions it."""
    found = {mention.jurisdiction.pk: mention for mention in reversed(in_law.get(credential.key, ()))}
    return [
        Said(
            mention.jurisdiction.name,
            sources=tuple(mention.claim.sources),
            note=f"{about(mention)}.",
            link=link(mention),
        )
        for mention in reversed(found.values())
    ]


def about(mention: Mention) -> str:
    """The name by which the law speaks of it, and where."""
    return f"Names {mention.name}, under “{capitalized(mention.about)}”"


def link(mention: Mention) -> str:
    """Where the state's guide says it; empty without a guide."""
    claim = mention.claim
    anchor = claim.anchor if isinstance(claim, RuleClaim) else ANCHORS[Subject(claim.about.subject)]
    address = addresses("stateguidepage", "jurisdiction").get(mention.jurisdiction.pk, "")
    return f"{address}#{anchor}" if address else ""
