"""Who verifies, and the firm of the cast, for the tests of decisions."""

from __future__ import annotations

from datetime import date

import pytest

from gaodi.bedrock import clock
from gaodi.registers.models import Subject
from tests.decisions.entering_firms import Bureaus, firm_of


@pytest.fixture(autouse=True)
def at_the_end_of_2023(request):
    with clock.standing_on(date(2023, 12, 31)):
        yield


@pytest.fixture(name="各局")
def bureaus(环翠区) -> Bureaus:
    return Bureaus(环翠区)


@pytest.fixture(name="本企业")
def own_firm(企业人事, 系统) -> Subject:
    return firm_of(企业人事, 系统)
