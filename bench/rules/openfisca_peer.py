"""The full credit rule as OpenFisca variables: ``python -m bench.rules.openfisca_peer FACTS DATED OUT``.

Written as one writes OpenFisca: a variable for each figure, a formula a year, the carry asked of the year before, the
numbers in its parameter tree. Amounts are in 分, where it is at its best: a variable of amounts is float32, whole up to
16,777,216 (its whole numbers are int32, which end at 21 million yuan and wrap). Formulas reckon in float64.
It knows years and months, so the facts must be years.
"""

# ruff: noqa: ANN001, ANN201, ANN202  formulas are written as OpenFisca's authors write them
# mypy: ignore-errors
# what is imported is installed in an environment of its own

from __future__ import annotations

import json
import sys
from pathlib import Path

import numpy as np
from openfisca_core.entities import build_entity
from openfisca_core.parameters import ParameterNode
from openfisca_core.periods import DateUnit
from openfisca_core.simulation_builder import SimulationBuilder
from openfisca_core.taxbenefitsystems import TaxBenefitSystem
from openfisca_core.variables import Variable

from bench.rules.fen import OUT, Stopwatch, read
from bench.rules.grid import Grid

Firm = build_entity(key="firm", plural="firms", label="企业", is_person=True)
FIRST = 2021  # a carry begins at nothing


def half_up(amount, rate):
    """A millionth of a 分 makes good what float64 lost below an exact half."""
    return np.floor(amount * rate + 0.5 + 1e-6)


def exact(amounts):
    return amounts.astype(np.float64)


def variable(kind, name, label, formula=None):
    """What one writes as a class of four lines, or of seven with its formula."""
    about = {"value_type": kind, "entity": Firm, "definition_period": DateUnit.YEAR, "label": label}
    return type(name, (Variable,), about | ({"formula": formula} if formula else {}))


def tax(firm, period):
    return exact(firm("vat_base", period)) + exact(firm("consumption_tax_base", period))


def due(line):
    def formula(firm, period, parameters):
        return half_up(exact(firm("tax", period)), getattr(parameters(period), line))

    return formula


def base(line):
    def formula(firm, period, parameters):
        whole = exact(firm(f"due_{line}", period))
        return whole - np.where(firm("half_relief", period), half_up(whole, parameters(period).half), 0)

    return formula


def granted(firm, period, parameters):
    amounts = half_up(exact(firm("new_investment", period)), parameters(period).credit)
    return np.where(firm("in_scope", period), amounts, 0)


def pool(firm, period):
    now = exact(firm("granted", period))
    return now if period.start.year <= FIRST else now + exact(firm("carry_out", period.last_year))


def credit_education(firm, period, parameters):
    law, whole = parameters(period), exact(firm("pool", period))
    share = half_up(whole, law.education / (law.education + law.local))
    at_least = whole - exact(firm("base_local", period))
    capped = np.minimum(exact(firm("base_education", period)), np.maximum(share, at_least))
    return np.where(firm("in_scope", period), capped, 0)


def credit_local(firm, period):
    left = exact(firm("pool", period)) - exact(firm("credit_education", period))
    return np.where(firm("in_scope", period), np.minimum(exact(firm("base_local", period)), left), 0)


def payable(line):
    def formula(firm, period):
        return exact(firm(f"base_{line}", period)) - exact(firm(f"credit_{line}", period))

    return formula


def carry_out(firm, period):
    used = exact(firm("credit_education", period)) + exact(firm("credit_local", period))
    return exact(firm("pool", period)) - used


VARIABLES = (
    variable(float, "vat_base", "增值税计征基数"),
    variable(float, "consumption_tax_base", "消费税计征基数"),
    variable(bool, "half_relief", "减半征收"),
    variable(bool, "in_scope", "在培育范围内"),
    variable(float, "new_investment", "当期新增投资额"),
    variable(float, "tax", "实际缴纳的税额", tax),
    variable(float, "due_education", "教育费附加", due("education")),
    variable(float, "due_local", "地方教育附加", due("local")),
    variable(float, "base_education", "减征后的教育费附加", base("education")),
    variable(float, "base_local", "减征后的地方教育附加", base("local")),
    variable(float, "granted", "当期抵免额度", granted),
    variable(float, "pool", "可抵免金额", pool),
    variable(float, "credit_education", "抵免教育费附加", credit_education),
    variable(float, "credit_local", "抵免地方教育附加", credit_local),
    variable(float, "payable_education", "应补教育费附加", payable("education")),
    variable(float, "payable_local", "应补地方教育附加", payable("local")),
    variable(float, "carry_out", "结转下期可抵免金额", carry_out),
)
INPUTS = ("vat_base", "consumption_tax_base", "half_relief", "in_scope", "new_investment")


def system(dated: Path) -> TaxBenefitSystem:
    numbers = json.loads(dated.read_text(encoding="utf-8"))
    system = TaxBenefitSystem([Firm])
    system.parameters = ParameterNode(
        "",
        data={
            name: {"values": {f"{year}-01-01": {"value": float(of[name])} for year, of in numbers.items()}}
            for name in ("education", "local", "credit", "half")
        },
    )
    for each in VARIABLES:
        system.add_variable(each)
    return system


def main(facts: Path, dated: Path, out: Path) -> None:
    watch = Stopwatch()
    table = read(facts)
    watch.step("read")
    grid = Grid(table)
    assert set(grid.filings()) == {"year"}
    assert min(grid.periods) == str(FIRST)
    simulation = SimulationBuilder().build_default_simulation(system(dated), count=len(grid.firms))
    for name in INPUTS:
        for period, values in zip(grid.periods, grid.laid(name), strict=True):
            simulation.set_input(name, period, values)
    found = {
        name: np.rint(np.stack([simulation.calculate(name, period) for period in grid.periods]))
        for name in OUT
    }
    watch.step("compute")
    grid.write(out, found)
    watch.step("write")
    watch.tell()


if __name__ == "__main__":
    main(*(Path(word) for word in sys.argv[1:4]))
