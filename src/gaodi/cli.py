"""The ``gaodi`` command: it collects the commands of every room, and loads a room only when it is called.

Exit codes: 0 done, 2 refused input (the sentence is on standard error), 1 our own fault.
"""

from __future__ import annotations

import argparse
import importlib
import os
import sys
from collections.abc import Sequence

from gaodi import __version__
from gaodi.bedrock.commands import Command

# room, its commands, whether it needs Django; ``gaodi read`` and ``gaodi rule`` start without it
ROOMS = (
    ("gaodi.reading.commands", ("read",), False),
    ("gaodi.rules.commands", ("rule",), False),
    ("gaodi.registers.commands", ("register",), True),
    ("gaodi.supervision.commands", ("list", "demo"), True),
    ("gaodi.ground.commands", ("serve", "worker", "migrate", "user", "unit", "doctor"), True),
)


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command; gives its exit code."""
    args = list(sys.argv[1:] if argv is None else argv)
    parser = argparse.ArgumentParser(prog="gaodi", description="高地：把任务清单办成、办实、说得清。")
    parser.add_argument("--version", action="version", version=f"gaodi {__version__}")
    subparsers = parser.add_subparsers(title="命令", metavar="命令", required=True)
    wanted = next((arg for arg in args if not arg.startswith("-")), "")
    for command in _commands(wanted):
        sub = subparsers.add_parser(command.name, help=command.help, description=command.help)
        command.add_arguments(sub)
        sub.set_defaults(run=command.run)
    parsed = parser.parse_args(args)
    return _run(parsed)


def _commands(wanted: str) -> list[Command]:
    """The commands of the room that knows the wanted one; all of them for help or a wrong word."""
    chosen = [room for room in ROOMS if wanted in room[1]] or list(ROOMS)
    if any(needs_django for _, _, needs_django in chosen):
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "gaodi.settings")
    return [command for module, _, _ in chosen for command in importlib.import_module(module).COMMANDS]


def _run(parsed: argparse.Namespace) -> int:
    try:
        return int(parsed.run(parsed))
    except KeyboardInterrupt:
        print("已停止。", file=sys.stderr)
        return 130
    except BrokenPipeError:  # the reader of a pipe left; nothing to say to anyone
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0


if __name__ == "__main__":
    sys.exit(main())
