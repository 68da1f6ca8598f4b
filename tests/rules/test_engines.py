"""Engines: a file in pieces says what the table in memory says, and so does a cluster."""

from __future__ import annotations

import shutil
from importlib.util import find_spec
from pathlib import Path

import polars as pl
import pytest

from gaodi.rules import book as books
from gaodi.rules import cluster
from gaodi.rules.cases import cases_of
from gaodi.rules.engines import run_file
from gaodi.rules.facts import RefusedFacts
from gaodi.rules.outcomes import table
from gaodi.rules.tables import of_rows

BOOKS = [name for name in books.names() if books.load(name).formulas]
WORKED = [(name, formula.name) for name in BOOKS for formula in books.load(name).formulas]
needs_spark = pytest.mark.skipif(
    find_spec("pyspark") is None or shutil.which("java") is None,
    reason="needs the extra “spark” and Java 17: make spark",
)


def facts_of(name: str, formula: str, folder: Path) -> list[tuple[Path, object]]:
    """The facts of each case of a formula as a Parquet file, with the day they are asked for."""
    found = []
    for number, case in enumerate(cases_of(books.load(name))):
        asked = books.load(name).formula(case.formula)
        if asked.name == formula and case.expect and not case.changes:
            path = folder / f"{number}.parquet"
            unknown = dict.fromkeys(fact.name for fact in asked.facts)
            of_rows([{**unknown, **row} for row in case.facts]).sink_parquet(path)
            found.append((path, case.on))
    return found


def credit_facts(folder: Path, firms: int = 40) -> Path:
    rows = [
        {
            "uscc": f"F{firm}",
            "period": str(year),
            "filing": "year",
            "sales": None,
            "vat_base": 1000 * firm + year,
            "consumption_tax_base": 0,
            "half_relief": firm % 2 == 0,
            "in_scope": year != 2021,
            "new_investment": 777 * (year % 3) * firm,
        }
        for year in (2020, 2021, 2022, 2023)
        for firm in range(firms)
    ]
    path = folder / "facts.parquet"
    of_rows(rows).sink_parquet(path)
    return path


def sorted_by_key(frame: pl.DataFrame) -> pl.DataFrame:
    return frame.sort(frame.columns[:2])


def test_a_file_in_pieces_says_what_it_says_in_one(tmp_path: Path):
    plan, facts = books.load("surcharge_credit").plan(), credit_facts(tmp_path)
    done = []

    run_file(plan, facts, tmp_path / "one.parquet")
    run_file(plan, facts, tmp_path / "many.parquet", piece=25, progress=lambda *told: done.append(told))

    one, many = (sorted_by_key(pl.read_parquet(tmp_path / f"{name}.parquet")) for name in ("one", "many"))
    assert one.equals(many)
    assert done == [(number, 7) for number in range(1, 8)]


def test_one_group_larger_than_a_piece_stays_in_one(tmp_path: Path):
    plan, facts = books.load("surcharge_credit").plan(), credit_facts(tmp_path, firms=1)

    run_file(plan, facts, tmp_path / "one.parquet")
    run_file(plan, facts, tmp_path / "many.parquet", piece=1)

    one, many = (sorted_by_key(pl.read_parquet(tmp_path / f"{name}.parquet")) for name in ("one", "many"))
    assert one.equals(many)


def test_a_file_without_rows_is_refused(tmp_path: Path):
    facts = credit_facts(tmp_path)
    pl.read_parquet(facts).clear().write_parquet(facts)

    with pytest.raises(RefusedFacts, match="一行事实也没有"):
        run_file(books.load("surcharge_credit").plan(), facts, tmp_path / "out.parquet")


def test_bare_answers_are_the_key_and_the_answers(tmp_path: Path):
    plan, facts = books.load("surcharge_credit").plan(), credit_facts(tmp_path, firms=2)

    run_file(plan, facts, tmp_path / "bare.parquet", bare=True)

    assert pl.read_parquet_schema(tmp_path / "bare.parquet").names() == [
        *plan.formula.key,
        *plan.formula.outs,
    ]


def test_refused_facts_leave_no_file_and_name_the_row_of_the_whole_file(tmp_path: Path):
    plan, facts = books.load("surcharge_credit").plan(), credit_facts(tmp_path)
    spoilt = pl.read_parquet(facts).with_row_index("n")
    vat = pl.when(pl.col("n") == 100).then(pl.lit("-1")).otherwise(pl.col("vat_base"))
    spoilt.with_columns(vat_base=vat).drop("n").write_parquet(facts)

    with pytest.raises(RefusedFacts, match="第102行 vat_base"):
        run_file(plan, facts, tmp_path / "out.parquet", piece=25)

    assert not list(tmp_path.glob("out*"))


@pytest.fixture(scope="session")
def spark():
    found = cluster.session("local[2]", **{"spark.sql.shuffle.partitions": "3"})
    yield found
    found.stop()


@needs_spark
@pytest.mark.spark
@pytest.mark.parametrize(("name", "formula"), WORKED)
def test_all_cases_of_all_books_say_the_same_on_spark(name: str, formula: str, spark, tmp_path: Path):
    book = books.load(name)
    for facts, on in facts_of(name, formula, tmp_path):
        out = tmp_path / f"{facts.stem}-spark"
        plan = book.plan(formula)
        here = tmp_path / f"{facts.stem}-here.parquet"

        run_file(plan, facts, here, on=on)
        cluster.run_file(spark, book, formula, facts, out, on=on)

        mine, theirs = pl.read_parquet(here), pl.read_parquet(out / "*.parquet")
        assert theirs.schema == mine.schema
        assert theirs.sort(mine.columns).equals(mine.sort(mine.columns))


@needs_spark
@pytest.mark.spark
def test_a_firm_whose_rows_lie_apart_is_reckoned_whole_on_spark(spark, tmp_path: Path):
    book, facts = books.load("surcharge_credit"), credit_facts(tmp_path)

    run_file(book.plan(), facts, tmp_path / "here.parquet")
    cluster.run_file(spark, book, "", facts, tmp_path / "there")

    here, there = pl.read_parquet(tmp_path / "here.parquet"), pl.read_parquet(tmp_path / "there/*.parquet")
    assert sorted_by_key(here).equals(sorted_by_key(there))


@needs_spark
@pytest.mark.spark
def test_facts_that_spark_cannot_take_are_refused_in_the_same_words(spark, tmp_path: Path):
    facts = credit_facts(tmp_path)
    pl.read_parquet(facts).with_columns(filing=pl.lit("month")).write_parquet(facts)

    with pytest.raises(RefusedFacts, match="申报期限与税款所属期不符"):
        cluster.run_file(spark, books.load("surcharge_credit"), "", facts, tmp_path / "out")


def test_the_columns_that_spark_is_told_are_those_that_come_out(tmp_path: Path):
    for name, formula in WORKED:
        plan = books.load(name).plan(formula)
        assert cluster.schema_of(plan, bare=False).count(",") >= len(plan.formula.outs)
        assert table(plan, plan.run(empty(plan))).collect_schema()


def empty(plan) -> pl.LazyFrame:
    from gaodi.rules.chains import OWN

    kinds = {fact.name: fact.kind.inside for fact in plan.formula.facts}
    return pl.LazyFrame(schema={"_row": pl.UInt32, "on": pl.Date, **dict.fromkeys(OWN, pl.UInt32), **kinds})
