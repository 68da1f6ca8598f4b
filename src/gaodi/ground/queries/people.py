"""Questions about people and posts."""

from __future__ import annotations

from django.db.models import QuerySet

from gaodi.bedrock import clock
from gaodi.ground.models import Account, Post, Role

SEES_DISTRICT = (Role.SUPERVISOR, Role.ADMIN, Role.AUDITOR)


def posts_of(account: Account) -> QuerySet[Post]:
    """The posts a person holds today, the longest held first."""
    today = clock.today()
    return (
        Post.objects.filter(account=account, since__lte=today, until__gte=today)
        .select_related("unit__district", "account")
        .order_by("since", "pk")
    )


def post_for(account: Account, chosen: int | None) -> Post | None:
    """The post a person acts as: the chosen one while it is held, else the first; None for a person without one."""
    posts = list(posts_of(account))
    return next((post for post in posts if post.pk == chosen), posts[0] if posts else None)


def visible_posts(by: Post) -> QuerySet[Post]:
    """The posts one may see: an administrator, a supervisor and an auditor all of the district, others their unit's."""
    posts = Post.objects.select_related("unit", "account").exclude(role=Role.SYSTEM)
    if by.role in SEES_DISTRICT:
        return posts.filter(unit__district=by.unit.district)
    return posts.filter(unit=by.unit)


def system_post() -> Post:
    """The post that jobs and loaders act as."""
    return Post.objects.select_related("unit__district").get(role=Role.SYSTEM)
