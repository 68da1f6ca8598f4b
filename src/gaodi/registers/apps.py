"""The registers as a Django app."""

from django.apps import AppConfig


class RegistersConfig(AppConfig):
    """台账."""

    name = "gaodi.registers"
    verbose_name = "台账"

    def ready(self) -> None:
        from gaodi.registers.queries.figures import publish_all  # app ready: needs all models

        publish_all()
