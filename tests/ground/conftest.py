"""A Gaodi of its own, in other processes, for tests that kill things."""

from __future__ import annotations

import os
import secrets
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

import psycopg
import pytest

DATABASE_URL = os.environ.get("DATABASE_URL", "")


@dataclass
class House:
    """A data folder and a database of its own, reached only through child processes."""

    var: Path
    url: str

    @property
    def env(self) -> dict[str, str]:
        kept = {name: value for name, value in os.environ.items() if not name.startswith("GAODI_")}
        return kept | {"GAODI_VAR": str(self.var), "DATABASE_URL": self.url, "PYTHONUNBUFFERED": "1"}

    def gaodi(self, *args: str, check: bool = True, **env: str) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "-m", "gaodi.cli", *args]
        return subprocess.run(
            command,
            env=self.env | env,
            capture_output=True,
            text=True,
            timeout=120,
            check=check,
            cwd=self.var,
        )

    def rows(self, sql: str) -> list[tuple]:
        """Ask the database from here, without waiting for another Python to start."""
        if self.url.startswith("sqlite"):
            with closing(sqlite3.connect(self.url.removeprefix("sqlite:///"))) as database:
                return database.execute(sql).fetchall()
        with psycopg.connect(self.url) as database:
            return database.execute(sql).fetchall()

    def start(self, *args: str, **env: str) -> subprocess.Popen[str]:
        return subprocess.Popen(
            [sys.executable, *args],
            env=self.env | env,
            cwd=self.var,
            text=True,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
        )


@pytest.fixture
def house(tmp_path: Path) -> Iterator[House]:
    var = tmp_path / "var"
    var.mkdir()
    if not DATABASE_URL.startswith("postgres"):
        yield House(var, f"sqlite:///{var / 'gaodi.sqlite3'}")
        return
    name = f"gaodi_{secrets.token_hex(4)}"
    with psycopg.connect(_of_server("postgres"), autocommit=True) as server:
        server.execute(f"CREATE DATABASE {name} TEMPLATE template0 ENCODING 'UTF8' LOCALE 'C.UTF-8'")
        yield House(var, _of_server(name))
        server.execute(f"DROP DATABASE {name} WITH (FORCE)")


def _of_server(name: str) -> str:
    """The address of another database on the server that DATABASE_URL names."""
    return urlsplit(DATABASE_URL)._replace(path=f"/{name}").geturl()
