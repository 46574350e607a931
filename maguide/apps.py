from django.apps import AppConfig


class MaguideConfig(AppConfig):
    name = "maguide"
    verbose_name = "MA Guide"
