"""Questions to a database that may be new."""

from __future__ import annotations

from gaodi.ground.models import Account, AuditRow

LOADED = "load_demonstration"  # the verb under which the audit knows that the demonstration was loaded


def anyone_can_sign_in() -> bool:
    return Account.objects.filter(is_active=True).exists()


def demonstration_is_loaded() -> bool:
    return AuditRow.objects.filter(verb=LOADED, outcome="done").exists()


def accounts_beside(usernames: set[str]) -> list[str]:
    """The user names of accounts that may sign in and are not among these."""
    found = Account.objects.filter(is_active=True).exclude(username__in=usernames)
    return sorted(found.values_list("username", flat=True))
