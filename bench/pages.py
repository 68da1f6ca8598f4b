"""How long pages take, in process, on the demonstration and on a list of 500 tasks."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator

from bench.measuring import Figure, median


def figures() -> Iterator[Figure]:
    with tempfile.TemporaryDirectory() as var:
        os.environ |= {"GAODI_VAR": var, "GAODI_TODAY": "2023-10-20", "GAODI_DEMO": "1"}
        os.environ.pop("DATABASE_URL", None)
        import django  # slow: measured from here on

        django.setup()
        yield from _demonstration()


def _demonstration() -> Iterator[Figure]:
    from django.core.management import call_command  # app ready: needs Django set up
    from django.test import Client  # app ready: as above

    from gaodi.ground.first_run import prepare  # app ready: as above
    from gaodi.ground.models import Account  # app ready: as above
    from gaodi.supervision.demo import load_demo  # app ready: as above
    from gaodi.supervision.models import Draft, Task  # app ready: as above

    call_command("migrate", verbosity=0)
    call_command("collectstatic", verbosity=0, interactive=False)
    load_demo(by=prepare())
    clerk, supervisor = Client(headers={"host": "localhost"}), Client(headers={"host": "localhost"})
    clerk.force_login(Account.objects.get(username="songyiran"))
    supervisor.force_login(Account.objects.get(username="yuming"))
    task = Task.objects.get(no="6")
    pages = {
        "工作台": (clerk, "/"),
        "list of 16 tasks": (clerk, "/supervision/lists/huancui-2020/"),
        "task page": (clerk, f"/supervision/tasks/{task.pk}/"),
        "units": (clerk, "/units/"),
    }
    for name, (who, address) in pages.items():
        yield _page(name, who, address)
    long = _long_list(500)
    yield _page("list of 500 tasks", supervisor, f"/supervision/lists/{long}/")
    assert Draft.objects.filter(state="confirmed").count() == 2


def _page(name: str, who: object, address: str) -> Figure:
    def get() -> None:
        answer = who.get(address)  # type: ignore[attr-defined]
        assert answer.status_code == 200, (address, answer.status_code)

    return Figure(name, 1000 * median(get), "ms", 100 if "500" not in name else None)


def _long_list(tasks: int) -> str:
    """A list of that many tasks, brought in as a supervisor would."""
    from gaodi.ground.models import Post  # app ready: needs Django set up
    from gaodi.reading.rows import Reading, Row  # slow: measured from here on
    from gaodi.supervision.actions.drafts import bring_in, confirm_draft  # app ready: as above

    by = Post.objects.select_related("unit__district", "account").get(account__username="yuming")
    rows = [
        Row(
            no=str(n),
            text=f"到2024年，新建示范点{n}个。",
            lead=["区教育体育局"],
            responsible=["区财政局", "区商务局"],
            open_ended=False,
            deadlines=["2024"],
            targets=[{"value": n, "unit": "个", "of": None, "what": "示范点"}],
            strength="plain",
            quotes=[],
        )
        for n in range(1, tasks + 1)
    ]
    draft = bring_in([b"bench"], "bench.txt", Reading("长清单", 2024, rows, []), by=by, task_list=None)
    return confirm_draft(draft, by=by, seen=draft.revision).task_list.slug
