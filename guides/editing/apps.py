from wagtail.users.apps import WagtailUsersAppConfig


class UsersConfig(WagtailUsersAppConfig):
    """Wagtail's user screens, with our forms."""

    user_viewset = "guides.editing.users.PublicNameUserViewSet"
