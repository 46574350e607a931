"""Pages that need no file of their own: a guide for each jurisdiction and a page for each task."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import yaml

from guides.content.document import Document
from guides.content.problems import Problem, Reporter

STATES, TASKS = "/states/", "/states/tasks/"


def documents(content: Path, data: Path, problems: list[Problem]) -> list[Document]:
    """One for each jurisdiction in `places.yaml`, with its introduction from `states.yaml`, and one for each task."""
    path = content / "states.yaml"
    introductions = {entry["code"]: str(entry["introduction"]).strip() for entry in _load(path)}
    places = _load(data / "places.yaml")["jurisdictions"]
    for code in sorted({place["code"] for place in places} ^ set(introductions)):
        problems.append(Problem(path.name, 1, f"'{code}' needs exactly one introduction"))
    found = []
    for place in places:
        name = place["name"]
        in_name = f"the {name}" if place["code"] == "dc" else name
        front = {
            "page": "state",
            "address": f"{STATES}{place['slug']}/",
            "title": f"What may medical assistants do in {in_name}?",
            "short_title": name,
            "description": f"The law for medical assistants in {in_name}: each task, who may delegate, supervision, "
            "credential, and what the law does not say.",
            "summary": introductions.get(place["code"], ""),
            "jurisdiction": place["code"],
        }
        found.append(_document(path, front))
    path = data / "tasks.yaml"
    for task in _load(path)["tasks"]:
        front = {
            "page": "task",
            "address": f"{TASKS}{task['slug']}/",
            "title": f"{task['short_name']}: medical assistant law by state",
            "short_title": task["short_name"],
            "description": f"{task['name']}: what the law of each state says for medical assistants, and what is "
            "not checked.",
            "summary": str(task["definition"]).strip(),
            "task": task["key"],
        }
        found.append(_document(path, front))
    for document in found:
        for key, longest in {"title": 80, "short_title": 40, "description": 155}.items():
            if len(document.front[key]) > longest:
                problems.append(Problem(document.path.name, 1, f"{document.address}: '{key}' is longer than {longest}"))
    return found


def _document(path: Path, front: dict[str, Any]) -> Document:
    return Document(path, front, "", 1, Reporter(path))


def _load(path: Path) -> Any:
    return yaml.load(path.read_text("utf-8"), Loader=yaml.CSafeLoader)
