"""One page file: YAML at the top, sections below."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml
from markdown_it.token import Token

from guides.content import blocks
from guides.content.inline import Resolver, Unresolved, heading, html, inline_html, tokens
from guides.content.problems import Reporter

KINDS = {"hub", "topic", "simple", "glossary", "search", "salary", "salary_by_state"}
KINDS |= {"states", "task_matrix", "task_checker", "state_comparison", "law_changes"}
KINDS |= {"role_comparisons", "role_comparison", "role_comparison_tool", "credential_chooser"}
REQUIRED = {"page", "address", "title", "description", "summary"}
OPTIONAL = {"short_title", "shows", "roles", "group"}
_FRONT = re.compile(r"\A---\n(.*?)\n---\n", re.DOTALL)
_HEADING = re.compile(r"^(.*?)\s*\{#([a-z][a-z0-9-]*)\}$")


@dataclass
class Document:
    """A file that was read; `body` waits for a resolver, because pages may link to each other."""

    path: Path
    front: dict[str, Any]
    text: str
    first_line: int
    reporter: Reporter = field(repr=False)

    @property
    def address(self) -> str:
        return str(self.front["address"])

    def summary(self, resolver: Resolver) -> str:
        try:
            return inline_html(str(self.front["summary"]).strip(), resolver)
        except Unresolved as problem:
            self.reporter.say(self._line_of("summary"), str(problem))
            return ""

    def body(self, resolver: Resolver) -> list[dict[str, Any]]:
        """Stored value of the page's stream of sections; problems go to the reporter."""
        sections: list[dict[str, Any]] = []
        run: list[Token] = []  # running text between two blocks
        content: list[dict[str, Any]] = []

        def add(kind: str, value: Any) -> None:
            seed = f"{self.address}{len(sections)}/{len(content)}"
            content.append({"type": kind, "id": blocks.stable_id(seed), "value": value})

        def flush() -> None:
            line, text = self.first_line, ""
            try:
                for token in run:  # one by one, to know in which line a problem stands
                    line = token.map[0] + self.first_line if token.map else line
                    text += html([token], resolver)
            except Unresolved as problem:
                self.reporter.say(line, str(problem))
            else:
                if text:
                    add("text", text)
            run.clear()

        parsed = tokens(self.text)
        position = 0
        while position < len(parsed):
            token = parsed[position]
            line = (token.map[0] if token.map else 0) + self.first_line
            if token.type == "heading_open" and token.tag == "h2":
                flush()
                content = []
                try:
                    words = heading(parsed[position + 1])
                except Unresolved as problem:
                    self.reporter.say(line, str(problem))
                    words = ""
                match = _HEADING.match(words)
                words, anchor = (match[1], match[2]) if match else (words, "")
                if words and not anchor:
                    self.reporter.say(line, "the section needs an anchor: ## Heading {#anchor}")
                value = {"heading": words, "anchor": anchor, "content": content}
                sections.append({"type": "section", "id": blocks.stable_id(f"{self.address}#{anchor}"), "value": value})
                position += 3
                continue
            if not sections:
                self.reporter.say(line, "text stands before the first section (## Heading {#anchor})")
                return []
            if token.type == "fence":
                flush()
                self._block(token, line, resolver, add, f"{self.address}{len(sections)}/{len(content)}")
            else:
                run.append(token)
            position += 1
        flush()
        anchors = [section["value"]["anchor"] for section in sections]
        for anchor in {anchor for anchor in anchors if anchors.count(anchor) > 1}:
            self.reporter.say(self.first_line, f"the anchor '{anchor}' is used twice")
        return sections

    def _block(self, token: Token, line: int, resolver: Resolver, add: Any, seed: str) -> None:
        name = token.info.strip()
        try:
            data = yaml.load(token.content.replace("O\\*NET", "O*NET"), Loader=yaml.CSafeLoader)
            add(name, blocks.build(name, data, resolver, seed))
        except yaml.MarkedYAMLError as error:
            inside = error.problem_mark.line if error.problem_mark else 0
            self.reporter.say(line + 1 + inside, f"the YAML of '{name}' cannot be read: {error.problem}")
        except Unresolved as problem:
            self.reporter.say(line, f"{name}: {problem}")

    def _line_of(self, key: str) -> int:
        return next(
            (n for n, line in enumerate(self.path.read_text().splitlines(), 1) if line.startswith(f"{key}:")), 1
        )


def read(path: Path) -> Document | Reporter:
    """The document, or the reporter with what is wrong at its top."""
    reporter = Reporter(path)
    text = path.read_text()
    match = _FRONT.match(text)
    if not match:
        reporter.say(1, "the file does not begin with --- and YAML")
        return reporter
    try:
        front = yaml.load(match[1], Loader=yaml.CSafeLoader)
    except yaml.MarkedYAMLError as error:
        reporter.say(
            2 + (error.problem_mark.line if error.problem_mark else 0), f"the YAML cannot be read: {error.problem}"
        )
        return reporter
    keys = set(front) if isinstance(front, dict) else set()
    for key in sorted(REQUIRED - keys):
        reporter.say(1, f"'{key}' is missing at the top")
    for key in sorted(keys - REQUIRED - OPTIONAL):
        reporter.say(1, f"unknown key '{key}' at the top")
    if reporter.problems:
        return reporter
    if front["page"] not in KINDS:
        reporter.say(1, f"'page' is '{front['page']}'; it must be one of {', '.join(sorted(KINDS))}")
    if not re.fullmatch(r"/([a-z0-9-]+/)*", str(front["address"])):
        reporter.say(1, f"'{front['address']}' is not an address such as /salary/by-state/")
    for key, longest in {"title": 80, "short_title": 40, "description": 155}.items():
        value = str(front.get(key, ""))
        if len(value) > longest:
            reporter.say(1, f"'{key}' has {len(value)} characters; at most {longest}")
        if any(character.isdigit() for character in value):
            reporter.say(1, f"'{key}' holds a digit; figures change and titles should not")
    if front["page"] == "role_comparison":
        if not isinstance(front.get("roles"), list) or len(front["roles"]) != 2:
            reporter.say(1, "'roles' must name two roles, such as [medical-assistant, cna]")
        if "group" not in front:
            reporter.say(1, "'group' is missing: nursing, clinical, administrative or advanced")
    if reporter.problems:
        return reporter
    # Lines are counted from the top of the file for messages.
    return Document(path, front, text[match.end() :], text[: match.end()].count("\n") + 1, reporter)
