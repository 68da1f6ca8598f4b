"""What every test has: the guards, and the cast."""

pytest_plugins = ["tests.guards", "tests.cast"]
