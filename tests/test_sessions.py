"""Pages with commands, followed in an empty folder: what they show is what appears."""

from pathlib import Path

import pytest
from sessions import follow, is_session, matches

DOCS = Path(__file__).parents[1] / "docs"
PAGES = [path for path in sorted(DOCS.rglob("*.md")) if is_session(path.read_text("utf-8"))]


@pytest.mark.parametrize("path", PAGES, ids=lambda path: str(path.relative_to(DOCS)))
def test_page(path: Path, tmp_path: Path) -> None:
    room = tmp_path / "room"
    room.mkdir()
    assert follow(path, room) == []


FILE = 'text\n```text title="a.txt"\none\ntwo\n```\n'


def _found(tmp_path: Path, text: str) -> str:
    page = tmp_path / "page.md"
    page.write_text(text, "utf-8")
    room = tmp_path / "room"
    room.mkdir()
    return "\n".join(follow(page, room))


@pytest.mark.parametrize(
    "text",
    [
        "```console\n$ cat a.txt\none\ntwo\n```\n",
        "```console\n$ cat a.txt\none\n…\n$ false\n$ echo $?\n1\n```\n",
        "```console\n$ mkdir b; cd b\n$ cat ../a.txt\n…\ntwo\n```\n",
        '```diff title="a.txt"\n-one\n+three\n two\n```\n```console\n$ cat a.txt\nthree\ntwo\n```\n',
    ],
)
def test_a_page_is_followed(tmp_path: Path, text: str) -> None:
    assert _found(tmp_path, FILE + text) == ""


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("```console\n$ cat a.txt\none\n```\n", "`cat a.txt` prints"),
        ("```console\n$ cat a.txt\none\n…\nthree\n```\n", "`cat a.txt` prints"),
        ("```console\n$ cat b.txt\n```\n", "No such file"),
        ('```diff title="a.txt"\n-three\n+four\n```\n', "stand 0 times"),
        ('```diff title="a.txt"\n-tw\n+four\n```\n', "stand 0 times"),
    ],
)
def test_what_differs_is_found(tmp_path: Path, text: str, words: str) -> None:
    assert words in _found(tmp_path, FILE + text)


def test_left_out_lines() -> None:
    assert matches("a\n…", "a\nb\nc\n") and matches("…\nc", "a\nb\nc") and matches("a\n…\nb", "a\nb")
    assert not matches("a … b", "a c b")
