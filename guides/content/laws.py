"""The starter law: each file becomes a published law, unless a person has worked on it."""

from __future__ import annotations

from pathlib import Path

from careers.importers.problems import ImportProblems
from careers.law import applying, files
from careers.models import Jurisdiction, Source, StateLaw, Task
from guides.content.problems import ContentProblems, Problem
from guides.content.starter import Ledger, Outcome, digest, why_touched


def load(folder: Path, ledger: Ledger, outcome: Outcome) -> None:
    """Files that have not changed since they were loaded are not even parsed."""
    changed = []
    for path in sorted(folder.glob("*.yaml")):
        text = path.read_text("utf-8")
        name, fresh = f"law:{path.stem}", digest(text)
        record = ledger.get(name)
        if record and record.digest == fresh:
            continue
        law = StateLaw.objects.filter(jurisdiction__code=path.stem).first()
        if not record and law:
            outcome.leave(name, "made by a person")
        elif record and (reason := why_touched(record, law)):
            outcome.leave(name, reason)
        else:
            changed.append((path, text, fresh))
    if not changed:
        return
    codes = set(Jurisdiction.objects.values_list("code", flat=True))
    kinds = dict(Source.objects.values_list("key", "kind"))
    tasks = list(Task.objects.in_use().values_list("key", flat=True))
    problems: list[Problem] = []
    for path, text, fresh in changed:
        try:
            file = files.parse(text, path, codes)
        except ImportProblems as wrong:
            problems += [Problem(path.name, found.row or 1, str(found)) for found in wrong.problems]
            continue
        if wrong_content := files.check(file, kinds=kinds, tasks=tasks):
            problems += [Problem(path.name, 1, str(found)) for found in wrong_content]
            continue
        applying.apply(file, publish=True)
        law = StateLaw.objects.get(jurisdiction__code=path.stem)
        ledger.write(f"law:{path.stem}", law, fresh)
        outcome.counts["laws written"] += 1
    if problems:
        raise ContentProblems(problems)
