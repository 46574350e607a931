from guides.models.base import GuidePage


class HubGuidePage(GuidePage):
    """What is a medical assistant? The one page at the root, with a fuller guide behind each part."""

    page_description = "The home page: what a medical assistant is, with a fuller guide behind each part. There is one."
    template = "pages/hub_guide_page.html"
    max_count = 1
    parent_page_types = ["wagtailcore.Page"]
    subpage_types = [
        "guides.TopicGuidePage",
        "guides.RoleComparisonsPage",
        "guides.GlossaryPage",
        "guides.SalaryPage",
        "guides.StatesPage",
        "guides.SearchPage",
        "guides.SimplePage",
    ]
    review_weeks = 26
