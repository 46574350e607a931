"""What the history of a law says about an import."""

from __future__ import annotations

from typing import Any

from wagtail.log_actions import LogActionRegistry, LogFormatter

from careers.importers.state_law import IMPORTED


class ImportFormatter(LogFormatter):
    label = "Import from a file"

    def format_message(self, log_entry: Any) -> str:
        return f"Imported from {', '.join(log_entry.data['files'])}"


def register(actions: LogActionRegistry) -> None:
    actions.register_action(IMPORTED)(ImportFormatter)
