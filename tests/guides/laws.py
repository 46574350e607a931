"""What tests of law pages need: a law that changes, is taken back, or lies on the desk as a draft."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from careers.law.content import Content, Rule
from careers.law.desk import content_of, lay_out
from careers.models import Source, StateLaw


def on_the_desk(code: str) -> StateLaw:
    """The newest draft of a jurisdiction's law."""
    law: StateLaw = StateLaw.objects.get(jurisdiction__code=code).get_latest_revision_as_object()
    return law


def rewritten(code: str, content: Content, *, publish: bool = True, **about: Any) -> StateLaw:
    """Puts content on the desk as a new revision and publishes it, unless told otherwise."""
    law = on_the_desk(code)
    sources = {source.key: source for source in Source.objects.filter(key__in=content.source_keys)}
    lay_out(law, content, sources)
    for name, value in about.items():
        setattr(law, name, value)
    revision = law.save_revision(changed=True)
    if publish:
        revision.publish()
    return law


def changed(
    code: str, task: str, *, publish: bool = True, about: dict[str, Any] | None = None, **fields: Any
) -> StateLaw:
    """With other fields in the rule of a task for any medical assistant."""
    content = content_of(on_the_desk(code))
    rules = [replace(rule, **fields) if rule.key == (task, "") else rule for rule in content.rules]
    return rewritten(code, replace(content, rules=tuple(rules)), publish=publish, **(about or {}))


def with_rule(code: str, rule: Rule, *, publish: bool = True) -> StateLaw:
    """With one more rule."""
    content = content_of(on_the_desk(code))
    return rewritten(code, replace(content, rules=(*content.rules, rule)), publish=publish)
