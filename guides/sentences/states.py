"""A jurisdiction in a few sentences, and words for its credential and for tasks that its law does not name."""

from __future__ import annotations

from collections import Counter

from careers.answers import Answer
from careers.law.reading import Reading
from careers.models.law.words import Requirement, Unlisted
from guides.sentences.words import capitalized, delegators, joined, place

#: What fits after "Credential:".
CREDENTIAL = {
    Requirement.NONE: "none required by law",
    Requirement.REGISTRATION: "registration with the state",
    Requirement.CERTIFICATION: "certification",
    Requirement.LICENSURE: "a license",
    Requirement.TASK_SPECIFIC: "for some tasks only",
    Requirement.NOT_CHECKED: "not checked",
}

_CREDENTIAL_CLAUSES = {
    Requirement.NONE: "it asks for no credential to work as a medical assistant",
    Requirement.REGISTRATION: "it asks medical assistants to register with the state",
    Requirement.CERTIFICATION: "it asks medical assistants for certification",
    Requirement.LICENSURE: "it asks medical assistants for a license",
    Requirement.TASK_SPECIFIC: "it asks for a credential for some tasks only",
    Requirement.NOT_CHECKED: "we have not checked whether it asks for a credential",
}

#: What fits after "Tasks that the law does not name:".
UNLISTED = {
    Unlisted.GENERAL_DELEGATION: "a general rule on delegation governs them",
    Unlisted.CLOSED_LIST: "the list is closed; treat them as not delegable until the regulator says otherwise",
    Unlisted.NOT_STATED: "the text we read does not say what governs them",
}


def credential_words(requirement: str) -> str:
    return CREDENTIAL[Requirement(requirement)]


def unlisted_words(rule: str) -> str:
    return UNLISTED[Unlisted(rule)]


def short_answer(reading: Reading) -> str:
    """What opens a state's page: tasks by answer, credential, who delegates, silence."""
    name, content = reading.jurisdiction.name, reading.content
    if not reading.is_researched:
        return (
            f"{name} law is not yet researched here. What stands on this page comes from few texts, and most tasks are "
            "not checked."
        )
    sentences = [f"{_tasks(reading)}"]
    credential = _CREDENTIAL_CLAUSES[Requirement(content.credential_requirement)]
    if content.supervisors:
        who = f"the texts we read let {delegators(content.supervisors)} delegate or supervise, each within its own rule"
    else:
        who = "the texts we read do not say who may delegate"
    sentences.append(f"{capitalized(credential)}, and {who}.")
    sentences.append(f"For tasks that {name} law does not name, {_unlisted_clause(content.unlisted_rule)}.")
    return " ".join(sentences)


def _tasks(reading: Reading) -> str:
    """Of the 17 tasks we follow, Utah law allows 5, allows 3 with conditions, …"""
    counts = Counter(claim.answer for claim in reading.general_rules.values())
    law = [
        words.format(counts[answer])
        for answer, words in (
            (Answer.ALLOWED, "allows {}"),
            (Answer.ALLOWED_WITH_CONDITIONS, "allows {} with conditions"),
            (Answer.NOT_ALLOWED, "bars {}"),
            (Answer.LAW_SILENT, "does not mention {}"),
        )
        if counts[answer]
    ]
    rest = [
        words.format(counts[answer])
        for answer, words in (
            (Answer.SOURCES_CONFLICT, "official texts disagree about {}"),
            (Answer.NOT_CHECKED, "we have not checked {}"),
        )
        if counts[answer]
    ]
    opening = f"Of the {sum(counts.values())} tasks we follow in {place(reading.jurisdiction)}, "
    said = [f"the law {joined(law, 'and')}"] if law else []
    return f"{opening}{'; '.join([*said, *([joined(rest, 'and')] if rest else [])])}."


def _unlisted_clause(rule: str) -> str:
    return {
        Unlisted.GENERAL_DELEGATION: "a general rule on delegation governs",
        Unlisted.CLOSED_LIST: "the list is closed: treat them as not delegable until the regulator says otherwise",
        Unlisted.NOT_STATED: "the text we read does not say what governs",
    }[Unlisted(rule)]
