#!/usr/bin/env python3
"""Django's command line, with the embedded database running for as long as a command needs it."""

import os
import sys


def main() -> int:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "maguide.settings.dev")
    from django.core.exceptions import ImproperlyConfigured
    from django.core.management import execute_from_command_line

    from maguide.database import DatabaseProblem

    try:
        from django.conf import settings

        needs_database = len(sys.argv) > 1 and sys.argv[1] not in {"help", "version", "collectstatic", "serve"}
        if needs_database and settings.EMBEDDED_DATABASE:
            settings.EMBEDDED_DATABASE.start()
        execute_from_command_line(sys.argv)
    except (DatabaseProblem, ImproperlyConfigured) as problem:
        print(problem, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
