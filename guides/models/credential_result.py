"""What the answers of a visitor to the credential chooser lead to, with the law of the state first."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from careers.credential_fit import PEOPLE, Fit, Part, Verdict, Wishes, fits
from careers.credentials import Mention, mentions_in
from careers.law.reading import Claim, Reading, law_of
from careers.models import Source
from careers.models.law.words import Requirement, Subject
from careers.pay import dollars
from guides import sentences
from guides.addresses import addresses
from guides.blocks import credential_cells
from guides.models.credential_visit import Asked

HEADINGS = {
    Verdict.FITS: "Fits your answers",
    Verdict.MAY_FIT: "May fit",
    Verdict.DOES_NOT_FIT: "Does not fit, as far as we could read",
}
LEADS = {
    Verdict.FITS: "The published requirements name your way in. Check each condition: the body that gives it decides.",
    Verdict.MAY_FIT: "Something could not be confirmed, or it covers a part of what you named.",
    Verdict.DOES_NOT_FIT: "At least one of your answers speaks against it.",
}
#: For one, and for several.
COUNTED = {
    Verdict.FITS: ("fits", "fit"),
    Verdict.MAY_FIT: ("may fit", "may fit"),
    Verdict.DOES_NOT_FIT: ("does not fit", "do not fit"),
}
PARTS = {"route": "Training or work", "work": "Work", "budget": "Price"}
#: These ask for something.
REQUIRED = (Requirement.REGISTRATION, Requirement.CERTIFICATION, Requirement.LICENSURE, Requirement.TASK_SPECIFIC)


@dataclass(frozen=True)
class Line:
    """One credential with its reasons, and what the law of the reader's state has on it."""

    fit: Fit
    mentions: tuple[Mention, ...]

    @property
    def parts(self) -> list[tuple[str, Part]]:
        """Of a credential that does not fit, what speaks against it: the rest would only make the page longer."""
        against = Verdict.DOES_NOT_FIT
        told = [part for part in self.fit.parts if self.fit.verdict != against or part.verdict == against]
        return [(PARTS[part.question], part) for part in told]

    @property
    def name(self) -> str:
        return credential_cells.full_name(self.fit.credential)

    @property
    def in_law(self) -> list[tuple[Mention, str]]:
        return [(mention, credential_cells.link(mention)) for mention in self.mentions]

    @property
    def sources(self) -> Iterator[Source]:
        """In the order of the page."""
        for _, part in self.parts:
            for point in part.points:
                yield from point.sources
        for mention in self.mentions:
            yield from mention.claim.sources


class Result:
    """What all answers lead to."""

    def __init__(self, asked: Asked, wishes: Wishes) -> None:
        self.asked = asked
        self.wishes = wishes
        self.place = asked.place
        self.fits = fits(wishes)

    @cached_property
    def groups(self) -> list[tuple[str, str, list[Line]]]:
        """Heading, lead and credentials; groups without any are left out."""
        return [
            (HEADINGS[verdict], LEADS[verdict], list(map(self._line, found)))
            for verdict, found in self.fits.items()
            if found
        ]

    def _line(self, fit: Fit) -> Line:
        return Line(fit, tuple(mentions_in(self.reading, fit.credential.law_names)) if self.reading else ())

    @property
    def summary(self) -> str:
        """How many fit, or why none does: one or two sentences."""
        counts = {verdict: len(found) for verdict, found in self.fits.items()}
        if not any(counts.values()):
            return "No credential is described here at the moment."
        if not counts[Verdict.FITS] and not counts[Verdict.MAY_FIT]:
            return f"None of these fits, because {self._because}."
        said = [
            f"{counts[verdict]} {words[counts[verdict] > 1]}" for verdict, words in COUNTED.items() if counts[verdict]
        ]
        surely = "" if counts[Verdict.FITS] else " We could not confirm that any fits in full."
        return f"Of {sum(counts.values())} credentials, {sentences.joined(said, 'and')}.{surely}"

    @property
    def _because(self) -> str:
        if self.wishes.route is None:
            return "each asks for training or work first, and you named none yet"
        found = self.fits[Verdict.DOES_NOT_FIT]
        against = {
            name: sum(
                part.verdict == Verdict.DOES_NOT_FIT for fit in found for part in fit.parts if part.question == name
            )
            for name in PARTS
        }
        limit = dollars(self.wishes.budget or 0, "year")
        words = {
            "route": f"the pages that we read name no way in for {PEOPLE[self.wishes.route]} ({{}} of {len(found)})",
            "work": f"they cover other work ({{}} of {len(found)})",
            "budget": f"the exam costs more than {limit} ({{}} of {len(found)})",
        }
        return sentences.joined([words[name].format(count) for name, count in against.items() if count], "and")

    @property
    def is_early(self) -> bool:
        """Neither trained nor at work."""
        return self.wishes.route is None

    @property
    def nothing_fits(self) -> bool:
        return not self.fits[Verdict.FITS] and not self.fits[Verdict.MAY_FIT]

    # The law of the reader's state ---------------------------------------------------------------------------------

    @cached_property
    def reading(self) -> Reading | None:
        return law_of(self.place) if self.place else None

    @property
    def law(self) -> Claim | None:
        """What the law says on credentials; None where it says, or we hold, nothing."""
        claim = self.reading.statement(Subject.CREDENTIAL) if self.reading else None
        return claim if claim and claim.text else None

    @property
    def law_words(self) -> str:
        if not self.place:
            return ""
        if not self.reading:
            return f"The law of {sentences.place(self.place)} is not published here, so we cannot say what it asks for."
        asked = self.reading.content.credential_requirement
        return f"Credential required by {self.place.name} law: {sentences.credential_words(asked)}."

    @property
    def law_asks(self) -> bool:
        return bool(self.reading and self.reading.content.credential_requirement in REQUIRED)

    @property
    def guide(self) -> str:
        """The part of the state's guide on credentials; empty without a guide."""
        address = addresses("stateguidepage", "jurisdiction").get(self.place.pk, "") if self.place else ""
        return f"{address}#credential" if address and self.reading else address

    @property
    def sources(self) -> Iterator[Source]:
        """In the order of the page."""
        if self.law:
            yield from self.law.sources
        for _, _, lines in self.groups:
            for line in lines:
                yield from line.sources
