"""Supervision as a Django app."""

from django.apps import AppConfig


class SupervisionConfig(AppConfig):
    """督办."""

    name = "gaodi.supervision"
    verbose_name = "督办"

    def ready(self) -> None:
        from gaodi.ground.first_run import Demonstration, first_run  # app ready: needs the models
        from gaodi.supervision import demo, jobs, obligations, panels  # app ready: both register themselves

        first_run(Demonstration("环翠区任务清单", demo.load_demo, demo.logins, demo.PASSWORD))
        del jobs, obligations, panels
