"""The split of a credit over both surcharges: by the rates, each line at most its own base."""

from __future__ import annotations

import polars as pl
import pytest

from gaodi.rules.arithmetic import Rate
from gaodi.rules.books.surcharge_credit.formula import education_part

EDUCATION, LOCAL = Rate(pl.lit(3), 100), Rate(pl.lit(2), 100)


def parts(credit: int | None, education: int, local: int) -> tuple[int | None, int | None]:
    """What each line takes of a credit, all in 分."""
    amounts = {"credit": [credit], "education": [education], "local": [local]}
    table = pl.DataFrame(amounts, schema=dict.fromkeys(amounts, pl.Int64))
    ours = table.select(education_part(*map(pl.col, amounts), EDUCATION, LOCAL)).item()
    return ours, None if ours is None or credit is None else credit - ours


@pytest.mark.parametrize(
    ("credit", "education", "local", "wanted"),
    [
        pytest.param(5000, 10000, 10000, (3000, 2000), id="three to two where both lines have room"),
        pytest.param(5000, 1000, 10000, (1000, 4000), id="what is too much for education goes to local"),
        pytest.param(5000, 10000, 1000, (4000, 1000), id="what is too much for local goes to education"),
        pytest.param(5000, 0, 5000, (0, 5000), id="a line without a base takes nothing"),
        pytest.param(20000, 10000, 10000, (10000, 10000), id="a credit as large as both fills both"),
        pytest.param(
            10001, 10000, 10000, (6001, 4000), id="education is rounded half up, local has the rest"
        ),
        pytest.param(0, 0, 0, (0, 0), id="nothing of nothing"),
        pytest.param(None, 10000, 10000, (None, None), id="an unknown credit has unknown parts"),
    ],
)
def test_the_credit_goes(
    credit: int | None, education: int, local: int, wanted: tuple[int | None, int | None]
):
    assert parts(credit, education, local) == wanted
