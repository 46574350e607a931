"""Reads and checks all content files before anything is loaded."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import yaml
from django.conf import settings
from wagtail.admin.rich_text.converters.db_html import DbHTMLConverter

import careers
from careers.facts import UnknownFact, parse
from careers.importers import stated_files
from careers.importers.problems import ImportProblems
from careers.importers.stated_files import StatedFiles
from careers.models import Source
from guides.content import document, generated
from guides.content.document import Document
from guides.content.inline import Resolver, Unresolved, inline_html
from guides.content.problems import ContentProblems, Problem, Reporter
from guides.evidence import texts_of

CONTENT = Path(__file__).parent
DATA = Path(careers.__file__).parent / "data"
SOURCE_FIELDS = {field.name for field in Source._meta.concrete_fields} - {"id", "latest_revision"}
TERM_FIELDS = {"key", "term", "also", "definition"}
TREE_FIELDS = {"address", "menu"}


@dataclass
class Edition:
    """Everything in the files, checked."""

    sources: list[dict[str, Any]]
    terms: list[dict[str, Any]]
    documents: dict[str, Document]  # by address, in the order of the tree
    menu: set[str]
    stated: StatedFiles


def known_fact(roles: set[str]) -> Callable[[str], int]:
    """Checks a fact's key without a database: the grammar, and whether the role is one of the site's."""

    def check(key: str) -> int:
        role = parse(key).role
        if role and role not in roles:
            raise UnknownFact(f"'{key}' is not a fact: there is no role '{role}'")
        return 1

    return check


def read(content: Path = CONTENT, data: Path = DATA) -> Edition:
    """The edition; ContentProblems lists everything wrong, with file and line."""
    problems: list[Problem] = []
    sources = _entries(data / "sources.yaml", SOURCE_FIELDS, {"key", "kind", "citation"}, problems)
    terms = _entries(content / "glossary.yaml", TERM_FIELDS, {"key", "term", "definition"}, problems)
    tree = _entries(content / "tree.yaml", TREE_FIELDS, {"address"}, problems)
    if problems:  # the pages refer to these lists, and would repeat each problem many times
        raise ContentProblems(problems)
    documents: dict[str, Document] = {}
    for path in sorted((content / "pages").glob("*.md")):
        found = document.read(path)
        if isinstance(found, Reporter):
            problems += found.problems
        elif found.address in documents:
            problems.append(Problem(path.name, 1, f"{found.address} is also the address of another file"))
        else:
            documents[found.address] = found
    for found in generated.documents(content, data, problems):
        documents[found.address] = found
    ordered: dict[str, Document] = {}
    for entry in tree:
        if entry["address"] in documents:
            ordered[entry["address"]] = documents[entry["address"]]
        else:
            problems.append(Problem("tree.yaml", entry["line"], f"no file has the address {entry['address']}"))
    for address, extra in documents.items():
        if extra.front["page"] in {"state", "task"}:  # below the pages of the tree, in the order of their lists
            ordered[address] = extra
        elif address not in ordered:
            problems.append(Problem(extra.path.name, 1, f"{address} is missing in tree.yaml"))
        elif address != "/" and address.rsplit("/", 2)[0] + "/" not in documents:
            problems.append(Problem(extra.path.name, 1, f"there is no page above {address}"))

    # References can be checked without a database: every key the files know stands for itself.
    roles = {
        str(role["key"]) for role in yaml.load((data / "roles.yaml").read_text(), Loader=yaml.CSafeLoader)["roles"]
    }
    known_sources = {entry["key"]: number for number, entry in enumerate(sources, start=1)}
    known_pages = {address: number for number, address in enumerate(documents, start=1)}
    files = StatedFiles()
    try:
        files = stated_files.read(data, set(known_sources), roles)
    except ImportProblems as wrong:
        problems += [Problem(one.file, one.row or 1, str(one)) for one in wrong.problems]
    known_terms = {entry["key"]: number for number, entry in enumerate(terms, start=1)}
    resolver = Resolver(
        source=known_sources.__getitem__,
        page=known_pages.__getitem__,
        fact=known_fact(roles),
        term=known_terms.__getitem__,
        task={
            page.front["task"]: page.front["task"] for page in documents.values() if "task" in page.front
        }.__getitem__,
    )
    for found in documents.values():
        for role in found.front.get("roles", []):
            if role not in roles:
                found.reporter.say(1, f"there is no role '{role}'")
        texts = [found.summary(resolver), *(texts_of(_rich(found.body(resolver))))]
        problems += found.reporter.problems
        problems += [Problem(found.path.name, 1, said) for text in texts for said in stripped(text)]
    for term in terms:
        try:
            term_html = inline_html(str(term["definition"]), resolver)
        except (Unresolved, KeyError) as problem:
            problems.append(Problem("glossary.yaml", term["line"], f"{term.get('key')}: {problem}"))
        else:
            problems += [Problem("glossary.yaml", term["line"], said) for said in stripped(term_html, inline=True)]
    if problems:
        raise ContentProblems(problems)
    menu = {entry["address"] for entry in tree if entry.get("menu")}
    return Edition(sources, terms, ordered, menu, files)


def stripped(text: str, *, inline: bool = False) -> list[str]:
    """What Wagtail's editor would silently remove from this stored text."""
    features = settings.RICH_TEXT_DEFINITION if inline else settings.RICH_TEXT_FULL
    _, removals = DbHTMLConverter(features).clean(text)
    return [f"the editor would strip <{removal.tag}> ({removal.reason}): {removal.detail}" for removal in removals]


