"""What a rule says, as one or two sentences with the answer first, and shorter for tables."""

from __future__ import annotations

from careers.answers import Answer
from careers.law.reading import RuleClaim
from careers.models.law.words import Supervision, Unlisted
from guides.sentences.words import capitalized, delegators, joined, people, place, supervision_clause, whom
from guides.wording import day

PERMITS = (Answer.ALLOWED, Answer.ALLOWED_WITH_CONDITIONS)
#: More words than this and the qualification is left to the rule's own text.
LONGEST = 60
#: A longer list of people is cut in sentences; the rule shows it whole.
MOST_PEOPLE = 7
WIDEST = 90  # characters in a cell of a table

GOVERNS = {
    Unlisted.GENERAL_DELEGATION: "Its general rule on delegation governs the task",
    Unlisted.CLOSED_LIST: "Treat it as not delegable until the regulator says otherwise",
    Unlisted.NOT_STATED: "The text we read does not say what governs tasks it does not name",
}


def main_rule(claim: RuleClaim) -> RuleClaim | None:
    """For a rule about a class: the rule for any medical assistant on the same task."""
    return claim.reading.general_rules.get(claim.task.key) if claim.applies_to else None


def delegators_of(claim: RuleClaim) -> tuple[str, ...] | None:
    """Whom the text for the task lists; empty: it lists nobody; None: nothing was recorded.

    A rule for a class for which nothing was recorded follows the task's main rule.
    """
    if claim.rule.delegators is not None:
        return claim.rule.delegators
    main = main_rule(claim)
    return main.rule.delegators if main else None


def supervision_of(claim: RuleClaim) -> str:
    """The level for the task, likewise; empty where none was recorded."""
    main = main_rule(claim)
    return claim.rule.supervision or (main.rule.supervision if main else "")


def rule(claim: RuleClaim) -> str:
    """The whole answer: at most two sentences."""
    full = _composed(claim, claim.rule.qualification)
    if len(full.split()) <= LONGEST or not claim.rule.qualification:
        return full
    return _composed(claim, "" if claim.answer == Answer.LAW_SILENT else "given in the rule")


def _composed(claim: RuleClaim, qualification: str) -> str:
    task, jurisdiction = claim.task, claim.reading.jurisdiction
    law, who = f"{jurisdiction.name} law", whom(claim.applies_to)
    for_whom = f" for {who}" if claim.applies_to else ""
    ended = claim.rule.ended_before(claim.reading.when.day)
    match claim.answer:
        case Answer.ALLOWED | Answer.ALLOWED_WITH_CONDITIONS | Answer.NOT_ALLOWED:
            opening = f"In {', '.join([place(jurisdiction), *_days(claim)])},"
            return f"{opening} {_may(claim, who, ended)}{_conditions(claim, qualification)}"
        case Answer.LAW_SILENT:
            mention = "did not mention" if ended else "does not mention"
            law += _in_force(claim)
            if claim.governs == Unlisted.NOT_STATED:
                return (
                    f"{law} {mention} {task.activity}{for_whom}, and the text we read does not say what governs tasks "
                    "it does not name."
                )
            if claim.governs == Unlisted.CLOSED_LIST:
                return f"{law} lists what {who} may do and {mention} {task.activity}. {governs(claim)}"
            return f"{law} {mention} {task.activity}{for_whom}. {_general(claim, qualification)}"
        case Answer.SOURCES_CONFLICT:
            texts = f"Official texts in {place(jurisdiction)}{_in_force(claim)}"
            return f"{texts} {'disagreed' if ended else 'disagree'} about whether {who} may {task.action}."
        case Answer.NOT_CHECKED:
            said = "said" if ended else "says"
            return f"We have not checked what {law}{_in_force(claim)} {said} about {task.activity}{for_whom}."


def _may(claim: RuleClaim, who: str, ended: bool) -> str:
    """Subject, verb and task. Not said of every assistant where a class has another answer, or is left out of the
    classes that have a rule."""
    permits, own = claim.answer in PERMITS, _class_rules(claim)
    differs = any((other.answer in PERMITS) != permits for other in own)
    if permits:
        left_out = own and {other.applies_to for other in own} != set(claim.reading.content.categories)
        who = "some medical assistants" if differs or left_out else who
        return f"{who} {'could' if ended else 'may'} {claim.task.action}"
    apart = ", except in a class that the law treats apart" if differs else ""
    return f"{who} {'could not' if ended else 'must not'} {claim.task.action}{apart}"


def _class_rules(claim: RuleClaim) -> list[RuleClaim]:
    if claim.applies_to:
        return []
    return [other for other in claim.reading.rules_for(claim.task.key) if other.applies_to]


