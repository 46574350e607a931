"""Credentials side by side: what is asked of each, in tables of a few columns. Page and file show the same cells."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import partial

from careers.credentials import mentions
from careers.models import Source
from careers.models.subjects import CredentialSubject
from careers.stated import Certainty, KnownCredential
from guides.blocks.credential_cells import Said, covers, fees, issuer, laws, routes, said_of

NO_WAY = "We found no way to be eligible on the pages that we read"
NO_PRICE = "We found no price on the pages that we read"
NO_LAW = "No law that we read mentions it"


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
            (
                Column("issuer", said.ISSUER.label, issuer),
                Column("covers", said.SCOPE.label, covers),
            ),
        ),
        (
            "Who may apply",
            "Ways to be eligible, as each body publishes them.",
            (Column("eligible", "Ways to be eligible", routes, NO_WAY),),
        ),
        ("The exam", "The exam of each credential.", tuple(map(_facts, (said.EXAM, said.DELIVERY, said.PASSING)))),
        ("What the exam asks about", "Content of each exam.", (_facts(said.DOMAINS),)),
        (
            "Prices and renewal",
            "Prices in US dollars, with the year or day of each where the page has one.",
            (
                Column("price", "Price", partial(fees, renewal=False), NO_PRICE),
                _facts(said.RENEWAL),
                Column("renewal_price", "Price of renewal", partial(fees, renewal=True), NO_PRICE),
            ),
        ),
        (
            "Recognition",
            "Accreditation, proof for employers, and laws that mention the credential or the body that gives it.",
            (
                *map(_facts, (said.ACCREDITATION, said.VERIFICATION, said.AFTER)),
                Column("laws", "States whose law mentions it", partial(laws, in_law), NO_LAW),
            ),
        ),
    )


def _facts(subject: CredentialSubject) -> Column:
    def answer(credential: KnownCredential) -> list[Said]:
        found = credential.facts.get(subject)
        return [said_of(found)] if found else []

    return Column(subject.value, subject.label, answer)
