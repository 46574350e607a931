"""Law files: whatever is wrong is named with its place, and what is written is read back."""

from __future__ import annotations

import time
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some

from careers.answers import Answer
from careers.importers.problems import ImportProblems
from careers.law import files, rule_rows, texts
from careers.law.content import Content, Rule, Statement, Voice
from careers.models import Source
from careers.models.law.words import Basis, NamedInLaw, Requirement, Supervisor, Unlisted

PATH = Path("ca.yaml")
CODES = ["ca", "tx"]
RULE = "rules:\n- task: ecg\n  answer: allowed\n  text: It may.\n  sources: [law]\n"
GOOD = f"jurisdiction: ca\n{RULE}"


def said(text: str) -> list[str]:
    """Every problem of the file, as people read them."""
    with pytest.raises(ImportProblems) as found:
        files.parse(text, PATH, CODES)
    return [str(problem) for problem in found.value.problems]


def test_the_least_that_a_file_can_say() -> None:
    file = files.parse(GOOD, PATH, CODES)
    assert file.content == Content(
        jurisdiction="ca", rules=(Rule(task="ecg", answer="allowed", text="It may.", sources=("law",)),)
    )
    assert file.open_questions == ()


NOT_LAW = [
    ("", "ca.yaml, the file: must be keys with values"),
    ("- a list", "ca.yaml, the file: must be keys with values"),
    ("a: [1", "ca.yaml, row 2: the YAML cannot be read: did not find expected ',' or ']'"),
    ("a: 1\nb: 2\n---\nc: 3\n", "ca.yaml, row 3: the YAML cannot be read: but found another document"),
    ("a: 1\nb: \x00\n", "ca.yaml, row 2: the YAML cannot be read: it holds a character that no text needs"),
    ('a: "\\ud800"', "ca.yaml, row 1: the YAML cannot be read: found invalid Unicode character escape code"),
    ("a: !!python/object/apply:os.system [ls]", "ca.yaml, row 1: '!!python/object/apply:os.system' says what kind of"),
    ("a: 1\nb: !!bool maybe", "ca.yaml, row 2: '!!bool' says what kind of value follows; leave it out"),
    ("a: !!timestamp soon", "ca.yaml, row 1: '!!timestamp' says what kind of value follows; leave it out"),
    ('a: !!int ""', "ca.yaml, row 1: '!!int' says what kind of value follows; leave it out"),
    ("a: !own {b: 1}", "ca.yaml, row 1: '!own' says what kind of value follows; leave it out"),
    (f"a: 1\nb: {'9' * 5000}", "ca.yaml, row 2: the YAML cannot be read: this number is too long; put it in quotation"),
    (f"a: 0x{'f' * 5000}", "ca.yaml, row 1: the YAML cannot be read: this number is too long; put it in quotation"),
    (f"a: 1{':30' * 300_000}", "ca.yaml, row 1: the YAML cannot be read: this number is too long; put it in quotation"),
    (f"a: 1{':30' * 300}.5", "ca.yaml, row 1: the YAML cannot be read: this number is too long; put it in quotation"),
    ("a: 1\nb: 2\na: 3\n", "ca.yaml, row 3: the YAML cannot be read: the key 'a' stands twice"),
    ("? [a]\n: 1", "ca.yaml, row 1: the YAML cannot be read: found unhashable key"),
    ("a: &x [1]\nb: *x\n", "ca.yaml, row 2: '*x' repeats another part of the file; write it out"),
    ("a: " + "[" * 100_000, "ca.yaml, row 1: lists and keys stand too deep inside each other"),
]


@pytest.mark.parametrize(("text", "message"), NOT_LAW, ids=[message for _, message in NOT_LAW])
def test_what_is_no_law_at_all(text: str, message: str) -> None:
    assert said(text)[0].startswith(message)


