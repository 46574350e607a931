"""The user screens, with the public name that readers see."""

from typing import Any

from wagtail.users.forms import UserCreationForm, UserEditForm
from wagtail.users.views.users import UserViewSet


class PublicNameEditForm(UserEditForm):
    class Meta(UserEditForm.Meta):
        fields = {*UserEditForm.Meta.fields, "public_name"}


class PublicNameCreationForm(UserCreationForm):
    class Meta(UserCreationForm.Meta):
        fields = {*UserCreationForm.Meta.fields, "public_name"}


class PublicNameUserViewSet(UserViewSet):
    def get_form_class(self, for_update: bool = False) -> Any:
        return PublicNameEditForm if for_update else PublicNameCreationForm
