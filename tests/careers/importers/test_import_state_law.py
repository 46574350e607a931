"""State law by command: from YAML or CSV to drafts and editions, all or nothing, and nothing of anybody's is lost."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone
from wagtail.models import GroupApprovalTask, Workflow, WorkflowTask

from careers.law import files, record, rule_rows
from careers.law.content import Content, Rule
from careers.law.desk import content_of, lay_out
from careers.law.publishing import newest
from careers.models import Jurisdiction, LawEdition, OpenQuestion, Source, StateLaw
from tests.careers.law_files import published, yaml_of
from tests.factories import SourceFactory, UserFactory

pytestmark = pytest.mark.django_db
MANAGERS = "State-guide managers"
NOTE = ("--publish", "--note", "The board changed its rule.")


def run(*arguments: object) -> str:
    out = StringIO()
    call_command("import_state_law", *map(str, arguments), stdout=out)
    return out.getvalue()


def ends_with(code: int, *arguments: object) -> str:
    """The command ends with this code; what it wrote."""
    out, errors = StringIO(), StringIO()
    with pytest.raises((SystemExit, CommandError)) as ended:
        call_command("import_state_law", *map(str, arguments), stdout=out, stderr=errors)
    found = ended.value
    assert (found.returncode if isinstance(found, CommandError) else found.code) == code
    return f"{out.getvalue()}{errors.getvalue()}{found}"


def law(code: str) -> StateLaw:
    return StateLaw.objects.get(jurisdiction__code=code)


def desk(code: str) -> Content:
    return content_of(law(code).get_latest_revision_as_object())


def editions() -> int:
    return LawEdition.objects.count()


def saved(code: str, text: str = "An unfinished thought.") -> Content:
    """A draft that somebody left on the desk."""
    held = law(code).get_latest_revision_as_object()
    changed = replace(content_of(held), delegation_basis=text)
    sources = {source.key: source for source in Source.objects.filter(key__in=changed.source_keys)}
    lay_out(held, changed, sources).save_revision(user=UserFactory(username="paula"))
    return changed


@pytest.fixture
def changed(tmp_path: Path) -> Callable[..., Path]:
    """`changed("ca", task="ecg", answer="not_allowed")` is the file of the published law with one rule changed."""

    def make(code: str, task: str = "ecg", name: str = "", **values: object) -> Path:
        content = published(code)
        rules = tuple(
            replace(rule, **(values or {"text": "Now it says this."})) if rule.key == (task, "") else rule  # type: ignore[arg-type]
            for rule in content.rules
        )
        return yaml_of(replace(content, rules=rules), tmp_path / (name or f"{code}.yaml"))

    return make


@pytest.fixture
def table(tmp_path: Path) -> Callable[..., Path]:
    """`table(("ca", rule), …)` is a CSV of these rules."""

    def make(*rows: tuple[str, Rule], name: str = "rules.csv", encoding: str = "utf-8") -> Path:
        whole = [rule_rows.written({code: [rule]}).partition("\n") for code, rule in rows]
        path = tmp_path / name
        path.write_text(whole[0][0] + "\n" + "".join(row for _, _, row in whole), encoding, newline="")
        return path

    return make


def rule_of(code: str, task: str, applies_to: str = "") -> Rule:
    return next(rule for rule in published(code).rules if rule.key == (task, applies_to))


# YAML ---------------------------------------------------------------------------------------------------------------


def test_a_draft_then_the_same_file_published(changed: Callable[..., Path]) -> None:
    path, before, count = changed("ca", text="Now it says this."), published("ca"), editions()
    said = run(path, "--dry-run")
    assert "California (ca.yaml)\n  changed: ecg\n    text: " in said
    assert said.endswith("Dry run: nothing was written.\n")
    assert (desk("ca"), editions()) == (before, count)

    assert "Laws to write as drafts: 1. Left alone: 0. The same already: 0." in run(path)
    assert next(rule.text for rule in desk("ca").rules if rule.key == ("ecg", "")) == "Now it says this."
    assert (published("ca"), editions(), law("ca").has_unpublished_changes) == (before, count, True)
    ends_with(3, path)

    # The draft says what the file says, so nobody's work is lost.
    said = run(path, *NOTE, "--by", UserFactory(username="petra", group=MANAGERS).username)
    assert "changed: ecg" in said
    assert published("ca") == desk("ca")
    edition = newest(law("ca").jurisdiction_id)
    assert edition
    assert (edition.note, edition.is_correction) == (NOTE[2], False)
    assert (edition.published_by.username, [user.username for user in edition.authors.all()]) == ("petra", ["petra"])
    assert editions() == count + 1
    ends_with(3, path, *NOTE)
    assert editions() == count + 1


def test_a_correction_is_marked(changed: Callable[..., Path]) -> None:
    run(changed("tx"), *NOTE, "--correction")
    assert newest(law("tx").jurisdiction_id).is_correction  # type: ignore[union-attr]


def test_a_law_that_is_not_there_yet(tmp_path: Path) -> None:
    state = Jurisdiction.objects.create(code="zz", name="Zed", slug="zed", fips="99", map_row=90, map_column=90)
    path = yaml_of(replace(published("ut"), jurisdiction="zz"), tmp_path / "zz.yaml", "Who regulates it?")
    said = run(path)
    assert "added: vital_signs" in said
    assert "asked: Who regulates it?" in said
    assert (law("zz").live, newest(state.pk)) == (False, None)
    run(path, *NOTE)
    assert published("zz") == replace(published("ut"), jurisdiction="zz")
    assert newest(state.pk).number == 1  # type: ignore[union-attr]
    assert OpenQuestion.objects.get(jurisdiction=state).text == "Who regulates it?"


def test_a_new_question_is_work_and_a_closed_one_stays_closed(tmp_path: Path) -> None:
    path = yaml_of(published("ut"), tmp_path / "ut.yaml", "Who else?")
    ends_with(3, path)
    assert not OpenQuestion.objects.filter(text="Who else?").exists()
    assert "asked: Who else?" in run(path, *NOTE)
    OpenQuestion.objects.filter(text="Who else?").update(closed_at=timezone.now(), closing_note="Nobody.")
    ends_with(3, path, *NOTE)
    assert OpenQuestion.objects.filter(text="Who else?").count() == 1


def test_one_bad_file_among_many_and_nothing_is_written(changed: Callable[..., Path]) -> None:
    paths = [changed("ca"), changed("tx"), changed("ut", sources=("no-such-source",))]
    count = StateLaw.objects.filter(has_unpublished_changes=True).count()
    said = ends_with(1, *paths)
    assert "ut.yaml, rules[10].sources: there is no source 'no-such-source'" in said
    assert "Nothing was written: 1 problem." in said
    assert StateLaw.objects.filter(has_unpublished_changes=True).count() == count == 0


def test_a_retired_source_cannot_be_cited_anew(changed: Callable[..., Path]) -> None:
    new = SourceFactory(retired_on=date(2020, 1, 1))
    said = ends_with(1, changed("ut", sources=(new.key,)))
    assert f"ut.yaml, rules[10].sources: the source '{new.key}' is retired; choose another" in said


def test_a_source_retired_while_cited_is_named_and_stays(changed: Callable[..., Path]) -> None:
    key = rule_of("ut", "ecg").sources[0]
    Source.objects.filter(key=key).update(retired_on=date(2020, 1, 1))
    assert f"note: the source '{key}' is retired" in run(changed("ut", doubts="Its age."))


def test_two_files_about_one_state(changed: Callable[..., Path], table: Callable[..., Path]) -> None:
    first, second = changed("ca", name="first.yaml"), changed("ca", name="second.yaml")
    said = ends_with(1, first, second)
    assert "second.yaml, jurisdiction: the law of 'ca' is also in first.yaml; give one of them" in said
    rows = table(("ca", rule_of("ca", "ecg")))
    assert "rules.csv, row 2, column jurisdiction: the law of 'ca' is also in first.yaml" in ends_with(1, first, rows)
    assert "first.yaml, jurisdiction: the law of 'ca' is also in rules.csv" in ends_with(1, rows, first)


# What holds a law back ----------------------------------------------------------------------------------------------


def test_unpublished_changes_are_left_alone(changed: Callable[..., Path]) -> None:
    mine, paths = saved("ca"), [changed("ca"), changed("tx")]
    for arguments in ((), NOTE):
        said = ends_with(4, *paths, *arguments)
        assert "Left alone: it has unpublished changes, last saved by paula." in said
        assert desk("ca") == mine
    assert published("tx") == desk("tx")
    said = run(*paths, "--even-if", "draft")
    assert "note: this is against the draft on the desk, which is not what readers see" in said
    assert "changed: delegation\n    delegation_basis: An unfinished thought. → " in said
    assert desk("ca") != mine


def test_a_lock_is_respected_unless_told(changed: Callable[..., Path]) -> None:
    owner = UserFactory(username="lou", group=MANAGERS)
    held = law("ca")
    held.locked, held.locked_by, held.locked_at = True, owner, timezone.now()
    held.save()
    before, path = desk("ca"), changed("ca")
    assert "Left alone: it is locked by lou." in ends_with(4, path, *NOTE)
    ends_with(4, path, *NOTE, "--even-if", "draft", "--even-if", "workflow")
    assert published("ca") == desk("ca") == before
    run(path, *NOTE, "--by", "lou")
    run(changed("ca", text="And again."), *NOTE, "--even-if", "locked")
    assert rule_of("ca", "ecg").text == "And again."
    assert law("ca").locked


def test_a_workflow_is_left_alone(changed: Callable[..., Path]) -> None:
    workflow = Workflow.objects.create(name="Two pairs of eyes")
    WorkflowTask.objects.create(
        workflow=workflow, task=GroupApprovalTask.objects.create(name="Second pair"), sort_order=1
    )
    saved("ca")
    workflow.start(law("ca"), UserFactory())
    path = changed("ca")
    assert "Left alone: it is in a workflow and has unpublished changes" in ends_with(4, path, *NOTE)
    ends_with(4, path, *NOTE, "--even-if", "draft")
    run(path, *NOTE, "--even-if", "draft", "--even-if", "workflow")
    assert published("ca") == desk("ca")
    assert not law("ca").workflow_in_progress


def test_a_day_set_for_publishing_is_always_left_alone(changed: Callable[..., Path]) -> None:
    held = law("ca").get_latest_revision_as_object()
    held.go_live_at = timezone.now() + timedelta(days=9)
    held.save_revision().publish()
    path = changed("ca")
    overrides = [part for name in ("draft", "workflow", "locked", "withdrawn") for part in ("--even-if", name)]
    assert "Left alone: it has a day set for publishing; take it away first" in ends_with(4, path, *NOTE, *overrides)
    assert law("ca").approved_schedule


def test_a_law_that_was_withdrawn_does_not_come_back_by_itself(changed: Callable[..., Path], tmp_path: Path) -> None:
    path = yaml_of(published("ca"), tmp_path / "same.yaml")
    law("ca").unpublish()
    assert "Left alone: it was withdrawn" in ends_with(4, path, *NOTE)
    run(path, *NOTE, "--even-if", "withdrawn")
    edition = newest(law("ca").jurisdiction_id)
    assert edition
    assert (edition.is_withdrawal, law("ca").live) == (False, True)


# CSV ----------------------------------------------------------------------------------------------------------------


def test_a_table_changes_the_rules_that_it_names(table: Callable[..., Path]) -> None:
    before = {code: published(code) for code in ("ca", "wa")}
    ecg = replace(rule_of("ca", "ecg"), text="A new text; with “marks”,\nin two lines.", delegators=())
    registered = replace(rule_of("wa", "ecg", "MA-Registered"), delegators=("physician", "podiatrist"), doubts="Which?")
    said = run(table(("ca", ecg), ("wa", registered), encoding="utf-8-sig"), *NOTE)
    assert "delegators: [physician, podiatrist] → []" in said or "→ []" in said
    assert "changed: ecg for MA-Registered" in said
    for code, new in (("ca", ecg), ("wa", registered)):
        rules = tuple(new if rule.key == new.key else rule for rule in before[code].rules)
        assert published(code) == replace(before[code], rules=rules)


def test_a_table_ends_one_rule_and_begins_the_next(table: Callable[..., Path]) -> None:
    rule = rule_of("ca", "ecg")
    old = replace(rule, effective_to=date(2027, 6, 30))
    new = replace(rule, answer="not_allowed", effective_from=date(2027, 7, 1))
    run(table(("ca", new), ("ca", old)), *NOTE)
    assert [rule for rule in published("ca").rules if rule.key == ("ecg", "")] == [old, new]
    # The rows of a task together replace what was there.
    run(table(("ca", rule)), *NOTE)
    assert [found for found in published("ca").rules if found.key == ("ecg", "")] == [rule]


def test_the_rules_of_every_state_as_a_table_change_nothing(tmp_path: Path) -> None:
    rules = {state.code: published(state.code).rules for state in Jurisdiction.objects.order_by("code")}
    path = tmp_path / "all.csv"
    path.write_text(rule_rows.written(rules), "utf-8", newline="")
    assert f"The same already: {len(rules)}." in ends_with(3, path)


BAD_CELLS: list[tuple[dict[str, str], str]] = [
    ({"jurisdiction": "zz"}, "row 2, column jurisdiction: 'zz' is not known here"),
    ({"jurisdiction": ""}, "row 2, column jurisdiction: is missing"),
    ({"task": "dancing"}, "row 2, column task: 'dancing' is not a task"),
    ({"task": ""}, "row 2, column task: is missing"),
    ({"answer": "yes"}, "row 2, column answer: 'yes' is not one of allowed, "),
    ({"text": " "}, "row 2, column text: is missing"),
    ({"applies_to": "MA-Nobody"}, "row 2, column applies_to: 'MA-Nobody' is not one of the categories"),
    ({"delegators": "physician; wizard"}, "row 2, column delegators: 'wizard' is not one of physician, "),
    ({"supervision": "varies_by_task"}, "row 2, column supervision: 'varies_by_task' is not one of on_site, "),
    ({"effective_from": "7/1/2027"}, "row 2, column effective_from: '7/1/2027' is not a day such as 2027-03-31"),
    (
        {"effective_from": "2027-07-01", "effective_to": "2027-01-01"},
        "row 2, column effective_to: the rule ends before it begins",
    ),
    ({"sources": ""}, "row 2, column sources: an answer needs a source"),
    ({"sources": "law-nowhere"}, "row 2, column sources: there is no source 'law-nowhere'"),
    ({"locator": "x" * 301}, "row 2, column locator: has 301 characters; at most 300"),
]


@pytest.mark.parametrize(("cells", "message"), BAD_CELLS, ids=[message for _, message in BAD_CELLS])
def test_a_wrong_cell(cells: dict[str, str], message: str, tmp_path: Path) -> None:
    text = rule_rows.written({"ca": [rule_of("ca", "ecg")]})
    [row] = csv.DictReader(io.StringIO(text))
    path, target = tmp_path / "rules.csv", io.StringIO()
    writer = csv.DictWriter(target, rule_rows.COLUMNS)
    writer.writeheader()
    writer.writerow(row | cells)
    path.write_text(target.getvalue(), "utf-8", newline="")
    before = desk("ca")
    assert f"rules.csv, {message}" in ends_with(1, path)
    assert desk("ca") == before


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", "column jurisdiction: this column is missing"),
        (b"jurisdiction,task\nca,ecg\n", "row 1, column answer: this column is missing"),
        (",".join((*rule_rows.COLUMNS, "colour")).encode(), "row 1, column colour: is not a column of this form"),
        (",".join((*rule_rows.COLUMNS, "task")).encode(), "row 1, column task: stands twice"),
        (",".join(rule_rows.COLUMNS).encode(), "rules.csv: the file has no rules"),
        (",".join(rule_rows.COLUMNS).encode() + b"\nca,ecg\n", "row 2: 2 cells for 15 columns"),
        (",".join(rule_rows.COLUMNS).encode() + b'\nca,"ecg\n', "row 2: the CSV cannot be read: "),
        (
            ",".join(rule_rows.COLUMNS).encode() + b"\nca," + b"x" * 200_000,
            "row 2: the CSV cannot be read: ",
        ),
        (b"jurisdiction,task\nca,\xff\n", "rules.csv, row 2: the file is not UTF-8 text"),
    ],
)
def test_a_wrong_table(content: bytes, message: str, tmp_path: Path) -> None:
    path = tmp_path / "rules.csv"
    path.write_bytes(content)
    assert message in ends_with(1, path)


def test_a_rule_for_the_same_day_twice(table: Callable[..., Path]) -> None:
    rule = rule_of("ca", "ecg")
    said = ends_with(1, table(("ca", rule), ("ca", replace(rule, text="Otherwise."))))
    assert "rules.csv, row 3, column task: ecg has two rules on the same day" in said


def test_rules_without_a_law(table: Callable[..., Path]) -> None:
    Jurisdiction.objects.create(code="zz", name="Zed", slug="zed", fips="99", map_row=90, map_column=90)
    said = ends_with(1, table(("zz", rule_of("ca", "ecg"))))
    assert "rules.csv, row 2, column jurisdiction: there is no law of 'zz' whose rules could be changed" in said


# Called wrongly -----------------------------------------------------------------------------------------------------


def test_called_wrongly(changed: Callable[..., Path], tmp_path: Path) -> None:
    path = changed("ca")
    assert "--publish needs --note" in ends_with(2, path, "--publish")
    assert "The note is too long; at most 500 characters." in ends_with(2, path, "--publish", "--note", "x" * 501)
    assert "There is nobody called nobody." in ends_with(2, path, "--by", "nobody")
    writer = UserFactory(username="will", group="Writers")
    assert "will may not change laws." in ends_with(2, path, "--by", writer.username)
    assert "will may not publish laws." in ends_with(2, path, *NOTE, "--by", writer.username)
    assert "There is no file " in ends_with(2, tmp_path / "none.yaml")
    (tmp_path / "law.txt").write_text("jurisdiction: ca")
    assert "law.txt: only .yaml, .yml, .csv can be read" in ends_with(1, tmp_path / "law.txt")


def test_what_is_written_in_one_go_is_one_transaction(
    changed: Callable[..., Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    """The second of two laws fails while it is written: the first is not there either."""
    write, count = record.write, editions()

    def fails(jurisdiction: Jurisdiction, *arguments: object, **options: object) -> LawEdition:
        if jurisdiction.code == "tx":
            raise RuntimeError("the machine went away")
        return write(jurisdiction, *arguments, **options)  # type: ignore[arg-type]

    monkeypatch.setattr(record, "write", fails)
    with pytest.raises(RuntimeError):
        run(changed("ca"), changed("tx"), *NOTE)
    assert editions() == count
    assert not StateLaw.objects.filter(has_unpublished_changes=True).exists()
    assert files.written(desk("ca")) == files.written(published("ca"))
