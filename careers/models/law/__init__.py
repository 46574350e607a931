"""The law: `desk` is where it is worked on, `record` what readers see, `keeping` what is done about it afterwards."""

from .desk import LawCare, StateLaw
from .keeping import LawCheck, OpenQuestion
from .record import EditionAuthor, EditionSource, LawEdition, OtherVoice, RuleSource, TaskRule

__all__ = [
    "EditionAuthor",
    "EditionSource",
    "LawCare",
    "LawCheck",
    "LawEdition",
    "OpenQuestion",
    "OtherVoice",
    "RuleSource",
    "StateLaw",
    "TaskRule",
]
