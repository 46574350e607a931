"""Running text, and a question with its answer."""

from wagtail import blocks

from .base import WORDS, NamesWhatIsEmbedded, full_text


class TextBlock(NamesWhatIsEmbedded, blocks.RichTextBlock):
    """Paragraphs, small headings and lists."""

    variants = {"paragraph": "<p>A <b>medical assistant</b> supports licensed providers.</p>", "empty": ""}

    def __init__(self, **options: object) -> None:
        from django.conf import settings

        options.setdefault("features", settings.RICH_TEXT_FULL)
        super().__init__(**options)

    class Meta:
        label = "Text"
        icon = "pilcrow"
        group = WORDS
        description = "Paragraphs, small headings and lists. Cite with the quotation mark in the toolbar."
        template = "blocks/text_block.html"
        preview_value = "<p>A <b>medical assistant</b> supports licensed providers.</p>"


class QuestionAnswerBlock(blocks.StructBlock):
    question = blocks.CharBlock(max_length=160)
    answer = full_text()

    variants = {
        "filled": {
            "question": "Is a medical assistant a nurse?",
            "answer": "<p>No. They are separate professions.</p>",
        },
        "empty": {"question": "", "answer": ""},
    }

    class Meta:
        label = "Question and answer"
        icon = "help"
        group = WORDS
        description = "A question as people really ask it, and the answer first."
        template = "blocks/question_answer_block.html"
        preview_value = {
            "question": "Is a medical assistant a nurse?",
            "answer": "<p>No. They are separate professions.</p>",
        }
