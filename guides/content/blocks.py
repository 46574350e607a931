"""A fenced block of a content file → the stored value of the block with that name. Unknown keys are refused."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Iterable
from typing import Any

from careers.answers import Answer
from guides.content.inline import FACT, Resolver, Unresolved, fact, full_html, inline_html, plain

Data = dict[str, Any]


class BlockReader:
    """Reads one block's YAML; `seed` makes the ids of list items stable, so that reloading changes nothing."""

    def __init__(self, data: Any, resolver: Resolver, seed: str) -> None:
        if not isinstance(data, dict):
            raise Unresolved("this block needs keys with values")
        self.data = dict(data)
        self.resolver = resolver
        self.seed = seed

    def text(self, key: str, *, required: bool = True) -> str:
        return plain(self._raw(key, required), self.resolver)

    def inline(self, key: str, *, required: bool = True) -> str:
        raw = self._raw(key, required)
        return inline_html(raw, self.resolver) if raw else ""

    def full(self, key: str) -> str:
        return full_html(self._raw(key, True), self.resolver)

    def fact(self, key: str) -> tuple[int, str]:
        """A field that is a fact and nothing else: {{wage.medical-assistant.us.hourly.median}}."""
        raw = self._raw(key, True)
        match = FACT.fullmatch(raw)
        if not match:
            raise Unresolved(f"'{key}' must be one fact and nothing else, not '{raw}'")
        return fact(match[1], match[2] or "", self.resolver)

    def choice(self, key: str, choices: Iterable[str], default: str = "") -> str:
        value = self._raw(key, not default) or default
        if value not in choices:
            raise Unresolved(f"'{key}' is '{value}'; it must be one of {', '.join(choices)}")
        return value

    def page(self, key: str, *, required: bool = False) -> int | None:
        address = self._raw(key, required)
        if not address:
            return None
        try:
            return self.resolver.page(address) or None
        except KeyError:
            raise Unresolved(f"no page has the address '{address}'") from None

    def keys(self, key: str) -> list[str]:
        """Keys of things we know, each in a text of its own; none for all."""
        keys = self.data.pop(key, None) or []
        if not isinstance(keys, list) or not all(isinstance(one, str) for one in keys):
            raise Unresolved(f"'{key}' must be a list of keys")
        return keys

    def items(self, key: str, build: Callable[[Any, str], Any]) -> list[Data]:
        items = self.data.pop(key, None)
        if not isinstance(items, list) or not items:
            raise Unresolved(f"'{key}' must be a list with at least one item")
        built = [(number, build(item, f"{self.seed}/{number}")) for number, item in enumerate(items)]
        return [
            {"type": "item", "id": stable_id(f"{self.seed}/{key}/{number}"), "value": value}
            for number, value in built
            if value is not None
        ]

    def rows(self, key: str, build: Callable[[BlockReader], Any]) -> list[Data]:
        def one(item: Any, seed: str) -> Any:
            reader = BlockReader(item, self.resolver, seed)
            value = build(reader)
            reader.finish()
            return value

        return self.items(key, one)

    def sentences(self, key: str) -> list[Data]:
        return self.items(key, lambda item, seed: inline_html(str(item), self.resolver))

    def finish(self) -> None:
        if self.data:
            raise Unresolved(f"unknown key '{next(iter(self.data))}'")

    def _raw(self, key: str, required: bool) -> str:
        value = self.data.pop(key, None)
        if value is None or not str(value).strip():
            if required:
                raise Unresolved(f"'{key}' is missing")
            return ""
        if isinstance(value, bool | list | dict):
            raise Unresolved(f"'{key}' must be text; put it in quotes")
        return str(value).strip()


def stable_id(seed: str) -> str:
    return str(uuid.uuid5(uuid.NAMESPACE_URL, f"maguide:{seed}"))


def _table(read: BlockReader) -> Data:
    columns = read.data.pop("columns", None)
    if not isinstance(columns, list) or not columns:
        raise Unresolved("'columns' must be a list with at least one heading")
    headings = [read.text("corner", required=False), *map(str, columns)]
    rows = []
    for number, row in enumerate(read.data.pop("rows", None) or [], start=1):
        if not isinstance(row, dict) or set(row) != {"header", "cells"}:
            raise Unresolved(f"row {number} needs 'header' and 'cells' and nothing else")
        if not isinstance(row["cells"], list):
            raise Unresolved(f"'cells' of row {number} must be a list")
        values = [row["header"], *row["cells"]]
        if len(values) != len(headings):
            raise Unresolved(f"row {number} has {len(values) - 1} cells for {len(headings) - 1} columns")
        rows.append({"values": [inline_html(str(value), read.resolver) for value in values]})
    if not rows:
        raise Unresolved("'rows' must be a list with at least one row")
    typed = [{"type": "text", "heading": heading} for heading in headings]
    return {"columns": typed, "rows": rows, "caption": read.text("caption")}


