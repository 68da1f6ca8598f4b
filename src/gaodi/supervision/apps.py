"""Supervision as a Django app."""

from django.apps import AppConfig


class SupervisionConfig(AppConfig):
    """督办."""

    name = "gaodi.supervision"
    verbose_name = "督办"

    def ready(self) -> None:
        from gaodi.supervision import jobs, obligations  # app ready: both register themselves

        del jobs, obligations
