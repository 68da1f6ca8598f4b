"""The registers as a Django app."""

from django.apps import AppConfig


class RegistersConfig(AppConfig):
    """台账."""

    name = "gaodi.registers"
    verbose_name = "台账"
