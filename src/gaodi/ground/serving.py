"""``gaodi serve``: make everything ready, then keep two children alive, the pages and the worker.

The children are forked from this process once Django is loaded, which costs milliseconds where a new Python costs a
second. The address is bound here, so that a port in use is known before any work is done, and a child that dies
comes back without losing it.
"""

from __future__ import annotations

import ctypes
import errno
import hashlib
import io
import os
import signal
import socket
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any, NoReturn

from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core.management import call_command
from django.core.wsgi import get_wsgi_application
from django.db import connection, connections
from django.db.migrations.executor import MigrationExecutor

from gaodi.bedrock import clock
from gaodi.ground.refusals import Refused
from gaodi.ground.worker import Worker

THREADS = 4
TIME_TO_END = 20.0  # seconds the children have to finish what they are doing
SHORT_LIFE = 5.0  # a child that ends sooner than this cannot start at all …
SHORT_LIVES = 3  # … when it does so that often: then the house ends, if it is the pages
SHORT_PAUSE, LONG_PAUSE = 0.5, 10.0  # seconds before a child is started again
PAGES, JOBS = "网页", "后台作业"
BACKLOG = 512
WHY_NOT = {errno.EADDRINUSE: "已经有程序在用", errno.EACCES: "没有权限（1024以下的端口要管理员权限）"}
DIES_WITH_PARENT = 1  # PR_SET_PDEATHSIG of Linux


# ------------------------------------------------------------------ making ready


def bind(host: str, port: int) -> socket.socket:
    """Take the address, before anything else is done."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    taken = socket.socket(family, socket.SOCK_STREAM)
    taken.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        taken.bind((host, port))
        taken.listen(BACKLOG)  # at once, else two could bind the same port and one fail later
    except OSError as refused:
        taken.close()
        why = WHY_NOT.get(refused.errno or 0, f"这台机器没有地址 {host}")
        remedy = f"请换一个端口：gaodi serve --port {port + 1}。"
        raise Refused(f"{host} 的端口 {port} 用不了：{why}。", remedy) from refused
    return taken


def migrate_when_needed() -> bool:
    """Bring the database up to this Gaodi; gives whether there was anything to do."""
    executor = MigrationExecutor(connection)
    if not executor.migration_plan(executor.loader.graph.leaf_nodes()):
        return False
    call_command("migrate", verbosity=0, interactive=False)
    return True


def check() -> None:
    """Django's checks and ours: a view that does not say who may open it, or an unguarded audit, ends the start."""
    call_command("check", databases=["default"], stdout=io.StringIO())


def collect_static_when_stale() -> bool:
    """Gather style sheets and scripts for serving, when any of them changed; gives whether that was so."""
    if settings.WHITENOISE_USE_FINDERS:
        return False
    stamp, now = Path(settings.VAR) / "static.stamp", _fingerprint()
    if stamp.exists() and stamp.read_text() == now and Path(settings.STATIC_ROOT).exists():
        return False
    call_command("collectstatic", verbosity=0, interactive=False, clear=True)
    stamp.write_text(now)
    return True


def _fingerprint() -> str:
    """Of all static files: where they lie, how long they are and when they were written."""
    files = [
        f"{storage.path(path)} {(found := Path(storage.path(path)).stat()).st_size} {found.st_mtime_ns}"
        for finder in get_finders()
        for path, storage in finder.list([])
    ]
    return hashlib.sha256("\n".join(sorted(files)).encode()).hexdigest()


# ------------------------------------------------------------------ the children


def in_a_child(task: Callable[[], None]) -> int:
    """Do something once in a process of its own, and wait for it; gives its exit code, 2 for a refusal.

    What uses threads (the rules do, to reckon) may not run in this process: children forked afterwards would inherit
    their locks without the threads that hold them, and wait for ever.
    """
    connections.close_all()
    sys.stdout.flush()
    pid = os.fork()
    if pid == 0:
        _once(task)
    return os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])


def _once(task: Callable[[], None]) -> NoReturn:
    code = 1
    try:
        task()
        code = 0
    except Refused as refusal:
        print(refusal, file=sys.stderr)  # noqa: T201
        code = 2
    except KeyboardInterrupt:
        code = 130
    except BaseException:  # noqa: BLE001 - a child never returns into what its parent was doing
        sys.excepthook(*sys.exc_info())
    finally:
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(code)


