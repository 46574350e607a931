"""The desk as content, and content laid on the desk."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, cast

from wagtail.blocks import StreamValue
from wagtail.fields import StreamField

from careers.law.content import Content, Rule, Statement, Voice
from careers.models import Source, StateLaw
from careers.models.law.blocks import chosen, keys

#: Fields that have the same name and form on the desk, in content and in an edition.
PLAIN = (
    *("researched_on", "basis", "regulator_name", "regulator_address", "named_in_law", "own_term"),
    *("credential_requirement", "supervision", "delegation_basis", "unlisted_rule"),
)
#: The statements: their words stand in `<name>_text`, their sources in `<name>_sources`.
STATEMENTS = ("credential", "delegation", "unlisted", "training")


def content_of(law: StateLaw) -> Content:
    """What lies on the desk, draft or not: give it `revision.as_object()` for a revision."""
    return Content(
        jurisdiction=law.jurisdiction.code,
        categories=tuple(law.category_list),
        supervisors=tuple(law.supervisors),
        **cast(Any, {name: getattr(law, name) for name in PLAIN}),
        **cast(Any, {name: _statement(law, name) for name in STATEMENTS}),
        rules=tuple(_rule(child.value) for child in law.rules),
        others_say=tuple(
            Voice(child.value["task"] or "", child.value["text"] or "", keys(child.value["sources"]))
            for child in law.others_say
        ),
    )


def sources_of(law: StateLaw) -> dict[str, Source]:
    """Every source that the desk names, by key."""
    claims = [child.value["sources"] for stream in (law.rules, law.others_say) for child in stream]
    claims += [getattr(law, f"{name}_sources") for name in STATEMENTS]
    return {source.key: source for claim in claims for source in chosen(claim)}


def _statement(law: StateLaw, name: str) -> Statement:
    return Statement(getattr(law, f"{name}_text"), keys(getattr(law, f"{name}_sources")))


def _rule(value: Any) -> Rule:
    words = ("task", "answer", "text", "applies_to", "supervision", "qualification", "locator", "quoted_passage")
    return Rule(
        **{name: value[name] or "" for name in (*words, "unlisted", "doubts")},
        delegators=tuple(value["delegators"] or ()) if value["delegators_said"] or value["delegators"] else None,
        effective_from=value["effective_from"],
        effective_to=value["effective_to"],
        sources=keys(value["sources"]),
    )


def lay_out(law: StateLaw, content: Content, sources: Mapping[str, Source]) -> StateLaw:
    """Puts content on the desk, unsaved. Blocks of rules that were there keep their ids, so revisions compare well."""
    for name in PLAIN:
        setattr(law, name, getattr(content, name))
    law.categories = "\n".join(content.categories)
    law.supervisors = list(content.supervisors)
    for name in STATEMENTS:
        statement = getattr(content, name)
        setattr(law, f"{name}_text", statement.text)
        setattr(law, f"{name}_sources", [("source", sources[key]) for key in statement.sources])
    ids = {_rule(child.value).key: child.id for child in law.rules} if law.rules else {}
    stream = cast(StreamField, StateLaw._meta.get_field("rules")).stream_block
    block = stream.child_blocks["rule"]
    law.rules = StreamValue(
        stream,
        [("rule", block.normalize(rule_value(rule, sources)), ids.pop(rule.key, None)) for rule in content.rules],
    )
    law.others_say = [
        ("voice", {"task": voice.task, "text": voice.text, "sources": [sources[key] for key in voice.sources]})
        for voice in content.others_say
    ]
    return law


def rule_value(rule: Rule, sources: Mapping[str, Source]) -> dict[str, Any]:
    """A rule as the value of its block."""
    return {
        **{
            name: getattr(rule, name)
            for name in (
                *("task", "applies_to", "answer", "text", "locator", "quoted_passage", "supervision", "qualification"),
                *("unlisted", "effective_from", "effective_to", "doubts"),
            )
        },
        "delegators_said": rule.delegators is not None,
        "delegators": list(rule.delegators or ()),
        "sources": [sources[key] for key in rule.sources],
    }