def _rich(value: Any) -> Any:
    """Only the strings of a stored value."""
    if isinstance(value, dict):
        return [_rich(item) for item in value.values()]
    return [_rich(item) for item in value] if isinstance(value, list) else (value if isinstance(value, str) else "")


def _entries(path: Path, allowed: set[str], required: set[str], problems: list[Problem]) -> list[dict[str, Any]]:
    """The entries of a YAML list, each with its `line`."""
    entries = _list(path, problems)
    seen: set[str] = set()
    for entry in entries:

        def say(message: str, line: int = entry["line"]) -> None:
            problems.append(Problem(path.name, line, message))

        for key in sorted(set(entry) - allowed - {"line"}, key=str):
            say(f"unknown key '{key}'")
        for key in sorted(required - set(entry)):
            say(f"'{key}' is missing")
        if entry.get("key") in seen:
            say(f"the key '{entry['key']}' is used twice")
        if entry.get("kind") and entry["kind"] not in Source.Kind.values:
            say(f"'{entry['kind']}' is not a kind of source")
        seen.add(entry.get("key", ""))
        if isinstance(entry.get("read_on"), str):
            try:
                entry["read_on"] = date.fromisoformat(entry["read_on"])
            except ValueError:
                say(f"'read_on' is not a day such as 2027-03-31: {entry['read_on']}")
    return entries


def _list(path: Path, problems: list[Problem]) -> list[dict[str, Any]]:
    """A file that is a list of keys with values. `line` joins each entry, for messages."""
    loader = yaml.CSafeLoader(path.read_text())
    try:
        node = loader.get_single_node()
        entries = (loader.construct_document(node) if node else None) or []
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        problems.append(Problem(path.name, line, f"the YAML cannot be read: {error.problem}"))
        return []
    finally:
        loader.dispose()
    if not isinstance(entries, list):
        problems.append(Problem(path.name, 1, "the file must be a list"))
        return []
    found = []
    for entry, item in zip(entries, node.value if node else [], strict=True):
        line = item.start_mark.line + 1
        if isinstance(entry, dict):
            found.append({**entry, "line": line})
        else:
            problems.append(Problem(path.name, line, "an entry needs keys with values"))
    return found
