"""The registers as a Django app."""

from django.apps import AppConfig

# What the audit calls a change that is no field of its subject.
CHANGES = {
    "state": "状态",
    "void": "撤销",
    "counts_from": "核定时间",
    "opened": "查看的号码",
    "column": "开启的栏目",
    "returned_because": "退回原因",
    "same_as": "合并到",
    "sha256": "文件校验值",
    "new": "新增",
    "changed": "更改",
    "same": "不变",
    "refused": "有错未收",
    "cleared": "清空",
    "others": "盖过他人填报",
    "rows": "行数",
    "filters": "条件",
    "verified": "审核通过",
    "returned": "退回",
}


class RegistersConfig(AppConfig):
    """台账."""

    name = "gaodi.registers"
    verbose_name = "台账"

    def ready(self) -> None:
        from gaodi.ground.first_run import (  # app ready: needs the models
            DEMO_PASSWORD,
            Demonstration,
            first_run,
        )
        from gaodi.ground.registry import change_words  # app ready: as above
        from gaodi.registers import jobs, obligations, panels  # app ready: they register
        from gaodi.registers.declaration import REGISTERS  # app ready: as above
        from gaodi.registers.demo.loading import load_demo  # app ready: as above
        from gaodi.registers.queries.figures import publish_all  # app ready: needs all models

        publish_all()
        # its people are listed with those of the list, which it comes after
        first_run(Demonstration("环翠区台账", load_demo, list, DEMO_PASSWORD, order=1))
        columns = {column.name: column.heading for each in REGISTERS.values() for column in each.columns}
        change_words.update(
            {name: word for name, word in (columns | CHANGES).items() if name not in change_words}
        )
        del jobs, obligations, panels
