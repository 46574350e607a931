"""What was set on the board, in the history of a law: who, which field, and what stood there before."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.utils.formats import date_format
from wagtail.log_actions import LogActionRegistry, LogFormatter, log

from careers.models import Jurisdiction, StateLaw

CARED_FOR = "guides.law_board.care"
#: As on the board, by field of `LawCare`.
LABELS = {"keeper": "Held by", "next_check_on": "Next check"}


class CareFormatter(LogFormatter):
    label = "Set on the board"

    def format_message(self, log_entry: Any) -> str:
        data = log_entry.data
        return f"{data['field']}: {data['before'] or 'nothing'} → {data['after'] or 'nothing'}"


def register(actions: LogActionRegistry) -> None:
    actions.register_action(CARED_FOR)(CareFormatter)


def log_care(jurisdiction: Jurisdiction, law: StateLaw | None, name: str, before: Any, after: Any, user: Any) -> None:
    """In the history of the law; of the jurisdiction where there is no law yet."""
    data = {"field": LABELS[name], "before": _words(before), "after": _words(after)}
    log(instance=law or jurisdiction, action=CARED_FOR, user=user, data=data)


def _words(value: Any) -> str:
    if value is None:
        return ""
    return date_format(value, "Y-m-d") if isinstance(value, date) else str(value.get_username())
