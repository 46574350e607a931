"""Until version 1.0 each app has one generated 0001_initial, written anew when models change."""

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
# In the order of their dependencies, one at a time, so that each becomes a single migration.
APPS = {"people": ROOT / "guides" / "people", "careers": ROOT / "careers", "guides": ROOT / "guides"}


def main() -> None:
    hidden = []
    for folder in APPS.values():
        (folder / "migrations" / "0001_initial.py").unlink(missing_ok=True)
        rules = folder / "migrations" / "0002_database_rules.py"
        if rules.exists():
            hidden.append((rules.rename(rules.with_suffix(".hidden")), rules))
    try:
        for label in APPS:
            subprocess.run([sys.executable, "manage.py", "makemigrations", label], cwd=ROOT, check=True)
    finally:
        for away, rules in hidden:
            away.rename(rules)


if __name__ == "__main__":
    main()
