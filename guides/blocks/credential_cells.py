"""What the tables of credentials say in each cell: one thing after the other, each with its own sources."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from careers.credentials import Mention
from careers.law.reading import RuleClaim
from careers.models import Source
from careers.models.law.words import Subject
from careers.models.subjects import CredentialSubject, FeeKind
from careers.pay import dollars
from careers.punctuation import ended
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


def said_of(fact: Fact) -> Said:
    points = fact.points if len(fact.points) > 1 else ()
    return Said(fact.text, sources=fact.sources, note=uncertain(fact), points=points)


def full_name(credential: KnownCredential) -> str:
    """With the body in parentheses, as in the initials: others may use the same words for something else."""
    _, _, body = credential.initials.partition("(")
    return f"{credential.name} ({body}" if body else credential.name


def issuer(credential: KnownCredential) -> list[Said]:
    fact = credential.facts.get(CredentialSubject.ISSUER)
    return [Said(full_name(credential), "In full"), Said(credential.body, "Body"), *([said_of(fact)] if fact else [])]


def covers(credential: KnownCredential) -> list[Said]:
    fact = credential.facts.get(CredentialSubject.SCOPE)
    return [Said(credential.covers.label), *([said_of(fact)] if fact else [])]


def routes(credential: KnownCredential) -> list[Said]:
    return [Said(each.text, each.kind.label, each.sources, uncertain(each)) for each in credential.routes]


def fees(credential: KnownCredential, *, renewal: bool) -> list[Said]:
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
    return " ".join(part for part in (certainty, ended(said.doubts)) if part)


# Laws that mention a credential ------------------------------------------------------------------------------------


def laws(in_law: Mapping[str, tuple[Mention, ...]], credential: KnownCredential) -> list[Said]:
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
