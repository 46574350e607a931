"""The credential chooser: a few questions, one a page, then the credentials whose published requirements fit."""

from __future__ import annotations

from guides.models.base import GuidePage


class CredentialChooserPage(GuidePage):
    """Asks for route, state, kind of work and budget; the address carries the answers."""

    page_description = "The credential chooser, below the certification guide. There is one."
    template = "pages/credential_chooser_page.html"
    max_count = 1
    parent_page_types = ["guides.TopicGuidePage"]
    subpage_types: list[str] = []
    review_weeks = 26

    own_anchors = frozenset(["question", "answer"])
