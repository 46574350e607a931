from django.apps import AppConfig


class CareersConfig(AppConfig):
    name = "careers"
    verbose_name = "Facts"

    def ready(self) -> None:
        from wagtail.permissions import register_permission_policy

        from careers.models import Source, Term
        from careers.permissions import RetireOnlyPolicy

        for model in (Source, Term):
            register_permission_policy(model, RetireOnlyPolicy(model))
