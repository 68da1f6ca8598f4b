"""The decisions as a Django app."""

from django.apps import AppConfig


class DecisionsConfig(AppConfig):
    """兑现."""

    name = "gaodi.decisions"
    verbose_name = "兑现"

    def ready(self) -> None:
        from gaodi.decisions import feeds  # app ready: they register
        from gaodi.decisions.demo import load_demo  # app ready: needs the models
        from gaodi.ground.first_run import DEMO_PASSWORD, Demonstration, first_run  # app ready: as above

        first_run(Demonstration("环翠区兑现", load_demo, list, DEMO_PASSWORD, order=2))
        del feeds
