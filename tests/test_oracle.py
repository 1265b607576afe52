"""The package and the oracle agree on the 50 % rule: all scored MG-ADL vectors, samples of the rest."""

from itertools import islice
from random import Random

from oracle.agree import all_scored, answer, data, disagreements, program, sample
from oracle.rule import MG_ADL, QMG, VALUES, Answer, Vector, decide

from mgdsl.records.model import Record
from mgdsl.records.project import Projector
from mgdsl.records.read import Reader
from mgdsl.sql.run import run

WORDS = {"pass": True, "fail": False, "unknown": None}


def test_every_scored_vector_of_the_mg_adl() -> None:
    """The counts are those of the facts: 65,049 over the threshold, 1,352 ties, 1,161 that fail both."""
    enough = ties = neither = 0
    for vector in all_scored(MG_ADL):
        found = answer(MG_ADL, data(MG_ADL, vector))
        assert found == decide(MG_ADL, vector), vector
        over = sum(value or 0 for value in vector) >= MG_ADL.threshold
        enough += over
        ties += over and found == Answer(True, False)
        neither += over and found == Answer(False, False)
    assert (enough, ties, neither) == (65_049, 1_352, 1_161)


def test_mg_adl_vectors_with_missing_items() -> None:
    assert not list(islice(disagreements(MG_ADL, sample(MG_ADL, 20_000)), 5))


def test_qmg_vectors_with_missing_items() -> None:
    assert not list(islice(disagreements(QMG, sample(QMG, 20_000)), 5))


def test_items_beside_a_recorded_total_or_part() -> None:
    """A total or an ocular part narrows what the missing items can be."""
    random = Random(1)
    for vector in sample(MG_ADL, 2_000, seed=1):
        full: Vector = tuple(random.choice(VALUES) if value is None else value for value in vector)
        total = sum(value or 0 for value in full) if random.random() < 0.7 else None
        ocular = sum(value or 0 for value in full[:2]) if random.random() < 0.7 else None
        found = answer(MG_ADL, data(MG_ADL, vector, total=total, ocular=ocular))
        assert found == decide(MG_ADL, vector, total, ocular), (vector, total, ocular)


def test_through_sql() -> None:
    for scale in (MG_ADL, QMG):
        vectors = list(sample(scale, 2_000, seed=2))
        patients = [data(scale, vector, str(at)) for at, vector in enumerate(vectors)]
        answers = run(program(scale), patients)
        for at, vector in enumerate(vectors):
            statuses = answers[str(at)].statuses
            found = Answer(WORDS[statuses["at-most-half"]], WORDS[statuses["under-half"]])
            assert found == decide(scale, vector), vector


def test_from_json() -> None:
    """The same through the reader: what a record says is what the vectors say."""
    checked = program(MG_ADL)
    reader, projector = Reader(checked.schema), Projector(checked.schema, checked.columns, checked.tables)
    for vector in sample(MG_ADL, 500, seed=3):
        items = dict(zip(MG_ADL.items, vector, strict=True))
        record = reader.read({"id": "P", "visits": {"screening": {"MG-ADL": {"items": items}}}})
        assert isinstance(record, Record), record
        assert answer(MG_ADL, projector.of(record)) == decide(MG_ADL, vector), vector
