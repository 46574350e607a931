"""What the history of a law says about things that only happen to laws."""

from __future__ import annotations

from typing import Any

from wagtail.log_actions import LogActionRegistry, LogFormatter

from careers.law.publishing import NOT_PUBLISHED

COPY_RULES = "careers.law.copy_rules"
#: By kind of check.
CHECKS = {"second_reading": "careers.law.second_reading", "verification": "careers.law.verification"}


class CopyFormatter(LogFormatter):
    label = "Copy rules from another state"

    def format_message(self, log_entry: Any) -> str:
        return f"Copied from {log_entry.data['state']}: {log_entry.data['tasks']}"


class CheckFormatter(LogFormatter):
    def format_message(self, log_entry: Any) -> str:
        data = log_entry.data
        return f"{self.label}, edition {data['edition']}: {data['claim']}. Read against: {data['against']}"


class SecondReadingFormatter(CheckFormatter):
    label = "Second reading"


class VerificationFormatter(CheckFormatter):
    label = "Verification"


class NotPublishedFormatter(LogFormatter):
    label = "Scheduled publishing refused"

    def format_message(self, log_entry: Any) -> str:
        return f"Not published on its day: {' '.join(log_entry.data['reasons'])}"


def register(actions: LogActionRegistry) -> None:
    actions.register_action(COPY_RULES)(CopyFormatter)
    actions.register_action(CHECKS["second_reading"])(SecondReadingFormatter)
    actions.register_action(CHECKS["verification"])(VerificationFormatter)
    actions.register_action(NOT_PUBLISHED)(NotPublishedFormatter)
