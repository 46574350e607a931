"""How far a claim can be trusted: who checked it, and what is uncertain about it."""

from __future__ import annotations

from django.utils import timezone

from careers.answers import Answer
from careers.law.reading import Claim, RuleClaim
from careers.models import Source
from careers.models.law.words import Verification
from guides.sentences.words import finished
from guides.wording import day

COMPILED = "compiled from the sources listed, not yet verified"
WITHOUT_SOURCES = "not checked against a source yet"
DONE = {Verification.SECOND_READ: "second-read", Verification.VERIFIED: "verified"}


def verification(claim: Claim) -> str:
    """Words that follow a claim: "second-read on March 3, 2027 by Ann Other"."""
    check = claim.check
    if check is None:
        return COMPILED if claim.sources else WITHOUT_SOURCES
    by = f" by {check.checked_by.public_name}" if check.checked_by.public_name else ""
    return f"{DONE[claim.level]} on {day(timezone.localdate(check.checked_at))}{by}"


def doubts(claim: Claim) -> list[str]:
    """What is uncertain, one sentence each: what the rule itself says, then what its sources leave open."""
    found = [finished(claim.rule.doubts)] if isinstance(claim, RuleClaim) and claim.rule.doubts.strip() else []
    in_part = [source for source in claim.partly_read if source.extent == Source.Extent.PART]
    unread = [source for source in claim.partly_read if source.extent == Source.Extent.LISTED]
    undated = [source for source in claim.sources if not source.text_as_of and source.extent != Source.Extent.LISTED]
    if in_part:
        found.append(f"We read only part of {_citations(in_part)}.")
    if unread:
        found.append(f"We know of {_citations(unread)} only from other sources.")
    if undated:
        found.append(f"The copy we read does not say how old its text is: {_citations(undated)}.")
    if isinstance(claim, RuleClaim) and claim.answer == Answer.SOURCES_CONFLICT and not found:
        found.append("The texts disagree, and we have not found which of them prevails.")
    return found


def _citations(sources: list[Source]) -> str:
    return "; ".join(source.citation.rstrip(". ") for source in sources)
