"""The law files that ship, read with nothing of the product: what pages, commands and downloads are held against."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import yaml
from django.conf import settings

FOLDER = Path(settings.BASE_DIR) / "careers" / "data" / "law"


@cache
def files() -> dict[str, dict[str, Any]]:
    """By code of the jurisdiction."""
    found = {}
    for path in sorted(FOLDER.glob("*.yaml")):
        found[path.stem] = yaml.load(path.read_text("utf-8"), Loader=yaml.CSafeLoader)
    assert len(found) == 51
    return found


def in_force(rule: dict[str, Any]) -> bool:
    today = date.today()
    return (rule.get("effective_from") or today) <= today <= (rule.get("effective_to") or today)


def rules() -> list[tuple[str, dict[str, Any]]]:
    """Code and rule, of every rule in force."""
    return [(code, rule) for code, file in files().items() for rule in file["rules"] if in_force(rule)]


def answers() -> dict[tuple[str, str], str]:
    """The answer for any medical assistant, by state and task."""
    return {(code, rule["task"]): rule["answer"] for code, rule in rules() if not rule.get("applies_to")}


def governs(code: str, rule: dict[str, Any]) -> str:
    return rule.get("unlisted") or files()[code].get("unlisted_tasks", {}).get("rule", "not_stated")


@dataclass
class Shipped:
    """Rules for any medical assistant and for classes, by answer; the silent ones by what governs."""

    general: Counter[str] = field(default_factory=Counter)
    classes: Counter[str] = field(default_factory=Counter)
    silent: Counter[str] = field(default_factory=Counter)
    silent_classes: Counter[str] = field(default_factory=Counter)


def counted(task: str = "") -> Shipped:
    found = Shipped()
    for code, rule in rules():
        if task and rule["task"] != task:
            continue
        of_class = bool(rule.get("applies_to"))
        (found.classes if of_class else found.general)[rule["answer"]] += 1
        if rule["answer"] == "law_silent":
            (found.silent_classes if of_class else found.silent)[governs(code, rule)] += 1
    return found
