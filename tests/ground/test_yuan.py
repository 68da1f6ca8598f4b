"""Money columns: what goes in comes out, sums are exact, and a float never gets in."""

from __future__ import annotations

from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.db.models import Case, F, Max, Min, Sum, Value, When

from gaodi.ground.yuan import YuanField
from gaodi.registers.declaration import REGISTERS
from tests.registers.entering import enter

SchoolYear = REGISTERS["school-years"].model


@pytest.fixture
def worth(教务员, 别校教务员):
    """Two schools' equipment: 0.10 and 0.20 yuan, given in 万元; and a third year without a value."""
    for by, code, year, amount in (
        (教务员, "3137100201", "2023", "0.00001"),
        (别校教务员, "3137100202", "2023", "0.00002"),
        (别校教务员, "3137100202", "2022", None),
    ):
        enter("school-years", by, subject=code, period=year, equipment_value=amount)
    return SchoolYear.objects.all()


def test_a_sum_of_tenths_is_found_and_exact(worth):
    assert worth.aggregate(total=Sum("equipment_value"))["total"] == Decimal("0.30")
    assert str(worth.aggregate(total=Sum("equipment_value"))["total"]) == "0.30"
    assert worth.filter(equipment_value=Decimal("0.1")).count() == 1
    assert worth.filter(equipment_value__gt=Decimal("0.1"), equipment_value__lte=Decimal("0.20")).count() == 1
    assert worth.filter(equipment_value__isnull=True).count() == 1
    assert worth.filter(equipment_value__in=[Decimal("0.2"), Decimal(7)]).count() == 1


def test_it_is_whole_fen_in_the_database(worth):
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT equipment_value FROM {SchoolYear._meta.db_table}")  # noqa: S608  our own table
        stored = {row[0] for row in cursor.fetchall()}

    assert stored == {10, 20, None}


def test_arithmetic_names_its_field_and_stays_yuan(worth):
    doubled = worth.annotate(
        doubled=Sum(F("equipment_value") + F("equipment_value"), output_field=YuanField())
    )
    chosen = Case(
        When(equipment_value__gt=Decimal("0.1"), then=F("equipment_value")),
        default=Value(Decimal(0), output_field=YuanField()),
        output_field=YuanField(),
    )

    assert {row.doubled for row in doubled} == {None, Decimal("0.20"), Decimal("0.40")}
    assert sorted(worth.values_list(chosen, flat=True)) == [Decimal(0), Decimal(0), Decimal("0.20")]
    assert worth.aggregate(most=Max("equipment_value"), least=Min("equipment_value")) == {
        "most": Decimal("0.20"),
        "least": Decimal("0.10"),
    }


def test_an_update_keeps_the_amount(worth):
    worth.filter(equipment_value=None).update(equipment_value=Decimal("9999999999999.99"))

    assert max(row.equipment_value for row in worth) == Decimal("9999999999999.99")


@pytest.mark.parametrize(("given", "fault"), [(0.1, TypeError), (Decimal("0.001"), ValueError)])
def test_no_float_and_no_third_decimal_gets_in(worth, given, fault):
    with pytest.raises(fault):
        worth.update(equipment_value=given)
    with pytest.raises(fault):
        worth.filter(equipment_value=given).count()


def test_a_form_takes_one_and_a_half_and_says_what_is_no_amount():
    field = SchoolYear._meta.get_field("equipment_value").formfield()

    assert field.clean("1.50") == Decimal("1.50")
    with pytest.raises(ValidationError):
        field.clean("1.505")
    with pytest.raises(ValidationError, match="不是金额"):
        YuanField().to_python("viel")
    assert YuanField().to_python("1.5") == Decimal("1.5")
