"""What keeps a law from being published, as errors of its edit form: at the block and the field."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping
from typing import Any

from django.core.exceptions import ValidationError
from wagtail.blocks import StreamBlockValidationError, StructBlockValidationError

from careers.law.desk import STATEMENTS, content_of, sources_of
from careers.law.fitness import LawProblem, problems
from careers.law.record import SUBJECTS
from careers.models import StateLaw, Task

IN_A_BLOCK = re.compile(r"(rules|others_say)\[(\d+)\](?:\.(\w+))?$")
#: "sources of training" → the field that holds them.
STATEMENT_FIELDS = {
    f"{part} of {SUBJECTS[name].label.lower()}": f"{name}_{field}"
    for name in STATEMENTS
    for part, field in (("sources", "sources"), ("words", "text"))
}
MISSING = "no rule for "


def refusals(law: StateLaw) -> dict[str, ValidationError]:
    """By field of the form. Empty when what lies on the desk can be published."""
    sources = sources_of(law)
    every = list(Task.objects.all())
    names = {task.key: task.name for task in every} | {key: str(sources[key]) for key in sources}
    found = problems(
        content_of(law),
        kinds={key: source.kind for key, source in sources.items()},
        tasks=[task.key for task in every if not task.is_retired],
        known_tasks=[task.key for task in every],
    )
    return _by_field(found, names)


def sentences(found: list[LawProblem]) -> list[str]:
    """For a message where no form is shown."""
    names = dict(Task.objects.values_list("key", "name"))
    missing = [problem for problem in found if problem.message.startswith(MISSING)]
    others = [problem for problem in found if problem not in missing]
    said = [f"{_where(problem)}: {sentence(problem.message, names)}" for problem in others]
    return [*said, *_missing(missing, names)]


def sentence(message: str, names: Mapping[str, str]) -> str:
    """With names instead of keys, as a sentence."""
    said = re.sub(r"'([^']+)'", lambda found: f"“{names.get(found[1], found[1])}”", message)
    first, space, rest = said.partition(" ")
    said = f"{names.get(first, first)}{space}{rest}"
    return f"{said[0].upper()}{said[1:]}."


def _where(problem: LawProblem) -> str:
    inside = IN_A_BLOCK.match(problem.place)
    if not inside:
        return problem.place.capitalize()
    what = "Rule" if inside[1] == "rules" else "What others say"
    return f"{what} {int(inside[2]) + 1}" + (f", {inside[3].replace('_', ' ')}" if inside[3] else "")


def _missing(found: list[LawProblem], names: Mapping[str, str]) -> list[str]:
    tasks = [names.get(key, key) for key in (problem.message.removeprefix(MISSING) for problem in found)]
    if not tasks:
        return []
    return [
        f"Every task needs a rule for any medical assistant, if only one that says “Not checked”. Missing: "
        f"{'; '.join(tasks)}."
    ]


def _by_field(found: list[LawProblem], names: Mapping[str, str]) -> dict[str, ValidationError]:
    blocks: dict[str, dict[int, dict[str, list[str]]]] = {"rules": {}, "others_say": {}}
    plain: dict[str, list[str]] = defaultdict(list)
    missing = []
    for problem in found:
        inside = IN_A_BLOCK.match(problem.place)
        if inside:
            fields = blocks[inside[1]].setdefault(int(inside[2]), {})
            fields.setdefault(inside[3] or "", []).append(sentence(problem.message, names))
        elif problem.message.startswith(MISSING):
            missing.append(problem)
        else:
            plain[STATEMENT_FIELDS.get(problem.place, problem.place)].append(sentence(problem.message, names))
    errors: dict[str, ValidationError] = {
        name: StreamBlockValidationError(non_block_errors=said) if name.endswith("_sources") else ValidationError(said)
        for name, said in plain.items()
    }
    for name, children in blocks.items():
        whole = _missing(missing, names) if name == "rules" else []
        if children or whole:
            each = {number: _of_block(fields) for number, fields in children.items()}
            errors[name] = StreamBlockValidationError(block_errors=each, non_block_errors=whole)
    return errors


def _of_block(fields: dict[str, list[str]]) -> StructBlockValidationError:
    named: dict[str, Any] = {name: ValidationError(messages) for name, messages in fields.items() if name}
    return StructBlockValidationError(block_errors=named, non_block_errors=fields.get("", []))