def test_a_file_that_would_grow_without_end_is_refused_at_once() -> None:
    lines = ["a0: &a0 [lol]", *(f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]" for n in range(1, 12))]
    began = time.monotonic()
    assert "repeats another part of the file" in said("\n".join(lines))[0]
    assert time.monotonic() - began < 1


SMALL_AND_LONG = {
    "a list of many": (f"{GOOD}categories: [{','.join(f'a{n}' for n in range(100_000))}]", "has 100000 entries"),
    "many rules": ("jurisdiction: ca\nrules:\n" + "- x\n" * 100_000, "rules: has 100000 entries"),
    "a long entry": (f"{GOOD}open_questions: [{'x' * 1001}]", "has an entry of 1001 characters; at most 1000"),
    "unknown keys": (GOOD + "".join(f"k{n}: 1\n" for n in range(20_000)), "k0: is not a key of this form"),
}


@pytest.mark.parametrize("case", SMALL_AND_LONG)
def test_a_small_file_does_not_make_long_work(case: str) -> None:
    text, message = SMALL_AND_LONG[case]
    problems = said(text)
    assert message in problems[0]
    assert len(problems) <= 50
    assert all(len(problem) < 200 for problem in problems)


def test_a_table_does_not_make_long_work() -> None:
    header, _, row = rule_rows.written({"ca": [Rule(task="ecg", answer="allowed", text="It may.")]}).partition("\n")
    assert len(rule_rows.parse(f"{header}\n{row * 500}", "rules.csv", CODES)) == 500
    with pytest.raises(
        ImportProblems, match=r"rules\.csv, row 502, column jurisdiction: more than 500 rows about 'ca'"
    ):
        rule_rows.parse(f"{header}\n{row * 30_000}", "rules.csv", CODES)
    short = "ca,ecg\n" * 30_000
    with pytest.raises(ImportProblems) as found:
        rule_rows.parse(f"{header}\n{short}", "rules.csv", CODES)
    assert len(found.value.problems) == 50


def test_a_file_that_is_too_large(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(texts, "LARGEST", 2_000_000)
    path = tmp_path / "ca.yaml"
    path.write_bytes(b"#" * 2_000_000)
    assert len(texts.read_text(path)) == 2_000_000
    path.write_bytes(b"#" * 2_000_001)
    with pytest.raises(ImportProblems, match=r"ca\.yaml: the file is too large; at most 2 MB can be read"):
        texts.read_text(path)
    assert said("#" * 2_000_001) == ["ca.yaml: the file is too large; at most 2 MB can be read"]


def test_a_file_that_is_not_text(tmp_path: Path) -> None:
    path = tmp_path / "ca.yaml"
    path.write_bytes(b"jurisdiction: ca\nown_term: caf\xe9\n")
    with pytest.raises(ImportProblems, match=r"ca\.yaml, row 2: the file is not UTF-8 text; save it as UTF-8"):
        texts.read_text(path)
    path.write_bytes("\ufeffown_term: café\n".encode())
    assert texts.read_text(path) == "own_term: café\n"
    with pytest.raises(ImportProblems, match=r"none\.yaml: the file cannot be read: No such file"):
        texts.read_text(tmp_path / "none.yaml")


#: What a file says (beside the state and one rule) → what is said about it.
WRONG_TOP = [
    ("colour: red", "colour: is not a key of this form"),
    ("1: red", "1: is not a key of this form"),
    ("researched_on: soon", "researched_on: 'soon' is not a day such as 2027-03-31"),
    ("researched_on: 2027-13-45", "researched_on: '2027-13-45' is not a day such as 2027-03-31"),
    ("researched_on: 2027-01-01 10:00:00", "researched_on: '2027-01-01 10:00:00' is not a day such as 2027-03-31"),
    ("basis: rumour", "basis: 'rumour' is not one of law_texts, mixed, secondary, none"),
    ("basis: [mixed]", "basis: must be text, not ['mixed']; put it in quotation marks"),
    ("named_in_law: yes", "named_in_law: must be text, not True; put it in quotation marks"),
    ("own_term: 7", "own_term: must be text, not 7; put it in quotation marks"),
    (f"own_term: {'x' * 121}", "own_term: has 121 characters; at most 120"),
    ('own_term: "a\\0b"', "own_term: holds a character that no text needs"),
    ("regulator: The board", "regulator: must be keys with values"),
    ("regulator: {phone: '1'}", "regulator.phone: is not a key of this form"),
    ("regulator: {address: board.example}", "regulator.address: 'board.example' is not an address of a website"),
    ("regulator: {address: 'javascript:alert(1)'}", "regulator.address: 'javascript:alert(1)' is not an address"),
    ("categories: MA", "categories: must be a list of texts"),
    ("categories: [1]", "categories: must be a list of texts"),
    ("categories: [MA, MA]", "categories: names 'MA' twice"),
    ("categories: ['']", "categories: has an empty entry"),
    ('categories: ["M\\nA"]', "categories: 'M\nA' must stand on one line"),
    (f"categories: [{'x' * 201}]", f"categories: '{'x' * 59}…' has more than 200 characters"),
    ("credential: {requirement: badge}", "credential.requirement: 'badge' is not one of none, registration, "),
    ("credential: {note: x}", "credential.note: is not a key of this form"),
    ("delegation: {supervisors: [wizard]}", "delegation.supervisors: 'wizard' is not one of physician, "),
    ("delegation: {supervisors: [other, other]}", "delegation.supervisors: names 'other' twice"),
    ("delegation: {supervision: near}", "delegation.supervision: 'near' is not one of on_site, "),
    ("delegation: {sources: law}", "delegation.sources: must be a list of texts"),
    ("unlisted_tasks: {rule: open}", "unlisted_tasks.rule: 'open' is not one of general_delegation, closed_list, "),
    ("training: {text: [x]}", "training.text: must be text, not ['x']; put it in quotation marks"),
    ("training: false", "training: must be keys with values"),
    ("others_say: x", "others_say: must be a list"),
    ("others_say: [x]", "others_say[0]: must be keys with values"),
    ("others_say: [{task: ecg}]", "others_say[0].text: is missing"),
    ("others_say: [{task: ecg, text: x, answer: allowed}]", "others_say[0].answer: is not a key of this form"),
    ("open_questions: Why?", "open_questions: must be a list of texts"),
]


@pytest.mark.parametrize(("line", "message"), WRONG_TOP, ids=[line[:40] for line, _ in WRONG_TOP])
def test_a_wrong_value(line: str, message: str) -> None:
    problems = said(f"{GOOD}{line}\n")
    assert problems[0].startswith(f"ca.yaml, {message}")


#: What a rule says instead of what it said → what is said about it. None: it says nothing.
WRONG_RULE: list[tuple[dict[str, str | None], str]] = [
    ({"colour": "red"}, "colour: is not a key of this form"),
    ({"task": None}, "task: is missing"),
    ({"answer": None}, "answer: is missing"),
    ({"text": None}, "text: is missing"),
    ({"answer": "maybe"}, "answer: 'maybe' is not one of allowed, allowed_with_conditions, not_allowed, law_silent, "),
    ({"answer": "no"}, "answer: must be text, not False; put it in quotation marks"),
    ({"text": "x" * 2001}, "text: has 2001 characters; at most 2000"),
    ({"task": "7"}, "task: must be text, not 7; put it in quotation marks"),
    ({"delegators": "physician"}, "delegators: must be a list of texts"),
    ({"delegators": ""}, "delegators: is empty; write [] if the text lists nobody, or leave it out"),
    ({"delegators": "[wizard]"}, "delegators: 'wizard' is not one of physician, "),
    ({"supervision": "varies_by_task"}, "supervision: 'varies_by_task' is not one of on_site, "),
    ({"supervision": "not_checked"}, "supervision: 'not_checked' is not one of on_site, "),
    ({"unlisted": "open"}, "unlisted: 'open' is not one of general_delegation, "),
    ({"effective_from": "2027"}, "effective_from: '2027' is not a day such as 2027-03-31"),
    ({"effective_to": "2027-02-30"}, "effective_to: '2027-02-30' is not a day such as 2027-03-31"),
    ({"sources": "[law, law]"}, "sources: names 'law' twice"),
    ({"locator": "x" * 301}, "locator: has 301 characters; at most 300"),
    ({"quoted_passage": "x" * 1001}, "quoted_passage: has 1001 characters; at most 1000"),
    ({"doubts": "x" * 1001}, "doubts: has 1001 characters; at most 1000"),
    ({"qualification": "x" * 501}, "qualification: has 501 characters; at most 500"),
    ({"applies_to": "x" * 201}, "applies_to: has 201 characters; at most 200"),
]


@pytest.mark.parametrize(("values", "message"), WRONG_RULE, ids=[message[:50] for _, message in WRONG_RULE])
def test_a_wrong_rule(values: dict[str, str | None], message: str) -> None:
    """The second of two: places count from 0."""
    rule = {"task": "ecg", "answer": "allowed", "text": "It may.", "sources": "[law]", **values}
    lines = [f"{name}: {value}" for name, value in rule.items() if value is not None]
    assert said(f"{GOOD}- " + "\n  ".join(lines))[0].startswith(f"ca.yaml, rules[1].{message}")


def test_everything_that_is_wrong_is_said_at_once() -> None:
    assert said("jurisdiction: zz\nbasis: x\nrules:\n- task: ecg\n- no rule\n") == [
        "ca.yaml, rules[0].answer: is missing",
        "ca.yaml, rules[0].text: is missing",
        "ca.yaml, rules[1]: must be keys with values",
        "ca.yaml, jurisdiction: 'zz' is not one of ca, tx",
        "ca.yaml, basis: 'x' is not one of law_texts, mixed, secondary, none",
    ]
    assert said("basis: none\n") == ["ca.yaml, jurisdiction: is missing", "ca.yaml, rules: is missing"]


# What a file refers to ----------------------------------------------------------------------------------------------

KINDS = {"law": Source.Kind.STATUTE, "blog": Source.Kind.SECONDARY}
REFERENCES: list[tuple[dict[str, Any], str]] = [
    ({"task": "dancing"}, "rules[0].task: 'dancing' is not a task"),
    ({"sources": ("gone",)}, "rules[0].sources: there is no source 'gone'"),
    ({"sources": ("law", "gone")}, "rules[0].sources: there is no source 'gone'"),
    ({"sources": ()}, "rules[0].sources: an answer needs a source"),
    ({"sources": ("blog",)}, "rules[0].sources: the lead source 'blog' is neither statute, regulation, board rule"),
    ({"applies_to": "CMA"}, "rules[0].applies_to: 'CMA' is not one of the categories"),
    (
        {"effective_from": date(2027, 2, 1), "effective_to": date(2027, 1, 1)},
        "rules[0].effective_to: the rule ends before it begins",
    ),
]


def checked(content: Content, **options: Any) -> list[str]:
    said = {"kinds": KINDS, "tasks": ["ecg"], **options}
    return [str(problem) for problem in files.check(files.LawFile(content, (), PATH), **said)]


@pytest.mark.parametrize(("values", "message"), REFERENCES, ids=[message for _, message in REFERENCES])
def test_a_wrong_reference(values: dict[str, Any], message: str) -> None:
    good = files.parse(GOOD, PATH, CODES).content
    assert checked(good) == []
    found = checked(replace(good, rules=(replace(good.rules[0], **values),)))
    assert found[0].startswith(f"ca.yaml, {message}")


def test_a_missing_task_a_duplicate_rule_and_a_retired_source() -> None:
    good = files.parse(GOOD, PATH, CODES).content
    assert checked(good, tasks=["ecg", "vaccines"]) == ["ca.yaml, rules: no rule for vaccines"]
    assert checked(replace(good, rules=good.rules * 2)) == ["ca.yaml, rules[1]: ecg has two rules on the same day"]
    assert checked(good, retired={"law"}) == ["ca.yaml, rules[0].sources: the source 'law' is retired; choose another"]
    statement = replace(good, training=Statement("Some.", ("gone",)))
    assert checked(statement) == ["ca.yaml, sources of training: there is no source 'gone'"]
    voice = replace(good, others_say=(Voice("dancing", "They do.", ("gone",)),))
    assert checked(voice) == [
        "ca.yaml, others_say[0].task: 'dancing' is not a task",
        "ca.yaml, others_say[0].sources: there is no source 'gone'",
    ]


# There and back -----------------------------------------------------------------------------------------------------


def words(longest: int, least: int = 0) -> some.SearchStrategy[str]:
    """Texts as the site keeps them: without spaces around them, with whatever marks and lines inside."""
    letters = some.characters(exclude_categories=("Cc", "Cs")) | some.sampled_from("\n\r\t:#'\"-[]{}&*!|>%@;,")
    return some.text(letters, max_size=min(longest, 80)).map(str.strip).filter(lambda text: len(text) >= least)


keys = some.from_regex(r"[a-z][a-z0-9-]{0,20}", fullmatch=True)
days = some.none() | some.dates()
lines = words(60, 1).filter(lambda text: len(text.splitlines()) == 1)


def several(items: some.SearchStrategy[str], most: int = 4) -> some.SearchStrategy[tuple[str, ...]]:
    return some.lists(items, max_size=most, unique=True).map(tuple)


supervisors = several(some.sampled_from(Supervisor.values))
statements = some.builds(Statement, words(4000), several(keys))
rules = some.builds(
    Rule,
    task=keys,
    answer=some.sampled_from(Answer.values),
    text=words(2000, 1),
    applies_to=words(200),
    delegators=some.none() | supervisors,
    supervision=some.sampled_from(["", *files.RULE_SUPERVISION]),
    qualification=words(500),
    effective_from=days,
    effective_to=days,
    locator=words(300),
    quoted_passage=words(1000),
    unlisted=some.sampled_from(["", *Unlisted.values]),
    sources=several(keys),
    doubts=words(1000),
)
contents = some.builds(
    Content,
    jurisdiction=some.sampled_from(CODES),
    researched_on=days,
    basis=some.sampled_from(Basis.values),
    regulator_name=words(300),
    regulator_address=some.sampled_from(["", "https://board.example/rules?a=1#b", "http://x.example/"]),
    named_in_law=some.sampled_from(NamedInLaw.values),
    own_term=words(120),
    categories=several(lines),
    credential_requirement=some.sampled_from(Requirement.values),
    credential=statements,
    supervisors=supervisors,
    supervision=some.sampled_from(["not_checked", "varies_by_task", "direct"]),
    delegation_basis=words(4000),
    delegation=statements,
    unlisted_rule=some.sampled_from(Unlisted.values),
    unlisted=statements,
    training=statements,
    rules=some.lists(rules, min_size=1, max_size=3).map(tuple),
    others_say=some.lists(some.builds(Voice, keys, words(1000, 1), several(keys)), max_size=2).map(tuple),
)


@settings(deadline=None, max_examples=40, suppress_health_check=[HealthCheck.too_slow])
@given(contents, several(words(200, 1)))
def test_what_is_written_is_read_back(content: Content, questions: tuple[str, ...]) -> None:
    text = files.written(content, questions)
    again = files.parse(text, PATH, CODES)
    assert (again.content, again.open_questions) == (content, questions)
    assert files.written(again.content, again.open_questions) == text


@settings(deadline=None, max_examples=40, suppress_health_check=[HealthCheck.too_slow])
@given(some.lists(rules, min_size=1, max_size=3))
def test_rows_that_are_written_are_read_back(own: list[Rule]) -> None:
    rows = rule_rows.parse(rule_rows.written({"ca": own, "tx": own[:1]}), "rules.csv", CODES)
    assert [row.rule for row in rows] == [*own, own[0]]
    assert [row.jurisdiction for row in rows] == ["ca"] * len(own) + ["tx"]
    assert [row.row for row in rows] == list(range(2, len(own) + 3))
