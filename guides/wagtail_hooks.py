"""Where the guides plug into Wagtail."""

from wagtail import hooks
from wagtail.log_actions import LogActionRegistry
from wagtail.rich_text.feature_registry import FeatureRegistry

from guides.editing import known_preview, law_board_log, law_preview
from guides.editing.law_board import LawBoardViewSet
from guides.editing.law_board_bulk import AssignKeeperAction, SetNextCheckAction
from guides.richtext import citations, facts, links, terms


# After Wagtail's own, so that our page links answer.
@hooks.register("register_rich_text_features", order=100)
def register_running_text(features: FeatureRegistry) -> None:
    citations.register(features)
    facts.register(features)
    links.register(features)
    terms.register(features)


hooks.register("preview_state_law", law_preview.preview)
hooks.register("preview_stated", known_preview.preview)


@hooks.register("register_admin_viewset")
def register_law_board() -> LawBoardViewSet:
    return LawBoardViewSet()


@hooks.register("register_log_actions")
def register_law_board_log(actions: LogActionRegistry) -> None:
    law_board_log.register(actions)


hooks.register("register_bulk_action", AssignKeeperAction)
hooks.register("register_bulk_action", SetNextCheckAction)