def _conditions(claim: RuleClaim, qualification: str) -> str:
    """The rest of the first sentence, and the qualification as the second."""
    if claim.answer == Answer.NOT_ALLOWED:
        return "."
    level = supervision_of(claim)
    by, clause = _few(delegators_of(claim) or ()), supervision_clause(level)
    # A clause with a verb of its own is set off more strongly.
    mark = ";" if level == Supervision.NOT_SPECIFIED else ","
    if claim.answer == Answer.ALLOWED:
        said = f" when {by} delegates it" if by else ""
        said += f"{mark} {clause}" if clause else ""
    elif by or (clause and level != Supervision.NOT_SPECIFIED):
        said = " when conditions are met: "
        said += f"delegated by {by}" if by else clause
        said += f"{mark} {clause}" if by and clause else ""
    else:
        said = f" when the conditions of the rule are met{f'; {clause}' if clause else ''}"
    return f"{said}.{f' Qualification asked of the assistant: {_plain(qualification)}.' if qualification else ''}"


def _general(claim: RuleClaim, qualification: str = "") -> str:
    """What the general rule on delegation lets whom do. Without a list for the task, nobody is named: the state's list
    may hold people whom the general rule leaves out."""
    by, level = _few(delegators_of(claim) or ()), supervision_of(claim)
    clause = "" if level == Supervision.NOT_SPECIFIED else supervision_clause(level)
    said = f"Its general rule lets {by} delegate it" if by else GOVERNS[Unlisted.GENERAL_DELEGATION]
    if clause:
        said += f", {clause}" if by else f"; the task is done {clause}"
    return f"{said}{f'; qualification asked of the assistant: {_plain(qualification)}' if qualification else ''}."


def governs(claim: RuleClaim) -> str:
    """What governs a task that the law does not name, in one sentence that stands after one about the law."""
    if claim.governs == Unlisted.GENERAL_DELEGATION:
        return _general(claim)
    return f"{GOVERNS[claim.governs]}."


def classes(claim: RuleClaim) -> str:
    """For a main rule: how the classes that the law names differ from it. Empty where none does."""
    others: dict[Answer, list[str]] = {}
    for other in _class_rules(claim):
        if other.answer != claim.answer:
            others.setdefault(other.answer, []).append(other.applies_to)
    if not others:
        return ""
    parts = [f"{answer.label.lower()} for {joined(names, 'and')}" for answer, names in others.items()]
    return f"The answer differs by class of assistant: {'; '.join(parts)}."


def short(claim: RuleClaim) -> str:
    """Who, supervision, qualification, for a cell of a table; empty when there is nothing to say."""
    if claim.answer == Answer.LAW_SILENT:
        if claim.governs == Unlisted.NOT_STATED:
            return "Not stated what governs it"
        if claim.governs == Unlisted.CLOSED_LIST:
            return "Not on a closed list"
        start = ["general rule on delegation"]
    elif claim.answer in PERMITS:
        start = []
    else:
        return ""
    names = [name.split(" ", 1)[1] for name in people(key for key in delegators_of(claim) or () if key != "other")]
    if "other" in (delegators_of(claim) or ()):
        names.append("others named")
    clause = supervision_clause(supervision_of(claim)).removeprefix("with the ").removeprefix("under ")
    level = [clause] if clause and supervision_of(claim) != Supervision.NOT_SPECIFIED else []
    asked = [_plain(claim.rule.qualification)] if claim.rule.qualification else []
    few = f"{names[0]} or {len(names) - 1} other kinds" if len(names) > 2 else joined(names)
    mentioned = ["qualification asked"] if asked else []
    tries = [
        [*start, joined(names), *level, *asked],
        [*start, few, *level, *asked],
        [*start, joined(names), *level, *mentioned],
        [*start, few, *level, *mentioned],
        [*start, few, *level],
    ]
    lines = ["; ".join(part for part in parts if part) for parts in tries]
    return capitalized(next((line for line in lines if len(line) <= WIDEST), lines[-1]))


def _few(keys: tuple[str, ...]) -> str:
    """The list of people, cut where it would fill the sentence."""
    if len(set(keys)) <= MOST_PEOPLE:
        return delegators(keys)
    return f"{', '.join(people(keys)[:3])} or another of those whom the text names"


def _plain(words: str) -> str:
    return " ".join(words.split()).rstrip(".;,: ")


def _days(claim: RuleClaim) -> list[str]:
    """When the rule holds: "since May 21, 2024"; "from March 1, 2027"; empty where no day is recorded."""
    begins, ends, today = claim.rule.effective_from, claim.rule.effective_to, claim.reading.when.day
    if begins and ends:
        return [f"from {day(begins)} to {day(ends)}"]
    if begins:
        return [f"{'from' if begins > today else 'since'} {day(begins)}"]
    return [f"until {day(ends)}"] if ends else []


def _in_force(claim: RuleClaim) -> str:
    found = _days(claim)
    return f", in the text in force {found[0]}," if found else ""
