"""What every test has: the guards, the cast, and a place of its own for what it stores."""

from __future__ import annotations

import pytest

pytest_plugins = ["tests.guards", "tests.cast"]
EMPTYING = {"transactional_db", "live_server", "django_db_reset_sequences", "django_db_serialized_rollback"}


@pytest.fixture(autouse=True)
def audit_may_be_emptied(request: pytest.FixtureRequest):
    """Lift the triggers of the audit before the tables are emptied after a test that commits.

    Emptying ends with ``post_migrate``, which puts them up again. Most tests are rolled back and need nothing.
    """
    marker = request.node.get_closest_marker("django_db")
    if not (EMPTYING & set(request.fixturenames) or (marker and marker.kwargs.get("transaction"))):
        yield
        return
    request.getfixturevalue("transactional_db")  # asked for here, so that it is left after this fixture
    yield
    from gaodi.ground import audit_guard  # app ready: pytest loads this file before Django is set up

    audit_guard.take_down()


@pytest.fixture(autouse=True)
def files_stay_in_the_test(settings, tmp_path) -> None:
    """What a test stores lies in a folder of its own."""
    settings.FILES = tmp_path / "files"
