"""The blocks of the desk: one for each rule, one for each thing that others say."""

from typing import Any

from wagtail.blocks import (
    BooleanBlock,
    CharBlock,
    ChoiceBlock,
    DateBlock,
    ListBlock,
    MultipleChoiceBlock,
    StreamBlock,
    StructBlock,
    TextBlock,
)

from careers.answers import Answer
from careers.models.evidence import Source
from careers.models.law import help_texts
from careers.models.law.lookups import SourceChooserBlock, task_choices
from careers.models.law.words import Supervision, Supervisor, Unlisted


def tasks() -> list[tuple[str, str]]:
    """Migrations name this function."""
    return task_choices()


class TaskChoiceBlock(ChoiceBlock):
    """A task by its key."""

    def __init__(self, **options: Any) -> None:
        super().__init__(**{**options, "choices": tasks})

    def normalize_choice(self, value: Any) -> Any:
        """Keys are stored as text: nothing to look up for each of them."""
        return value


#: For one task a text sets one level, or none.
TASK_SUPERVISION = [choice for choice in Supervision.choices if choice[0] not in {"varies_by_task", "not_checked"}]


def cited() -> ListBlock:
    return ListBlock(SourceChooserBlock("careers.Source"), default=[], label="Sources", help_text=help_texts.SOURCES)


class RuleBlock(StructBlock):
    """What the law says about one task, for whom, on whose delegation, under what supervision."""

    task = TaskChoiceBlock()
    applies_to = CharBlock(required=False, max_length=200, help_text=help_texts.APPLIES_TO)
    answer = ChoiceBlock(choices=Answer.choices, default=Answer.NOT_CHECKED)
    text = TextBlock(rows=3, max_length=2000, help_text=help_texts.TEXT)
    sources = cited()
    locator = CharBlock(required=False, max_length=300, help_text=help_texts.LOCATOR)
    quoted_passage = TextBlock(required=False, rows=2, max_length=1000, help_text=help_texts.QUOTED_PASSAGE)
    delegators_said = BooleanBlock(required=False, label="The text says who may delegate this task")
    delegators = MultipleChoiceBlock(
        required=False, choices=Supervisor.choices, default=[], help_text=help_texts.DELEGATORS
    )
    supervision = ChoiceBlock(required=False, choices=TASK_SUPERVISION, help_text=help_texts.SUPERVISION)
    qualification = CharBlock(required=False, max_length=500, help_text=help_texts.QUALIFICATION)
    unlisted = ChoiceBlock(
        required=False, choices=Unlisted.choices, label="What governs it", help_text=help_texts.UNLISTED
    )
    effective_from = DateBlock(required=False, help_text=help_texts.EFFECTIVE_FROM)
    effective_to = DateBlock(required=False, help_text=help_texts.EFFECTIVE_TO)
    doubts = TextBlock(required=False, rows=2, max_length=1000, help_text=help_texts.DOUBTS)

    class Meta:
        icon = "clipboard-list"
        label = "Rule"
        label_format = "{task}: {answer} {applies_to}"
        description = "What the law says about one task, for whom, and where it says so."
        collapsed = True


class VoiceBlock(StructBlock):
    """What associations and other non-official pages report about a task. Never the answer."""

    task = TaskChoiceBlock()
    text = TextBlock(rows=2, max_length=1000)
    sources = cited()

    class Meta:
        icon = "openquote"
        label = "What others say"
        label_format = "{task}: {text}"
        description = "What associations and other pages that are not law report. It is shown beside the answer."
        collapsed = True


class RulesBlock(StreamBlock):
    rule = RuleBlock()

    class Meta:
        required = False
        collapsed = True


class VoicesBlock(StreamBlock):
    voice = VoiceBlock()

    class Meta:
        required = False
        collapsed = True


class SourcesBlock(StreamBlock):
    source = SourceChooserBlock("careers.Source")

    class Meta:
        required = False


def chosen(value: Any) -> list[Source]:
    """The sources in a list or stream of choosers, in order; a source that is gone is left out."""
    found = [getattr(item, "value", item) for item in value or []]
    return [source for source in found if source]


def keys(value: Any) -> tuple[str, ...]:
    return tuple(source.key for source in chosen(value))
