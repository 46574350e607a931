"""Brings state law from files to the desk, and to readers when asked to.

Exit codes, for scripts: 0 written, or a dry run that would write; 1 the files are wrong, one problem a line on the
error stream, nothing written; 2 the command was called wrongly; 3 the site holds exactly this already; 4 at least one
law was left alone, the others were written.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.contrib.auth import get_user_model
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction
from wagtail.permissions import policy_registry

from careers.importers import state_law
from careers.importers.command import UNCHANGED, USAGE, WRONG_FILES, Progress
from careers.importers.problems import ImportProblems
from careers.importers.state_law_plan import NEEDED, OVERRIDABLE, Planned
from careers.importers.state_law_report import lines, summary
from careers.models import StateLaw

LEFT_ALONE = 4
STEP = 10  # laws between two lines of progress that go to a file


class Command(BaseCommand):
    help = (
        "Read laws (YAML, one file a state) or rules (CSV, one row a rule), check them, say what would differ rule by "
        "rule, and write them as drafts or publish them. All or nothing."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("files", nargs="+", type=Path, metavar="FILE", help=".yaml in the form of an export, .csv")
        parser.add_argument("--dry-run", action="store_true", help="read, check and compare; write nothing")
        parser.add_argument("--publish", action="store_true", help="show it to readers at once; needs --note")
        parser.add_argument("--note", default="", metavar="TEXT", help="what readers are told about the change")
        parser.add_argument("--correction", action="store_true", help="we were wrong before; the law did not change")
        parser.add_argument(
            "--even-if",
            action="append",
            default=[],
            choices=[choice.value for choice in OVERRIDABLE],
            help="write laws that have unpublished changes, are in a workflow (which is canceled), are locked or were "
            "withdrawn; repeat it. A draft is replaced, or published with rows that name only some of its rules",
        )
        parser.add_argument("--by", default="", metavar="NAME", help="who answers for it; they cannot check it")

    def handle(self, *args: Any, **options: Any) -> None:
        user = self._options(options)
        publish, even_if = options["publish"], options["even_if"]
        with transaction.atomic():
            planned = self._plan(options["files"], user, lock=not options["dry_run"])
            changed = [one for one in planned if one.changes(publish=publish)]
            held = [one for one in changed if one.held_back(publish=publish, even_if=even_if)]
            ready = [one for one in changed if one not in held]
            for one in planned:
                self._report(one, one in changed, one.held_back(publish=publish, even_if=even_if), publish=publish)
            if not options["dry_run"]:
                self._write(ready, user, options)
        self.stdout.write(summary(len(ready), len(held), len(planned) - len(changed), publish=publish))
        if options["dry_run"]:
            self.stdout.write("Dry run: nothing was written.")
        if held:
            raise SystemExit(LEFT_ALONE)
        if not ready:
            raise SystemExit(UNCHANGED)

    def _write(self, ready: list[Planned], user: Any, options: dict[str, Any]) -> None:
        progress = Progress(self.stdout, "laws written", STEP)
        progress.expect(len(ready))
        try:
            state_law.write(
                ready,
                user,
                publish=options["publish"],
                note=options["note"].strip(),
                is_correction=options["correction"],
                progress=progress,
            )
        finally:
            progress.end()

    def _options(self, options: dict[str, Any]) -> Any:
        """The person named, if any."""
        longest = StateLaw._meta.get_field("change_note").max_length
        if options["publish"] and not options["note"].strip():
            raise CommandError("--publish needs --note TEXT: what readers are told.", returncode=USAGE)
        if longest and len(options["note"]) > longest:
            raise CommandError(f"The note is too long; at most {longest} characters.", returncode=USAGE)
        for path in options["files"]:
            if not path.is_file():
                raise CommandError(f"There is no file {path}.", returncode=USAGE)
        if not options["by"]:
            return None
        user = get_user_model().objects.filter(username=options["by"]).first()
        if user is None:
            raise CommandError(f"There is nobody called {options['by']}.", returncode=USAGE)
        passed = [action for obstacle, action in NEEDED.items() if obstacle in options["even_if"]]
        for action in ["publish" if options["publish"] else "change", *passed]:
            if not policy_registry.get_by_type(StateLaw).user_has_permission(user, action):
                raise CommandError(f"{options['by']} may not {action} laws.", returncode=USAGE)
        return user

    def _plan(self, paths: list[Path], user: Any, *, lock: bool) -> list[Planned]:
        try:
            incoming = state_law.read(paths)
            self.stdout.write(f"{len(paths)} file{'s' * (len(paths) != 1)} read.")
            return state_law.plan(incoming, user, lock=lock)
        except ImportProblems as found:
            for problem in found.problems:
                self.stderr.write(str(problem), self.style.ERROR)
            count = len(found.problems)
            raise CommandError(
                f"Nothing was written: {count} problem{'s' * (count != 1)}.", returncode=WRONG_FILES
            ) from None

    def _report(self, one: Planned, is_changed: bool, reasons: list[str], *, publish: bool) -> None:
        if not is_changed:
            return
        self.stdout.write(f"{one.jurisdiction} ({', '.join(one.names)})")
        for line in lines(one, publish=publish):
            self.stdout.write(f"  {line}")
        if reasons:
            self.stdout.write(self.style.WARNING(f"  Left alone: it {' and '.join(reasons)}."))
