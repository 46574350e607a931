from django.apps import AppConfig


class PeopleConfig(AppConfig):
    """The user model alone: Wagtail's own migrations need it before any page can exist, so it is an app by itself."""

    name = "guides.people"
    label = "people"
