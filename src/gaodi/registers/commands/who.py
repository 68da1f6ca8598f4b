"""Who acts in the shell, and what a word there means: a register, a unit."""

from __future__ import annotations

from gaodi.ground.commands.machine import migrated_system_post
from gaodi.ground.models import Post, Unit
from gaodi.ground.queries.named import district_named, person_named, unit_named
from gaodi.ground.queries.people import posts_of
from gaodi.ground.refusals import Refused
from gaodi.registers.asked import open_registers
from gaodi.registers.declaration import REGISTERS, Register
from gaodi.registers.states import fills


def register_named(slug: str) -> Register:
    """A register by its slug."""
    if slug not in REGISTERS:
        raise Refused(f"没有台账“{slug}”。", "运行 gaodi register list 看有哪些。")
    return REGISTERS[slug]


def opened(register: Register, by: Post) -> Register:
    """The register, where the post may open it."""
    if register not in open_registers(by):
        raise Refused(f"{register.name}台账只供填报和审核的单位看。", "请用 --as 写这些单位的人的用户名。")
    return register


def post_named(username: str, register: Register | None = None) -> Post:
    """The post somebody acts as: one that fills the register, if they hold one; without a name the system's."""
    if not username:
        return migrated_system_post()
    migrated_system_post()
    account = person_named(username)
    posts = list(posts_of(account)) if account.is_active else []
    if not posts:
        raise Refused(f"{account}现在没有岗位，或账号已停用。", "请换一个人，或用 gaodi user post 任岗。")
    return next((post for post in posts if register and fills(register, post)), posts[0])


def unit_meant(text: str, by: Post, username: str) -> Unit | None:
    """The unit of the word, in the district of who asks; none without a word."""
    if not text:
        return None
    return unit_named(by.unit.district if username else district_named(""), text)
