"""Sentences composed from what the law files hold: plain text, for pages, tables, the checker, the sheet and downloads.

Every sentence is grammatical for every combination of fields. Silence of the law and what was not checked are never
put as a refusal; "may" is a permission, "must not" a ban.
"""

from guides.sentences.counts import count_words
from guides.sentences.questions import board_question
from guides.sentences.rules import classes, delegators_of, governs, rule, short, supervision_of
from guides.sentences.states import credential_words, short_answer, unlisted_words
from guides.sentences.supervisors import SupervisorAnswer, SupervisorStatus, supervisor
from guides.sentences.trust import doubts, verification
from guides.sentences.words import delegators, joined, place, supervision, supervision_clause, whom, with_article

__all__ = [
    "SupervisorAnswer",
    "SupervisorStatus",
    "board_question",
    "classes",
    "count_words",
    "credential_words",
    "delegators",
    "delegators_of",
    "doubts",
    "governs",
    "joined",
    "place",
    "rule",
    "short",
    "short_answer",
    "supervision",
    "supervision_clause",
    "supervision_of",
    "supervisor",
    "unlisted_words",
    "verification",
    "whom",
    "with_article",
]
