"""Whether the text names the person who supervises. A person it does not list is "not among those", never refused."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from careers.answers import Answer
from careers.law.reading import RuleClaim
from careers.models.law.words import Supervisor
from guides.sentences.rules import delegators_of
from guides.sentences.words import PEOPLE, capitalized, delegators

SAME_FOR_ALL = "The answer is the same whoever supervises."


class SupervisorStatus(StrEnum):
    """Which list answers: the rule's own goes before the state's."""

    NOT_ASKED = "not_asked"
    NAMED = "named"
    NOT_NAMED = "not_named"
    STATE_LIST_NAMES = "state_list_names"
    STATE_LIST_DOES_NOT_NAME = "state_list_does_not_name"
    NOT_SAID = "not_said"


@dataclass(frozen=True)
class SupervisorAnswer:
    status: SupervisorStatus
    sentence: str  # empty where nobody was asked about


def supervisor(claim: RuleClaim, who: str) -> SupervisorAnswer:
    """`who`: a key of Supervisor, or empty. Raises ValueError for anything else."""
    if not who:
        return SupervisorAnswer(SupervisorStatus.NOT_ASKED, "")
    status = _status(claim, Supervisor(who))
    if claim.answer == Answer.NOT_ALLOWED:
        return SupervisorAnswer(status, SAME_FOR_ALL)
    return SupervisorAnswer(status, _sentence(claim, Supervisor(who), status))


def _status(claim: RuleClaim, who: Supervisor) -> SupervisorStatus:
    if own := delegators_of(claim):
        return SupervisorStatus.NAMED if who in own else SupervisorStatus.NOT_NAMED
    # A list in a law that was not researched rests on little: it settles nothing about anybody.
    if claim.reading.is_researched and (states := claim.reading.content.supervisors):
        return SupervisorStatus.STATE_LIST_NAMES if who in states else SupervisorStatus.STATE_LIST_DOES_NOT_NAME
    return SupervisorStatus.NOT_SAID


def _sentence(claim: RuleClaim, who: Supervisor, status: SupervisorStatus) -> str:
    person = "a supervisor of another kind" if who == Supervisor.OTHER else PEOPLE[who]
    law = f"{claim.reading.jurisdiction.name} law"
    match status:
        case SupervisorStatus.NAMED if who == Supervisor.OTHER:
            listed = delegators(claim_list(claim), "and")
            return f"The text also names people outside the common kinds; its list: {listed}."
        case SupervisorStatus.NAMED:
            return f"{capitalized(person)} is among those the text names."
        case SupervisorStatus.NOT_NAMED:
            listed = delegators(claim_list(claim), "and")
            return f"{capitalized(person)} is not among those the text names: {listed}."
        case SupervisorStatus.STATE_LIST_NAMES:
            among = "others" if who == Supervisor.OTHER else person
            return f"{_without_list(claim)}; {law} names {among} among those who may delegate or supervise elsewhere."
        case SupervisorStatus.STATE_LIST_DOES_NOT_NAME:
            listed = delegators(claim.reading.content.supervisors, "and")
            return f"{_without_list(claim)}; {person} is not among those {law} names elsewhere: {listed}."
        case _ if claim.answer == Answer.NOT_CHECKED:
            return f"We have not checked who may delegate {claim.task.activity}."
        case _:
            return f"The text we read does not say who may delegate {claim.task.activity}."


def _without_list(claim: RuleClaim) -> str:
    """Why the state's list answers: what was not checked or not recorded is no silence of the text."""
    if claim.answer == Answer.NOT_CHECKED:
        return "We have not checked who may delegate this task"
    if delegators_of(claim) is None:
        return "We have not recorded a list for this task"
    return "The text on this task lists nobody"


def claim_list(claim: RuleClaim) -> tuple[str, ...]:
    return delegators_of(claim) or ()
