"""Who may do what with facts."""

from wagtail.permission_policies import ModelPermissionPolicy


class RetireOnlyPolicy(ModelPermissionPolicy):
    """Facts that were published stay findable: nobody deletes them, an administrator neither."""

    refused = frozenset({"delete"})

    def user_has_permission(self, user, action):
        return action not in self.refused and super().user_has_permission(user, action)

    def user_has_any_permission(self, user, actions):
        return super().user_has_any_permission(user, set(actions) - self.refused)

    def users_with_any_permission(self, actions):
        return super().users_with_any_permission(set(actions) - self.refused)


class ChosenOnlyPolicy(RetireOnlyPolicy):
    """Made by being chosen, so nobody adds one by hand."""

    refused = frozenset({"add", "delete"})
