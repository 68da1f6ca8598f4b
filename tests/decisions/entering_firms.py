"""Entering a firm: its listing, its tax periods and its payments, each verified by who verifies it."""

from __future__ import annotations

from typing import Any

from gaodi.ground.models import District, Post, Role
from gaodi.registers.actions.subjects import link_code
from gaodi.registers.models import Subject, SubjectKind
from gaodi.registers.naming import Named
from tests.cast import make_post, make_unit
from tests.registers.entering import credit_code, know


class Bureaus:
    """The clerks who verify what firms report, made once a test."""

    def __init__(self, district: District) -> None:
        self.tax = self._clerk(district, "tax_bureau", "区税务局")
        self.reform = self._clerk(district, "development_reform_bureau", "区发改局")
        self.people = self._clerk(district, "human_resources_bureau", "区人力资源社会保障局")

    @staticmethod
    def _clerk(district: District, key: str, name: str) -> Post:
        return make_post(make_unit(district, key, name), Role.CLERK, key, f"{name[1:3]}员")


def firm_of(by: Post, system: Post, serial: int = 1) -> Subject:
    """The firm that a post works for, linked to its code."""
    code = credit_code(serial)
    return link_code(Named(SubjectKind.ENTERPRISE, code, code), by.unit, by=system)


def listed(by: Post, bureaus: Bureaus, serial: int = 1, **more: Any) -> None:
    """On the province's list since June 2021."""
    typed = {"subject": credit_code(serial), "label": "海邦精工", "valid_from": "2021-6-18", "level": "省"}
    know("ie-enterprises", by, bureaus.reform, **typed | more)


def paid(by: Post, bureaus: Bureaus, serial: int = 1, **more: Any) -> Any:
    """A payment of 300,000 yuan in May 2023."""
    typed = {
        "subject": credit_code(serial),
        "label": "共建实训基地",
        "valid_from": "2023-5-11",
        "category": "办学投资",
        "voucher_no": "PZ-1",
        "amount": "300000",
        "subsidy_received": "0",
    }
    return know("investments", by, bureaus.reform, **typed | more)


def filed(by: Post, bureaus: Bureaus, serial: int = 1, **more: Any) -> Any:
    """The whole of 2023, with a million of value added tax."""
    typed = {
        "subject": credit_code(serial),
        "valid_from": "2023-1-1",
        "valid_to": "2023-12-31",
        "filing": "按年",
        "consent": "是",
        "sales": "30000000",
        "vat_base": "1000000",
        "consumption_tax_base": "0",
        "half_relief": "否",
    }
    return know("tax-periods", by, bureaus.tax, **typed | more)


def yearly(by: Post, bureaus: Bureaus, serial: int = 1, **more: Any) -> Any:
    """A firm above scale with 1,286 people that offers 18 posts in 2023."""
    typed = {
        "subject": credit_code(serial),
        "label": "海邦精工",
        "period": "2023",
        "above_scale": "是",
        "staff_total": "1286",
        "staff_on_post": "1200",
        "posts_offered": "18",
        "posts_filled": "12",
    }
    return know("enterprise-years", by, bureaus.people, **typed | more)
