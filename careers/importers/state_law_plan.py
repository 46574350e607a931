"""What would become of one law, what it would change, and what holds it back."""

from __future__ import annotations

import hashlib
from collections.abc import Collection
from dataclasses import dataclass

from django.db import models

from careers.law.content import Content
from careers.law.differences import Difference, differences
from careers.models import Jurisdiction


class Obstacle(models.TextChoices):
    """Why a law is left alone unless somebody says otherwise."""

    DRAFT = "draft", "has unpublished changes"
    WORKFLOW = "workflow", "is in a workflow"
    LOCKED = "locked", "is locked"
    WITHDRAWN = "withdrawn", "was withdrawn"
    SCHEDULED = "scheduled", "has a day set for publishing; take it away first"


#: A law with a day set for publishing is always left alone: the import would take the day away unseen.
OVERRIDABLE = [choice for choice in Obstacle if choice != Obstacle.SCHEDULED]
#: What somebody must be allowed to do with laws who passes by it; writing over a workflow cancels it.
NEEDED = {Obstacle.WORKFLOW: "publish", Obstacle.LOCKED: "unlock"}


@dataclass(frozen=True)
class Planned:
    """What would become of one law."""

    jurisdiction: Jurisdiction
    names: tuple[str, ...]  # of the files
    content: Content
    questions: tuple[str, ...]  # that nobody has asked yet
    desk: Content | None  # what lies there now; None: nothing yet
    readers: Content | None  # what readers see now; None: nothing
    obstacles: tuple[tuple[Obstacle, str], ...]  # each with words about it
    notes: tuple[str, ...]
    #: Rows name some rules only, and the desk differs from what readers see in others: publishing would release these.
    carries_a_draft: bool = False

    @property
    def code(self) -> str:
        return self.jurisdiction.code

    def changes(self, *, publish: bool) -> bool:
        is_asked = bool(self.questions) and self.asks(publish=publish)
        return is_asked or self.content != self.desk or (publish and self.content != self.readers)

    def asks(self, *, publish: bool) -> bool:
        """Readers see a question as soon as it is asked: a draft asks only where no law is published yet."""
        return publish or self.readers is None

    def held_back(self, *, publish: bool, even_if: Collection[str] = ()) -> list[str]:
        """Why it is left alone, in words; empty when it may be written."""
        return [
            words
            for obstacle, words in self.obstacles
            if not (obstacle in even_if and obstacle in OVERRIDABLE)
            and (publish or obstacle != Obstacle.WITHDRAWN)
            and not (obstacle == Obstacle.DRAFT and self._says_what_the_draft_says(publish=publish))
        ]

    def _says_what_the_draft_says(self, *, publish: bool) -> bool:
        """Then nothing of the draft is lost, nor published that the files do not hold."""
        return self.content == self.desk and not (publish and self.carries_a_draft)

    def differences(self) -> list[Difference]:
        """Against what lies on the desk; where that is the same, against what readers see."""
        return differences(self.readers if self.content == self.desk else self.desk, self.content)

    def for_readers(self) -> list[Difference]:
        """What publishing would change for them, where that is more or less than `differences` says."""
        return differences(self.readers, self.content) if self.replaces_a_draft else []

    @property
    def replaces_a_draft(self) -> bool:
        return self.desk is not None and self.desk != self.readers and self.content != self.desk

    @property
    def stamp(self) -> str:
        """Changes when the desk or what readers see changes: what was looked at is no longer what would be done."""
        digests = [held.digest if held else "" for held in (self.desk, self.readers, self.content)]
        return hashlib.sha256(" ".join(digests).encode()).hexdigest()
