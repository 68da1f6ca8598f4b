"""Questions about people and posts."""

from __future__ import annotations

from django.db.models import Prefetch, Q, QuerySet

from gaodi.bedrock import clock
from gaodi.bedrock.names import plain_name
from gaodi.ground.models import Account, AuditRow, District, Post, Role, Unit
from gaodi.ground.refusals import Refused

SEES_DISTRICT = (Role.SUPERVISOR, Role.ADMIN, Role.AUDITOR)


def posts_of(account: Account) -> QuerySet[Post]:
    """The posts a person holds today, the longest held first."""
    return (
        Post.objects.filter(held_today(), account=account)
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


def visible_people(by: Post) -> QuerySet[Account]:
    """The people one may see, by the sound of their names: whoever holds or held a post one may see.

    An administrator also sees accounts that never had a post, or nobody could give them one.
    """
    seen = Q(posts__in=visible_posts(by))
    if by.role == Role.ADMIN:
        seen |= Q(posts=None)
    return Account.objects.filter(pk__in=Account.objects.filter(seen).values("pk")).order_by("search", "pk")


def find_people(
    people: QuerySet[Account], q: str = "", unit: Unit | None = None, role: str = ""
) -> QuerySet[Account]:
    """People by name, sound, initials or user name, and by the unit and role they have today."""
    if needle := plain_name(q):
        people = people.filter(search__contains=needle)
    seats = Post.objects.filter(held_today())
    if unit is not None:
        seats = seats.filter(unit=unit)
    if role:
        seats = seats.filter(role=role)
    return people.filter(pk__in=seats.values("account")) if unit or role else people


def with_posts(people: QuerySet[Account], by: Post) -> QuerySet[Account]:
    """People with the posts they hold today as ``seats``, as far as one may see them."""
    seats = visible_posts(by).filter(held_today()).order_by("since", "pk")
    return people.prefetch_related(Prefetch("posts", seats, to_attr="seats"))


def history_of(person: Account, by: Post) -> QuerySet[Post]:
    """The posts of a person, today's and former, the latest first, as far as one may see them."""
    return visible_posts(by).filter(account=person).order_by("-until", "-since", "-pk")


def posts_in(unit: Unit, by: Post) -> QuerySet[Post]:
    """The posts held in a unit today, as far as one may see them."""
    return visible_posts(by).filter(held_today(), unit=unit).order_by("role", "since", "pk")


def account_named(username: str) -> Account | None:
    """The account of a user name; only for recording who somebody tried to sign in as."""
    return Account.objects.filter(username=username).first()


def failed_sign_ins(account: Account) -> int:
    """How often a sign-in as this person failed since the last that succeeded."""
    since = {"at__gt": account.last_login} if account.last_login else {}
    posts = Post.objects.filter(account=account).values("pk")
    return AuditRow.objects.filter(word="登录", outcome="refused", post__in=posts, **since).count()


def system_post() -> Post:
    """The post that jobs and loaders act as."""
    return Post.objects.select_related("unit__district").get(role=Role.SYSTEM)


def held_today() -> Q:
    """The posts that are held today."""
    today = clock.today()
    return Q(since__lte=today, until__gte=today)


def acting_supervisor(username: str, district: District) -> Post:
    """The supervisor of a district by user name; without a name, the only one there is."""
    posts = Post.objects.filter(role=Role.SUPERVISOR, unit__district=district, until__gte=clock.today())
    posts = posts.filter(account__username=username) if username else posts
    found = list(posts.select_related("unit__district", "account")[:2])
    if len(found) != 1:
        who = f"用户名 {username} 不是" if username else "没有指明"
        raise Refused(
            f"{who}{district}的督查员。", "请用 --as 写督查员的用户名；还没有账号的先运行 gaodi user add。"
        )
    return found[0]
