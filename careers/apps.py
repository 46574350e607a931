from django.apps import AppConfig


class CareersConfig(AppConfig):
    name = "careers"
    verbose_name = "Facts"

    def ready(self) -> None:
        from wagtail.permissions import register_permission_policy

        from careers.law_import import work as law_work  # noqa: F401  registers its jobs
        from careers.models import FactKey, OpenQuestion, Role, Source, StateLaw, Task, Term
        from careers.permissions import ChosenOnlyPolicy, RetireOnlyPolicy
        from careers.release_day import work  # noqa: F401  registers its jobs

        for model in (Source, Term, Role, StateLaw, OpenQuestion, Task):
            register_permission_policy(model, RetireOnlyPolicy(model))
        register_permission_policy(FactKey, ChosenOnlyPolicy(FactKey))
