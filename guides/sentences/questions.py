"""The question to the board, drafted for copying: for what the law does not mention or we have not checked."""

from __future__ import annotations

from careers.answers import Answer
from careers.law.reading import RuleClaim
from guides.sentences.rules import delegators_of
from guides.sentences.words import delegators, joined, place, whom

WITHOUT_REGULATOR = "the state board that regulates medical assistants"


#: More classes than this and the question does not list them.
MOST_CLASSES = 6


def board_question(claim: RuleClaim, who: str = "", category: str = "") -> str:
    """Several lines of plain text. `who`: the key of the supervisor that the reader has, or empty. `category`: the
    class that was asked about, also where the main rule answers; empty: any medical assistant."""
    jurisdiction, task, content = claim.reading.jurisdiction, claim.task, claim.reading.content
    supervisors = [who] if who and who != "other" else delegators_of(claim) or content.supervisors
    by = delegators([key for key in supervisors if key != "other"]) or "a licensed practitioner"
    named = claim.applies_to or category
    term = whom(named or content.own_term)
    law = f"{jurisdiction.name} law"
    if claim.answer == Answer.LAW_SILENT:
        found = f"I read that {law} does not mention {task.activity}."
    elif claim.answer == Answer.SOURCES_CONFLICT:
        found = f"I read that official texts disagree about {task.activity}."
    else:
        found = f"I have not found what {law} says about {task.activity}."
    classes = []
    if not named and 0 < len(content.categories) <= MOST_CLASSES:
        spoken_of = joined([_quoted(name) for name in content.categories], "and")
        classes = [f"4. whether the answer is the same for every class: the law, as I read it, speaks of {spoken_of}."]
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
            f"3. what training or credential the person who does it must have{';' if classes else '.'}",
            *classes,
            "",
            "Thank you for your help.",
        ]
    )


def _quoted(name: str) -> str:
    return f"“{' '.join(name.split())}”"
