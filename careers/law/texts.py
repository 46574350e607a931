"""From the bytes of a file to text, and from text to plain values: nothing that a file holds may do harm here."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import yaml

from careers.importers.problems import ImportProblem, ImportProblems

#: Bytes. The longest law that ships has 20,000.
LARGEST = 2_000_000
#: How many lists and mappings may stand inside each other; the form has four.
DEEPEST = 12
#: Characters of a number. Nothing in the form is a number; a long one takes long to be made, and cannot be shown.
LONGEST_NUMBER = 30
#: Characters of a file's own words in a message.
SHOWN = 60
#: Characters that no text needs and PostgreSQL partly refuses. Tabs and ends of lines are none of them.
UNSEEN = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")


class _Loader(yaml.CSafeLoader):
    """Plain values only. A key that stands twice is a mistake; a day that does not exist stays text, for a message."""

    def construct_mapping(self, node: Any, deep: bool = False) -> dict[Any, Any]:
        seen = set()
        for key in [key for key, _ in node.value if isinstance(key, yaml.ScalarNode)]:
            if key.value in seen:
                message = f"the key '{key.value[:SHOWN]}' stands twice"
                raise yaml.MarkedYAMLError(problem=message, problem_mark=key.start_mark)
            seen.add(key.value)
        return super().construct_mapping(node, deep=deep)

    def construct_day(self, node: Any) -> Any:
        try:
            return self.construct_yaml_timestamp(node)
        except (ValueError, OverflowError):
            return str(node.value)

    def construct_whole(self, node: Any) -> Any:
        return self.construct_yaml_int(_short(node))

    def construct_broken(self, node: Any) -> Any:
        return self.construct_yaml_float(_short(node))


def _short(node: Any) -> Any:
    if len(node.value) > LONGEST_NUMBER:
        message = "this number is too long; put it in quotation marks"
        raise yaml.MarkedYAMLError(problem=message, problem_mark=node.start_mark)
    return node


_Loader.add_constructor("tag:yaml.org,2002:timestamp", _Loader.construct_day)
_Loader.add_constructor("tag:yaml.org,2002:int", _Loader.construct_whole)
_Loader.add_constructor("tag:yaml.org,2002:float", _Loader.construct_broken)


def read_text(path: Path) -> str:
    """The whole file. ImportProblems when it is too large, not there, or not UTF-8."""
    try:
        with path.open("rb") as file:
            content = file.read(LARGEST + 1)
    except OSError as error:
        raise _problem(path.name, f"the file cannot be read: {error.strerror}") from None
    if len(content) > LARGEST:
        raise _problem(path.name, f"the file is too large; at most {LARGEST // 1_000_000} MB can be read")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        row = content.count(b"\n", 0, error.start) + 1
        raise _problem(path.name, "the file is not UTF-8 text; save it as UTF-8", row) from None


def from_yaml(text: str, name: str) -> Any:
    """The value of the only document. ImportProblems says what cannot be read, and in which line."""
    if len(text) > LARGEST:
        raise _problem(name, f"the file is too large; at most {LARGEST // 1_000_000} MB can be read")
    try:
        _refuse_tricks(text, name)
        return yaml.load(text, Loader=_Loader)  # noqa: S506  a safe loader with checks more
    except yaml.reader.ReaderError as error:
        row = text.count("\n", 0, error.position) + 1
        raise _problem(name, "the YAML cannot be read: it holds a character that no text needs", row) from None
    except yaml.MarkedYAMLError as error:
        raise _problem(name, f"the YAML cannot be read: {error.problem}", _row(error.problem_mark)) from None
    except (yaml.YAMLError, ValueError) as error:
        raise _problem(name, f"the YAML cannot be read: {error}") from None


def _refuse_tricks(text: str, name: str) -> None:
    """Aliases let a short file grow without end, depth lets a reader run out of stack, and a tag calls any text a
    number or a day: the form needs none of them.
    """
    depth = 0
    for event in yaml.parse(text, Loader=yaml.CSafeLoader):
        if isinstance(event, yaml.AliasEvent):
            message = f"'*{str(event.anchor)[:SHOWN]}' repeats another part of the file; write it out"
            raise _problem(name, message, _row(event.start_mark))
        tag = getattr(event, "tag", None)
        if tag is not None:
            written = str(tag).replace("tag:yaml.org,2002:", "!!")[:SHOWN]
            message = f"'{written}' says what kind of value follows; leave it out"
            raise _problem(name, message, _row(event.start_mark))
        if isinstance(event, yaml.CollectionStartEvent):
            depth += 1
            if depth > DEEPEST:
                raise _problem(name, "lists and keys stand too deep inside each other", _row(event.start_mark))
        elif isinstance(event, yaml.CollectionEndEvent):
            depth -= 1


def _row(mark: Any) -> int | None:
    return mark.line + 1 if mark else None


def _problem(name: str, message: str, row: int | None = None) -> ImportProblems:
    return ImportProblems([ImportProblem(message, name, row=row)])
