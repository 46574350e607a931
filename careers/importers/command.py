"""What the import commands share: files → report → difference → release. Readers are in the modules beside this one.

Exit codes, for scripts: 0 loaded, or a dry run without problems; 1 the files are wrong, one problem a line on the error
stream, nothing written; 2 the command was called wrongly; 3 the site holds exactly these rows already.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser, OutputWrapper
from django.utils import timezone

from careers.importers.difference import difference
from careers.importers.problems import ENOUGH, ImportProblems
from careers.importers.rows import Candidate
from careers.models import Release
from careers.releases import Provenance, ReleaseProblem, held_as, load, make_current

USAGE, WRONG_FILES, UNCHANGED = 2, 1, 3
PLAIN_STEP = 50_000  # rows between two lines of progress that go to a file
BAR = 30


class Progress:
    """A bar on a terminal; elsewhere a line now and then."""

    def __init__(self, out: OutputWrapper, what: str = "rows read", step: int = 0) -> None:
        self.out = out
        self.what = what
        self.step = step or PLAIN_STEP
        self.drawn = out.isatty()
        self.total = 0
        self.last = 0

    def expect(self, total: int) -> None:
        self.total = total

    def __call__(self, rows: int) -> None:
        if self.drawn:
            self.out.write(f"\r{self._bar(rows)}", ending="")
            self.out.flush()
        elif rows >= self.last + self.step:
            self.out.write(f"{rows:,} {self.what}")
            self.last = rows

    def end(self) -> None:
        if self.drawn:
            self.out.write("\r\033[K", ending="")

    def _bar(self, rows: int) -> str:
        if not self.total:
            return f"{rows:,} {self.what}"
        done = min(rows / self.total, 1)
        full = round(BAR * done)
        return f"[{'#' * full}{'.' * (BAR - full)}] {done:4.0%}  {rows:,} {self.what}"


class ImportCommand(BaseCommand):
    """A command names its reader and adds what only it needs."""

    def read(self, files: Sequence[Path], progress: Progress, options: dict[str, Any]) -> Candidate:
        raise NotImplementedError

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("files", nargs="+", type=Path, metavar="FILE", help=".xlsx, .csv, .txt, or .zip of them")
        parser.add_argument("--dry-run", action="store_true", help="read, check and compare; write nothing")
        parser.add_argument(
            "--retrieved-on", type=_day, metavar="DAY", help="when the files were fetched; today if unset"
        )
        parser.add_argument("--published-on", type=_day, metavar="DAY", help="when the publisher released them")
        parser.add_argument("--obtained-from", default="", metavar="TEXT", help="where from, if not the publisher")
        parser.add_argument("--caution", action="append", default=[], metavar="TEXT", help="for readers; repeat it")
        parser.add_argument("--make-current", action="store_true", help="show the release to readers at once")
        parser.add_argument("--note", default="", metavar="TEXT", help="why, with --make-current")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["make_current"] != bool(options["note"].strip()):
            raise CommandError("--make-current and --note TEXT go together: the note says why.", returncode=USAGE)
        if options["make_current"] and options["dry_run"]:
            raise CommandError("A dry run writes nothing; leave out --make-current.", returncode=USAGE)
        for path in options["files"]:
            if not path.is_file():
                raise CommandError(f"There is no file {path}.", returncode=USAGE)
        candidate = self._candidate(options)
        self._report(candidate)
        for line in difference(candidate).lines():
            self.stdout.write(line)
        if options["dry_run"]:
            self.stdout.write("Dry run: nothing was written.")
            return
        release = load(candidate, _provenance(options))
        unchanged = release is None
        if release:
            self.stdout.write(f"Loaded: {release}, {release.rows:,} rows.")
        else:
            self.stdout.write("Nothing to load: the site holds exactly these rows already.")
        if options["make_current"]:
            shown = release or held_as(candidate)
            if not shown:
                raise CommandError(
                    "Another release of this period was loaded at this moment; look at it, then try again."
                )
            unchanged = not self._make_current(shown, options["note"]) and unchanged
        elif release:
            edition = f" --edition {release.edition}" if release.edition > 1 else ""
            command = f"make_current {release.data_set} {release.period}{edition} --note TEXT"
            self.stdout.write(f"Readers do not see it yet. To show it: manage.py {command}")
        if unchanged:
            raise SystemExit(UNCHANGED)

    def _candidate(self, options: dict[str, Any]) -> Candidate:
        progress = Progress(self.stdout)
        try:
            return self.read(options["files"], progress, options)
        except ImportProblems as found:
            progress.end()
            for problem in found.problems:
                self.stderr.write(str(problem), self.style.ERROR)
            count = len(found.problems)
            more = " or more" if count >= ENOUGH else ""
            raise CommandError(
                f"Nothing was written: {count}{more} problem{'s' * (count != 1)}.", returncode=WRONG_FILES
            ) from None
        finally:
            progress.end()

    def _report(self, candidate: Candidate) -> None:
        name = candidate.data_set.label
        read, kept = candidate.rows_read, len(candidate.rows)
        self.stdout.write(f"{name}, {candidate.label}: {read:,} rows read, {kept:,} kept.")
        for scope, count in sorted(Counter(row.scope for row in candidate.rows).items()):
            self.stdout.write(f"  {scope}: {count:,}")
        for note in candidate.notes:
            self.stdout.write(f"  note: {note}")

    def _make_current(self, release: Release, note: str) -> bool:
        try:
            make_current(release, note)
        except ReleaseProblem as problem:
            self.stdout.write(str(problem))
            return False
        self.stdout.write(f"Current for readers: {release}.")
        return True


def _provenance(options: dict[str, Any]) -> Provenance:
    return Provenance(
        retrieved_on=options["retrieved_on"] or timezone.localdate(),
        published_on=options["published_on"],
        obtained_from=options["obtained_from"].strip(),
        cautions="\n".join(caution.strip() for caution in options["caution"]),
    )


def _day(value: str) -> date:
    return date.fromisoformat(value)


_day.__name__ = "day, written as 2026-05-15"  # what argparse puts into its message
