"""Supervision as a Django app."""

from django.apps import AppConfig

# What the audit calls a change that is no field of its subject.
CHANGES = {
    "sha256": "文件校验值",
    "evidence": "佐证",
    "dated_on": "材料日期",
    "state": "状态",
    "issued": "交办的承诺",
    "named": "点名的单位",
    "urged": "催办时间",
    "last_accepted_on": "最近审核通过",
    "last_value": "最近审核值",
    "next_report_on": "下次填报",
    "met_on": "达到日期",
    "due": "时限",
    "warn_on": "预警日期",
    "rows": "读出的任务数",
    "tasks": "入库的任务数",
}


class SupervisionConfig(AppConfig):
    """督办."""

    name = "gaodi.supervision"
    verbose_name = "督办"

    def ready(self) -> None:
        from gaodi.ground.first_run import (
            DEMO_PASSWORD,
            Demonstration,
            first_run,
        )  # app ready: needs the models
        from gaodi.ground.registry import change_words  # app ready: as above
        from gaodi.supervision import demo, jobs, obligations, panels, waits  # app ready: they register

        change_words.update(CHANGES)
        first_run(
            Demonstration("环翠区任务清单", demo.load_demo, demo.logins, DEMO_PASSWORD, 0, demo.usernames)
        )
        del jobs, obligations, panels, waits
