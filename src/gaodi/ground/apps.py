"""Ground as a Django app."""

from django.apps import AppConfig
from django.db.models.signals import post_migrate


class GroundConfig(AppConfig):
    """地基."""

    name = "gaodi.ground"
    verbose_name = "地基"

    def ready(self) -> None:
        from gaodi.ground import checks as _checks  # app ready: system checks register on import
        from gaodi.ground import panels as _panels  # app ready: panels register on import and need the models
        from gaodi.ground.audit_guard import put_up  # app ready: needs the models

        post_migrate.connect(put_up, sender=self, dispatch_uid="gaodi.audit_guard")
        del _checks, _panels