def _condition(row: BlockReader) -> Data:
    mark = row.text("answer", required=False)
    if mark and mark not in Answer.values:
        raise Unresolved(f"'answer' is '{mark}'; it must be one of {', '.join(Answer.values)}")
    condition = f"<p><b>{Answer(mark).label}</b></p>" if mark else row.inline("if")
    return {"mark": mark, "condition": condition, "consequence": row.inline("then")}


def _callout(read: BlockReader) -> Data:
    kind = read.text("kind")
    if kind not in {"note", "warning"}:
        raise Unresolved(f"'kind' is '{kind}'; it must be note or warning")
    return {"kind": kind, "heading": read.text("heading"), "text": read.full("text")}


def _key_figure(read: BlockReader) -> Data:
    number, form = read.fact("value")
    label, text = read.text("label"), read.inline("text", required=False)
    return {"fact": number, "form": form or "plain", "label": label, "text": text}


def _compared_figure(row: BlockReader) -> Data:
    number, form = row.fact("value")
    return {"label": row.text("label"), "fact": number, "form": form or "plain"}


def _related(row: BlockReader) -> Data | None:
    page, text = row.page("page", required=True), row.inline("text", required=False)
    # A page that somebody deleted since has no number: its row goes with it.
    return {"page": page, "text": text} if page else None


def _task_counts(read: BlockReader) -> Data:
    tasks = read.data.pop("tasks", None)
    if not isinstance(tasks, list) or not tasks:
        raise Unresolved("'tasks' must be a list with at least one task")
    for key in tasks:
        try:
            read.resolver.task(key)
        except KeyError:
            raise Unresolved(f"there is no task '{key}'") from None
    return {"tasks": tasks}


BUILDERS: dict[str, Callable[[BlockReader], Data]] = {
    "at_a_glance": lambda read: {
        "rows": read.rows(
            "rows", lambda row: {"label": row.text("label"), "text": row.inline("text"), "page": row.page("page")}
        )
    },
    "comparison_table": _table,
    "do_list": lambda read: {"heading": read.text("heading", required=False), "items": read.sentences("items")},
    "must_not_list": lambda read: {"heading": read.text("heading"), "items": read.sentences("items")},
    "callout": _callout,
    "if_then_table": lambda read: {
        "caption": read.text("caption"),
        "condition_heading": read.text("if_heading", required=False) or "If",
        "consequence_heading": read.text("then_heading", required=False) or "Then",
        "rows": read.rows("rows", _condition),
    },
    "key_figure": _key_figure,
    "figure_comparison": lambda read: {
        "caption": read.text("caption"),
        "rows": read.rows("rows", _compared_figure),
    },
    "pay_distribution": lambda read: {"role": read.text("role"), "place": read.text("place", required=False) or "us"},
    "pay_by_setting": lambda read: {"role": read.text("role")},
    "pay_over_time": lambda read: {"role": read.text("role")},
    "outlook_panel": lambda read: {"role": read.text("role")},
    "metro_pay": lambda read: {"role": read.text("role"), "state": read.text("state")},
    "task_counts": _task_counts,
    "credential_comparison": lambda read: {"credentials": read.keys("credentials")},
    "entry_routes": lambda read: {"routes": read.keys("routes")},
    "steps": lambda read: {
        "items": read.rows("items", lambda row: {"heading": row.text("heading"), "text": row.inline("text")})
    },
    "question_answer": lambda read: {"question": read.text("question"), "answer": read.full("answer")},
    "related_guides": lambda read: {
        "heading": read.text("heading", required=False),
        "items": read.rows("items", _related),
    },
}


def build(name: str, data: Any, resolver: Resolver, seed: str) -> Data:
    """The stored value of block `name`; Unresolved says what is wrong."""
    if name not in BUILDERS:
        raise Unresolved(f"there is no block '{name}'")
    reader = BlockReader(data, resolver, seed)
    value = BUILDERS[name](reader)
    reader.finish()
    return value
