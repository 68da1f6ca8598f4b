"""Files: no host that packages come from, no path of one machine, no forgotten migration."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from django.apps import apps
from django.db.migrations.autodetector import MigrationAutodetector
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.state import ProjectState
from django.utils import translation

from tests.house.repository import ROOT, all_files, files, say

# written with a space, so that this file names none
PACKAGES = ("pypi org", "pythonhosted org", "registry npmjs", "registry yarnpkg")
MIRRORS = ("tuna", "aliyun", "ustc", "cloud.tencent", "huaweicloud", "163")
REGISTRIES = re.compile(
    "|".join(
        [
            *(re.escape(name.replace(" ", ".")) for name in PACKAGES),
            *(rf"mirrors?\.{name}" for name in MIRRORS),
        ]
    )
)
SOMEONES_HOME = re.compile(r"(?<![\w.:/-])/(?:home|Users)/[a-z][\w.-]*/")
ANY_ADDRESS = re.compile(r"[a-z+]+://")
LOCKS = [*files("requirements", ".txt"), *files("frontend", "lock.json")]


def this_machine(root: Path, home: Path) -> re.Pattern[str]:
    """Where this copy and its owner live; a folder of one part (/src) says nothing about a machine."""
    places = [re.escape(str(place)) for place in (root, home) if len(place.parts) > 2]
    return re.compile(rf"(?<![\w.-])(?:{'|'.join(places) or '(?!)'})(?![\w-])")


def readable(path: Path) -> str:
    content = path.read_bytes()
    return "" if b"\0" in content else content.decode("utf-8", "replace")


@pytest.mark.parametrize("path", LOCKS, ids=say)
def test_a_lock_names_no_host(path):
    assert ANY_ADDRESS.findall(readable(path)) == []


def test_no_file_names_a_registry():
    assert [say(path) for path in all_files() if REGISTRIES.search(readable(path))] == []


def test_no_file_names_a_path_of_one_machine():
    here = this_machine(ROOT, Path.home())

    found = [
        say(path)
        for path in all_files()
        if here.search(readable(path)) or SOMEONES_HOME.search(readable(path))
    ]

    assert found == []


def test_no_model_waits_for_its_migration():
    loader = MigrationLoader(None)
    detector = MigrationAutodetector(loader.project_state(), ProjectState.from_apps(apps))

    with translation.override(
        None
    ):  # as makemigrations does: Django's own labels stand untranslated in migrations
        changes = detector.changes(graph=loader.graph)

    assert {app: [str(migration) for migration in found] for app, found in changes.items()} == {}


# ------------------------------------------------------------------ the checks bite


def test_a_path_of_this_machine_is_seen():
    here = this_machine(Path("/data/gaodi"), Path("/root"))

    assert here.search("cd /data/gaodi && make")
    assert here.search("/data/gaodi/src")
    assert not here.search("/data/gaodi-2")
    assert not here.search("the folder /root of a container")
    assert SOMEONES_HOME.search(f'open("{Path("/", "home", "li", "x")}")')
    assert not SOMEONES_HOME.search("templates/home/page.html")


def test_a_registry_is_seen():
    assert REGISTRIES.search("registry npmjs org/htmx".replace(" ", "."))
    assert not REGISTRIES.search("a registry of figures")
