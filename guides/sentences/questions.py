"""The question to the board, drafted for copying: for what the law does not mention or we have not checked."""

from __future__ import annotations

from careers.answers import Answer
from careers.law.reading import RuleClaim
from guides.sentences.rules import delegators_of
from guides.sentences.words import delegators, joined, place, whom

WITHOUT_REGULATOR = "the state board that regulates medical assistants"


def board_question(claim: RuleClaim, who: str = "") -> str:
    """Several lines of plain text. `who`: the key of the supervisor that the reader has, or empty."""
    jurisdiction, task, content = claim.reading.jurisdiction, claim.task, claim.reading.content
    supervisors = [who] if who and who != "other" else delegators_of(claim) or content.supervisors
    by = delegators([key for key in supervisors if key != "other"]) or "a licensed practitioner"
    term = whom(claim.applies_to or content.own_term or joined(content.categories[:1]))
    law = f"{jurisdiction.name} law"
    if claim.answer == Answer.LAW_SILENT:
        found = f"I read that {law} does not mention {task.activity}."
    elif claim.answer == Answer.SOURCES_CONFLICT:
        found = f"I read that official texts disagree about {task.activity}."
    else:
        found = f"I have not found what {law} says about {task.activity}."
    return "\n".join(
        [
            f"To: {content.regulator_name or WITHOUT_REGULATOR}",
            "",
            f"In {place(jurisdiction)}, may {term} {task.action} when {by} delegates the task and supervises the work?",
            "",
            found,
            "",
            "Please tell me:",
            "1. which statute, rule or policy governs this task, with the section;",
            "2. who may delegate it, and how near the supervisor must be;",
            "3. what training or credential the person who does it must have.",
            "",
            "Thank you for your help.",
        ]
    )
