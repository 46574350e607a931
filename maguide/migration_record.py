"""Until version 1.0 migrations are rewritten, and a database made by the old ones cannot be carried over.

Beside the embedded cluster stands a record of the migrations that were applied to it; comments do not count.
"""

import ast
import hashlib
import json
from pathlib import Path

from django.apps import apps

OWN_APPS = ("people", "careers", "guides")


def fingerprints() -> dict[str, str]:
    """`app.name` → fingerprint of each migration of ours."""
    found = {}
    for label in OWN_APPS:
        for path in sorted((Path(apps.get_app_config(label).path) / "migrations").glob("0*.py")):
            tree = ast.dump(ast.parse(path.read_text()))
            found[f"{label}.{path.stem}"] = hashlib.sha256(tree.encode()).hexdigest()
    return found


def rewritten(record: Path) -> bool:
    """Whether a migration that was applied has since changed or gone."""
    try:
        applied = json.loads(record.read_text())
    except (OSError, ValueError):
        return False
    now = fingerprints()
    return any(now.get(name) != fingerprint for name, fingerprint in applied.items())


def write(record: Path) -> None:
    record.write_text(json.dumps(fingerprints(), indent=1))
