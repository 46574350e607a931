"""Files of roles, credentials and ways in: what is refused, by name; and that what is written is read back."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
import yaml

from careers.importers import stated_files
from careers.importers.problems import ImportProblems
from careers.importers.stated_files import StatedFiles

SOURCES, ROLES = {"a-page", "b-page"}, {"cna", "lpn"}
CREDENTIAL: dict[str, Any] = {
    "credential": "zz-cred",
    "initials": "ZZ (BODY)",
    "name": "Tested Assistant",
    "body": "The Body",
    "covers": "clinical",
    "order": 10,
    "law_names": ["ZZBODY"],
    "facts": [{"subject": "exam", "text": "One.\nTwo.", "sources": ["a-page", "b-page"], "doubts": "Old."}],
    "fees": [{"what": "exam", "who": "Members", "amount": 99.5, "as_of": "2026", "sources": ["a-page"]}],
    "routes": [{"kind": "program", "text": "A program.", "sources": ["b-page"]}],
}
ROLE: dict[str, Any] = {
    "role": "cna",
    "licensing": "registered",
    "facts": [{"subject": "licence", "text": "A registry.", "sources": ["a-page"]}],
}
ROUTE: dict[str, Any] = {
    "route": "on-the-job",
    "name": "Training on the job",
    "kind": "on_the_job",
    "credential_routes": ["work_experience"],
    "facts": [{"subject": "what", "text": "Work.", "sources": ["a-page"]}],
}


def read(folder: Path) -> StatedFiles:
    return stated_files.read(folder, SOURCES, ROLES)


def put(folder: Path, name: str, value: Any) -> Path:
    path = folder / name
    path.parent.mkdir(exist_ok=True)
    # Through JSON, so that nothing in the file repeats another part by reference.
    text = value if isinstance(value, str) else yaml.safe_dump(json.loads(json.dumps(value)))
    path.write_text(text, encoding="utf-8")
    return folder


def refused(folder: Path, name: str, value: Any) -> str:
    with pytest.raises(ImportProblems) as found:
        read(put(folder, name, value))
    return "\n".join(f"{problem.file} {problem.field}: {problem}" for problem in found.value.problems)


def test_what_is_right_is_taken(tmp_path: Path) -> None:
    put(tmp_path, "credentials/zz-cred.yaml", CREDENTIAL)
    put(tmp_path, "roles/cna.yaml", ROLE)
    put(tmp_path, "entry_routes.yaml", [ROUTE])
    files = read(tmp_path)
    [credential], [role], [route] = files.credentials, files.roles, files.entry_routes
    assert credential.values["fees"][0]["amount"] == "99.50"
    assert credential.sources == SOURCES
    assert (role.key, route.key) == ("cna", "on-the-job")
    assert read(tmp_path / "empty") == StatedFiles()


def test_what_is_written_is_read_back(tmp_path: Path) -> None:
    put(tmp_path, "credentials/zz-cred.yaml", {**CREDENTIAL, "retired_on": "2026-05-01"})
    put(tmp_path, "roles/cna.yaml", ROLE)
    files = read(tmp_path)
    for name, first, [entry] in (("credentials", "credential", files.credentials), ("roles", "role", files.roles)):
        put(tmp_path / "again", "x", "")
        put(tmp_path / "again", f"{name}/{entry.key}.yaml", stated_files.text(first, entry))
    again = read(tmp_path / "again")
    assert (again.credentials, again.roles) == (files.credentials, files.roles)
    assert stated_files.written("credential", again.credentials[0])["fees"][0]["amount"] == 99.5


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"colour": "red"}, "colour"),
        ({"initials": None}, "initials"),
        ({"initials": "x" * 41}, "initials"),
        ({"name": 5}, "name"),
        ({"covers": "everything"}, "covers"),
        ({"order": "first"}, "whole number from 0 to 1000"),
        ({"order": True}, "whole number"),
        ({"order": 1001}, "whole number"),
        ({"law_names": "ZZBODY"}, "law_names"),
        ({"retired_on": "soon"}, "retired_on"),
        ({"credential": "Zz Cred"}, "small letters"),
        ({"credential": 5}, "small letters"),
        ({"credential": "other"}, "the file is called zz-cred.yaml"),
        ({"facts": {}}, "facts"),
        ({"facts": [*CREDENTIAL["facts"], *CREDENTIAL["facts"]]}, "'exam' stands twice"),
        ({"facts": [{**CREDENTIAL["facts"][0], "subject": "licence"}]}, "facts[0].subject"),
        ({"facts": [{**CREDENTIAL["facts"][0], "colour": "red"}]}, "facts[0]"),
        ({"facts": [{**CREDENTIAL["facts"][0], "text": "x" * 601}]}, "facts[0].text"),
        ({"facts": [{"subject": "exam", "text": "No source."}]}, "facts[0]"),
        ({"facts": [{**CREDENTIAL["facts"][0], "sources": ["nowhere"]}]}, "no source has the key 'nowhere'"),
        ({"fees": [{**CREDENTIAL["fees"][0], "what": "bribe"}]}, "fees[0].what"),
        ({"fees": [{**CREDENTIAL["fees"][0], "amount": "about 100"}]}, "dollars as a number"),
        ({"fees": [{**CREDENTIAL["fees"][0], "amount": -1}]}, "dollars as a number"),
        ({"fees": [{**CREDENTIAL["fees"][0], "amount": 1_000_000}]}, "dollars as a number"),
        ({"fees": [{**CREDENTIAL["fees"][0], "amount": True}]}, "dollars as a number"),
        ({"fees": [{**CREDENTIAL["fees"][0], "amount": float("nan")}]}, "dollars as a number"),
        ({"fees": [{**CREDENTIAL["fees"][0], "sources": ["nowhere"]}]}, "no source has the key 'nowhere'"),
        ({"routes": [{**CREDENTIAL["routes"][0], "kind": "luck"}]}, "routes[0].kind"),
        ({"routes": [{**CREDENTIAL["routes"][0], "sources": ["nowhere"]}]}, "no source has the key 'nowhere'"),
        ({"routes": ["a program"]}, "routes[0]"),
    ],
    ids=range(30),
)
def test_a_credential_that_is_wrong(tmp_path: Path, change: dict[str, Any], message: str) -> None:
    said = refused(tmp_path, "credentials/zz-cred.yaml", {**CREDENTIAL, **change})
    assert message in said
    assert "zz-cred.yaml" in said


@pytest.mark.parametrize("text", ["", "- a list", "a sentence", "a: [", "credential: zz-cred\ncredential: zz-cred"])
def test_a_file_that_is_no_credential(tmp_path: Path, text: str) -> None:
    assert "zz-cred.yaml" in refused(tmp_path, "credentials/zz-cred.yaml", text)


def test_an_unknown_amount_is_left_out(tmp_path: Path) -> None:
    price = {name: value for name, value in CREDENTIAL["fees"][0].items() if name != "amount"}
    [credential] = read(put(tmp_path, "credentials/zz-cred.yaml", {**CREDENTIAL, "fees": [price]})).credentials
    assert credential.values["fees"][0]["amount"] is None
    assert "amount" not in stated_files.written("credential", credential)["fees"][0]


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"role": "wizard"}, "'wizard' is not in roles.yaml"),
        ({"role": "lpn"}, "the file is called cna.yaml"),
        ({"licensing": "sometimes"}, "licensing"),
        ({"facts": [{"subject": "exam", "text": "No.", "sources": ["a-page"]}]}, "facts[0].subject"),
        ({"pay": 20}, "pay"),
    ],
)
def test_a_role_that_is_wrong(tmp_path: Path, change: dict[str, Any], message: str) -> None:
    assert message in refused(tmp_path, "roles/cna.yaml", {**ROLE, **change})


@pytest.mark.parametrize(
    ("value", "message"),
    [
        ({"route": "on-the-job"}, "must be a list"),
        ([ROUTE, ROUTE], "'on-the-job' stands twice"),
        ([{**ROUTE, "kind": "luck"}], "[0].kind"),
        ([{**ROUTE, "credential_routes": ["luck"]}], "[0].credential_routes"),
        ([{**ROUTE, "price": 5}], "[0]"),
        ([ROUTE, "on the job"], "[1]"),
        ("a: [", "entry_routes.yaml"),
    ],
)
def test_ways_in_that_are_wrong(tmp_path: Path, value: Any, message: str) -> None:
    assert message in refused(tmp_path, "entry_routes.yaml", value)


def test_everything_wrong_is_said_at_once(tmp_path: Path) -> None:
    put(tmp_path, "credentials/zz-cred.yaml", {**CREDENTIAL, "covers": "everything", "order": -1})
    put(tmp_path, "roles/cna.yaml", "a: [")
    said = refused(tmp_path, "entry_routes.yaml", [{**ROUTE, "kind": "luck"}])
    for part in ("covers", "order", "cna.yaml", "[0].kind"):
        assert part in said
