"""Shows a loaded release to readers, or goes back to the one before. Exit codes as for the imports."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from careers.importers.command import UNCHANGED, USAGE
from careers.models import DataSet, Release
from careers.releases import ReleaseProblem, current_release, make_current, undo


class Command(BaseCommand):
    help = "Make a loaded release the current one, or with --undo go back to the release that was current before."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("data_set", choices=DataSet.values)
        parser.add_argument("period", nargs="?", default="", help="for example 2025-05; not with --undo")
        parser.add_argument("--edition", type=int, metavar="N", help="which loading of the period; the newest if unset")
        parser.add_argument("--undo", action="store_true", help="back to the release that was current before")
        parser.add_argument("--note", required=True, metavar="TEXT", help="why, for those who come after")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["undo"] == bool(options["period"]):
            raise CommandError("Name a period, or give --undo without one.", returncode=USAGE)
        if options["undo"] and options["edition"]:
            raise CommandError("--undo goes back by itself; leave out --edition.", returncode=USAGE)
        if not options["note"].strip():
            raise CommandError("--note says why; it may not be empty.", returncode=USAGE)
        try:
            if options["undo"]:
                move = undo(options["data_set"], options["note"])
            else:
                release = self._release(options["data_set"], options["period"], options["edition"])
                current = current_release(release.data_set)
                if current and current.pk == release.pk:
                    self.stdout.write(f"{release} is the current release already.")
                    raise SystemExit(UNCHANGED)
                move = make_current(release, options["note"])
        except ReleaseProblem as problem:
            raise CommandError(str(problem)) from None
        self.stdout.write(f"Current for readers: {move.release}.")

    def _release(self, data_set: str, period: str, edition: int | None) -> Release:
        known = Release.objects.filter(data_set=data_set).order_by("-period", "-edition")
        found = known.filter(period=period, **({"edition": edition} if edition else {})).first()
        if not found:
            names = ", ".join(f"{one.period} edition {one.edition}" for one in known[:20]) or "none"
            raise CommandError(f"No such release of {DataSet(data_set).label} is loaded. There are: {names}.")
        return found
