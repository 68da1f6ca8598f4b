"""The decisions as a Django app."""

from django.apps import AppConfig


class DecisionsConfig(AppConfig):
    """兑现."""

    name = "gaodi.decisions"
    verbose_name = "兑现"

    def ready(self) -> None:
        from gaodi.decisions import feeds  # app ready: they register

        del feeds