def serve_pages(taken: socket.socket, workers: int) -> Callable[[], None]:
    """What the child for the pages does: gunicorn with threads, on the address taken before."""

    def run() -> None:
        from gunicorn.app.base import BaseApplication  # slow: needed only to serve

        class Pages(BaseApplication):  # type: ignore[misc]
            """Our pages under gunicorn."""

            def load_config(self) -> None:
                for name, value in _gunicorn_settings(taken, workers).items():
                    self.cfg.set(name, value)

            def load(self) -> Any:
                return get_wsgi_application()

        Pages().run()

    return run


def _gunicorn_settings(taken: socket.socket, workers: int) -> dict[str, Any]:
    return {
        "bind": f"fd://{os.dup(taken.fileno())}",
        "worker_class": "gthread",
        "workers": workers,
        "threads": THREADS,
        "preload_app": True,
        "timeout": 60,
        "graceful_timeout": 10,
        "loglevel": "warning",
        "control_socket_disable": True,
    }


def work() -> None:
    """What the child for the jobs does."""
    Worker(parent=os.getppid()).run_until_told()


class _Ending(BaseException):
    """A signal asked the whole house to end."""


class Children:
    """Child processes that are started again when they die, and end when this process does."""

    def __init__(self, tasks: dict[str, Callable[[], None]]) -> None:
        self.tasks = tasks
        self.running: dict[int, str] = {}
        self.born: dict[str, float] = {}
        self.short_lives: dict[str, int] = dict.fromkeys(tasks, 0)

    def watch(self) -> int:
        """Keep them alive until a signal comes; gives the exit code."""
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(number, _end)
        try:
            for name in self.tasks:
                self._start(name)
            return self._restart_the_dead()
        except _Ending:
            return 0
        finally:
            self._end_all()

    def _start(self, name: str) -> None:
        connections.close_all()
        sys.stdout.flush()
        parent = os.getpid()
        pid = os.fork()
        if pid == 0:
            _live_as_child(self.tasks[name], parent)
        self.running[pid], self.born[name] = name, clock.seconds()

    def _restart_the_dead(self) -> int:
        while True:
            pid, _ = os.waitpid(-1, 0)
            name = self.running.pop(pid, None)
            if name is None:
                continue
            short = clock.seconds() - self.born[name] < SHORT_LIFE
            self.short_lives[name] = self.short_lives[name] + 1 if short else 0
            cannot_start = self.short_lives[name] >= SHORT_LIVES
            if cannot_start and name == PAGES:
                print(f"{name}一启动就退出，已停止。原因见上面的日志。", file=sys.stderr)  # noqa: T201
                return 1
            print(f"{name}意外退出，正在重新启动。", file=sys.stderr)  # noqa: T201
            time.sleep(LONG_PAUSE if cannot_start else SHORT_PAUSE)
            self._start(name)

    def _end_all(self) -> None:
        self._tell(signal.SIGTERM)
        until = clock.seconds() + TIME_TO_END
        with suppress(_Ending, ChildProcessError):  # a second Ctrl-C waits no longer
            while self.running and clock.seconds() < until:
                pid, _ = os.waitpid(-1, os.WNOHANG)
                self.running.pop(pid, None)
                if pid == 0:
                    time.sleep(0.05)
        self._tell(signal.SIGKILL)

    def _tell(self, number: int) -> None:
        for pid in self.running:
            with suppress(ProcessLookupError):
                os.kill(pid, number)


def _end(*_: Any) -> NoReturn:
    raise _Ending


def _live_as_child(task: Callable[[], None], parent: int) -> NoReturn:
    """Do one's task as a process of its own group, so that Ctrl-C reaches only the parent, which tells the others."""
    code = 1
    try:
        os.setpgrp()
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(number, signal.SIG_DFL)
        if sys.platform == "linux":
            ctypes.CDLL(None).prctl(DIES_WITH_PARENT, signal.SIGTERM)
        if os.getppid() == parent:  # else it died before it could be watched
            task()
        code = 0
    except SystemExit as ended:
        code = ended.code if isinstance(ended.code, int) else 1
    except BaseException:  # noqa: BLE001 - a child never returns into what its parent was doing
        sys.excepthook(*sys.exc_info())
    finally:
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(code)
