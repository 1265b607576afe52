"""Parse and print are inverse; every span lies in its parent's and its text is the node again."""

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings

from mgdsl.syntax import ast
from mgdsl.syntax.parse import parse_cond, parse_file
from mgdsl.syntax.print import print_cond, print_file
from mgdsl.tree import children, find, walk
from tests.strategies import surface

SAMPLES = sorted((Path(__file__).parent / "syntax_samples").glob("*.mgdsl"))
LAW = settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))


def sample(path: Path) -> str:
    return path.read_text("utf-8")


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.stem)
def test_printed_samples_parse_to_the_same_tree(path: Path) -> None:
    tree = parse_file(sample(path))
    printed = print_file(tree)
    assert parse_file(printed) == tree
    assert print_file(parse_file(printed)) == printed


@LAW
@given(surface.files)
def test_printed_trees_parse_to_the_same_tree(tree: ast.File) -> None:
    printed = print_file(tree)
    assert parse_file(printed) == tree
    assert_spans(printed, parse_file(printed))


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.stem)
def test_spans_of_samples(path: Path) -> None:
    assert_spans(sample(path), parse_file(sample(path)))


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.stem)
def test_the_span_of_a_condition_is_the_condition(path: Path) -> None:
    text = sample(path)
    for cond in find(parse_file(text), ast.Simple):
        assert parse_cond(text[cond.span.start : cond.span.end]) == cond
        assert parse_cond(print_cond(cond)) == cond


@pytest.mark.parametrize("answer", ["yes", "no"])
def test_planned_is_a_field_of_a_record_in_a_case(answer: str) -> None:
    text = f"thymectomy (date: 2025-06-18, planned: {answer})"
    assert print_cond(parse_cond(text)) == text


def assert_spans(text: str, tree: ast.Node) -> None:
    for node in walk(tree):
        inner = text[node.span.start : node.span.end]
        assert inner == inner.strip()
        if isinstance(node, ast.Name):
            assert inner.strip("`") == node.text.strip("`")
        for child in children(node):
            assert node.span.start <= child.span.start <= child.span.end <= node.span.end
