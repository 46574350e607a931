"""State law from files: read → validate → difference per rule → drafts or editions, all in one transaction.

A YAML file holds the whole law of one state, in the form of `careers/data/law`. A CSV holds rules, one a row: the rows
of a task and class replace what the desk holds for that task and class; everything else of the desk stays as it is.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from django.utils import timezone
from wagtail.log_actions import log

from careers.importers.problems import ENOUGH, ImportProblem, ImportProblems
from careers.importers.state_law_plan import Obstacle, Planned
from careers.law import applying, files, record, rule_rows
from careers.law.content import Content, Rule, in_order, without_tasks
from careers.law.desk import content_of
from careers.law.fitness import problems
from careers.law.rule_rows import RuleRow
from careers.law.texts import read_text
from careers.models import Jurisdiction, LawEdition, OpenQuestion, Source, StateLaw, Task

#: In the history of a law.
IMPORTED = "careers.law.import"
ENDINGS = (".yaml", ".yml", ".csv")


@dataclass
class Incoming:
    """What the files say about one state: its whole law, or rows for some of its rules."""

    code: str
    names: list[str]  # of the files
    law: files.LawFile | None = None
    rows: list[tuple[str, RuleRow]] = field(default_factory=list)  # each with the name of its file


def read(paths: Sequence[Path]) -> list[Incoming]:
    """What the files say, in the order of the codes. ImportProblems names everything that is wrong in any file."""
    codes = sorted(Jurisdiction.objects.values_list("code", flat=True))
    found: dict[str, Incoming] = {}
    wrong: list[ImportProblem] = []
    for path in paths:
        try:
            _take(path, codes, found)
        except ImportProblems as said:
            wrong += said.problems
        if len(wrong) >= ENOUGH:
            break
    if wrong:
        raise ImportProblems(wrong[:ENOUGH])
    return [found[code] for code in sorted(found)]


def plan(incoming: Iterable[Incoming], user: Any = None, *, lock: bool = False) -> list[Planned]:
    """What each law would become. ImportProblems names file and field of everything that cannot stand.

    With `lock`, inside a transaction, nobody else writes these laws until it ends.
    """
    incoming = list(incoming)
    desk = _Desk([coming.code for coming in incoming], user, lock=lock)
    wrong: list[ImportProblem] = []
    planned = []
    for coming in incoming:
        law = desk.laws.get(coming.code)
        before = desk.content(content_of(law)) if law else None
        content, origin = _content(coming, before, desk, wrong)
        if content is None:
            continue
        kept = before.source_keys if before else set()
        wrong += _problems(coming, content, origin, desk, kept)
        asked = coming.law.open_questions if coming.law else ()
        planned.append(
            Planned(
                jurisdiction=desk.jurisdictions[coming.code],
                names=tuple(coming.names),
                content=content,
                questions=tuple(text for text in asked if text not in desk.questions[coming.code]),
                desk=before,
                readers=desk.readers.get(coming.code),
                obstacles=tuple(desk.obstacles(law)) if law else (),
                notes=tuple(
                    f"the source '{key}' is retired; choose another when the claim is worked on"
                    for key in sorted(content.source_keys & kept & desk.retired)
                ),
                carries_a_draft=_carries_a_draft(coming, content, desk.readers.get(coming.code), desk.task_order),
            )
        )
    if wrong:
        raise ImportProblems(wrong[:ENOUGH])
    return planned


def write(
    planned: Iterable[Planned],
    user: Any = None,
    *,
    publish: bool,
    note: str = "",
    is_correction: bool = False,
    progress: Callable[[int], None] = lambda laws: None,
) -> None:
    """Writes what is given, whatever held it back. Run it in the transaction in which it was planned."""
    for number, one in enumerate(planned, start=1):
        file = files.LawFile(one.content, one.questions, Path(one.names[0]))
        revision = applying.apply(file, publish=publish, user=user, note=note, is_correction=is_correction)
        if revision:
            log(
                instance=revision.content_object,
                action=IMPORTED,
                user=user,
                revision=revision,
                data={"files": list(one.names)},
            )
        progress(number)


# Steps --------------------------------------------------------------------------------------------------------------


def _take(path: Path, codes: list[str], found: dict[str, Incoming]) -> None:
    ending = path.suffix.lower()
    if ending not in ENDINGS:
        raise ImportProblems([ImportProblem(f"only {', '.join(ENDINGS)} can be read", path.name)])
    text = read_text(path)
    if ending == ".csv":
        for row in rule_rows.parse(text, path.name, codes):
            coming = found.setdefault(row.jurisdiction, Incoming(row.jurisdiction, []))
            _refuse_second(coming, path, "jurisdiction", row.row, whole=False)
            coming.rows.append((path.name, row))
        return
    law = files.parse(text, path, codes)
    coming = found.setdefault(law.content.jurisdiction, Incoming(law.content.jurisdiction, []))
    _refuse_second(coming, path, "jurisdiction", None, whole=True)
    coming.law = law


def _refuse_second(coming: Incoming, path: Path, column: str, row: int | None, *, whole: bool) -> None:
    """A whole law and something else about the same state: which of them counts, nobody can tell."""
    if coming.law or (whole and coming.names):
        message = f"the law of '{coming.code}' is also in {coming.names[0]}; give one of them"
        place: dict[str, Any] = {"field": column} if row is None else {"row": row, "column": column}
        raise ImportProblems([ImportProblem(message, path.name, **place)])
    if path.name not in coming.names:
        coming.names.append(path.name)


def _content(
    coming: Incoming, before: Content | None, desk: _Desk, wrong: list[ImportProblem]
) -> tuple[Content | None, dict[Rule, tuple[str, int]]]:
    """The whole law as it would be, and where rules that came as rows stand. None: rows without a law to change."""
    if coming.law:
        return in_order(coming.law.content, desk.task_order), {}
    if before is None:
        name, first = coming.rows[0]
        message = f"there is no law of '{coming.code}' whose rules could be changed; load its YAML first"
        wrong.append(ImportProblem(message, name, row=first.row, column=rule_rows.STATE))
        return None, {}
    content = _with_rows(coming, before, desk.task_order)
    return content, {row.rule: (name, row.row) for name, row in coming.rows}


def _with_rows(coming: Incoming, before: Content, task_order: list[str]) -> Content:
    rules = [row.rule for _, row in coming.rows]
    named = {rule.key for rule in rules}
    stay = [rule for rule in before.rules if rule.key not in named]
    return in_order(replace(before, rules=(*stay, *rules)), task_order)


def _carries_a_draft(coming: Incoming, content: Content, readers: Content | None, task_order: list[str]) -> bool:
    if coming.law:
        return False
    return readers is None or _with_rows(coming, readers, task_order) != content


def _problems(
    coming: Incoming, content: Content, origin: dict[Rule, tuple[str, int]], desk: _Desk, kept: set[str]
) -> list[ImportProblem]:
    """With the place in the file: the field of a YAML, row and column of a CSV."""
    retired = desk.retired - kept
    if coming.law:
        # In the order of the file, so that rules[3] is the one that a person counts there.
        return files.check(coming.law, kinds=desk.kinds, tasks=desk.tasks, retired=retired)
    found = []
    for problem in problems(content, kinds=desk.kinds, tasks=desk.tasks, retired=retired, known_tasks=desk.task_order):
        rule = content.rules[problem.rule] if problem.rule is not None else None
        if rule in origin:
            name, row = origin[rule]
            column = problem.place.partition(".")[2] or "task"
            found.append(ImportProblem(problem.message, name, row=row, column=column))
        else:
            message = f"what lies on the desk of '{coming.code}' cannot stand: {problem.message}"
            found.append(ImportProblem(message, coming.names[0], field=problem.place))
    return found


class _Desk:
    """What the site holds about the states in question, asked once for all of them."""

    def __init__(self, codes: list[str], user: Any, *, lock: bool) -> None:
        self.user = user
        self.jurisdictions = {state.code: state for state in Jurisdiction.objects.filter(code__in=codes)}
        laws = StateLaw.objects.filter(jurisdiction__code__in=codes)
        if lock:
            # In one order, so that two imports wait for each other instead of for ever.
            list(laws.select_for_update().order_by("pk").values_list("pk", flat=True))
        held = laws.select_related("jurisdiction", "latest_revision", "locked_by")
        self.laws = {law.jurisdiction.code: law.get_latest_revision_as_object() for law in held}
        self.tasks = list(Task.objects.in_use().values_list("key", flat=True))
        self.task_order = list(Task.objects.values_list("key", flat=True))
        self.retired_tasks = set(self.task_order) - set(self.tasks)
        self.kinds = dict(Source.objects.values_list("key", "kind"))
        self.retired = set(Source.objects.filter(retired_on__lte=timezone.localdate()).values_list("key", flat=True))
        self.questions: dict[str, set[str]] = defaultdict(set)
        asked = OpenQuestion.objects.filter(jurisdiction__code__in=codes)
        for code, text in asked.values_list("jurisdiction__code", "text"):
            self.questions[code].add(text)
        newest = list(
            LawEdition.objects.filter(jurisdiction__code__in=codes)
            .select_related("jurisdiction")
            .order_by("jurisdiction_id", "-number")
            .distinct("jurisdiction_id")
        )
        self.withdrawn = {edition.jurisdiction.code for edition in newest if edition.is_withdrawal}
        shown = {edition.pk: edition for edition in newest if not edition.is_withdrawal}
        self.readers = {
            content.jurisdiction: self.content(content) for content, _ in record.contents_of(shown.values()).values()
        }

    def content(self, held: Content) -> Content:
        """Without what is still said about retired tasks: it is not shown, and no file can be told to mend it."""
        return in_order(without_tasks(held, self.retired_tasks), self.task_order)

    def obstacles(self, law: StateLaw) -> Iterable[tuple[Obstacle, str]]:
        if law.approved_schedule or (law.go_live_at and law.go_live_at > timezone.now()):
            yield Obstacle.SCHEDULED, Obstacle.SCHEDULED.label
        if law.jurisdiction.code in self.withdrawn:
            yield Obstacle.WITHDRAWN, Obstacle.WITHDRAWN.label
        if law.locked and (self.user is None or law.locked_by_id != self.user.pk):
            by = f" by {law.locked_by.get_username()}" if law.locked_by else ""
            yield Obstacle.LOCKED, f"{Obstacle.LOCKED.label}{by}"
        if law.workflow_in_progress:
            yield Obstacle.WORKFLOW, Obstacle.WORKFLOW.label
        if law.has_unpublished_changes:
            person = law.latest_revision.user if law.latest_revision else None
            by = f", last saved by {person.get_username()}" if person else ""
            yield Obstacle.DRAFT, f"{Obstacle.DRAFT.label}{by}"
