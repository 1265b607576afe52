"""Follows a page as its reader does: saves the files it shows, makes its changes, types its commands.

- A block titled with a file's name is saved under that name.
- A ``diff`` block titled so is a change of that file, in which the lines to change stand once.
- A ``console`` block holds commands behind ``$ `` and below each what it prints, on both streams; a line
  ``…`` stands for any lines.
- A ``sh`` block sets up. It is run in a fresh environment only: `python tests/sessions.py PAGE…` copies the
  checkout, makes no use of what is installed, and follows each page word for word.
"""

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import IO

from attrs import define, field
from page_text import Fence, blocks

ROOT = Path(__file__).parents[1]
END = "\x1e"
LEFT_OUT = "…"
"""A line of the page in place of lines that are not shown."""
NOT_COPIED = shutil.ignore_patterns(".*", "__pycache__", "build", "dist", "*.egg-info")


@define
class Shell:
    """One bash for the whole page, so that a folder or an environment that is entered stays entered."""

    room: Path
    environment: dict[str, str]
    _process: subprocess.Popen[str] = field(init=False)

    def __attrs_post_init__(self) -> None:
        self._process = subprocess.Popen(
            ["bash", "--norc", "--noprofile"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            cwd=self.room,
            env=self.environment,
            encoding="utf-8",
        )

    def type(self, command: str) -> str:
        """What the command prints on both streams. The next command still finds its exit code in ``$?``."""
        typed = f"{{ {command}\n}} < /dev/null\n_code=$?; printf '{END}\\n'; (exit $_code)\n"
        self._stream(self._process.stdin).write(typed)
        self._stream(self._process.stdin).flush()
        printed = []
        for line in self._stream(self._process.stdout):
            before, end, _ = line.partition(END)
            printed.append(before)
            if end:
                return "".join(printed)
        raise ValueError(f"the shell ended after: {command}")

    def folder(self) -> Path:
        return Path(self.type("pwd").strip())

    def close(self) -> None:
        self._stream(self._process.stdin).close()
        self._stream(self._process.stdout).close()
        self._process.wait()

    @staticmethod
    def _stream(stream: IO[str] | None) -> IO[str]:
        assert stream is not None
        return stream


def is_session(text: str) -> bool:
    """Whether a page has anything to type."""
    return any(isinstance(block, Fence) and block.info == ("console",) for block in blocks(text))


def follow(path: Path, room: Path) -> list[str]:
    """Every place where a page, followed in an empty folder, shows something else than what appears."""
    return _follow(path, Shell(room, _installed(room)), fresh=False)


def follow_fresh(path: Path, room: Path) -> list[str]:
    """The same from a copy of the checkout, its set-up included."""
    copy = room / "mgdsl"
    shutil.copytree(ROOT, copy, ignore=NOT_COPIED)
    kept = ("PATH", "HOME", "LANG", "TMPDIR")
    environment = {name: os.environ[name] for name in kept if name in os.environ}
    environment |= {name: value for name, value in os.environ.items() if name.startswith("PIP_")}
    return _follow(path, Shell(copy, environment), fresh=True)


def _installed(room: Path) -> dict[str, str]:
    """The environment in which `mgdsl` and `python` are those that run this."""
    tools = room.parent / f"{room.name}-tools"
    tools.mkdir()
    for name, call in (("mgdsl", " -m mgdsl"), ("python", "")):
        tool = tools / name
        tool.write_text(f'#!/bin/sh\nexec "{sys.executable}"{call} "$@"\n', "utf-8")
        tool.chmod(0o755)
    return {
        **os.environ,
        "PATH": f"{tools}{os.pathsep}{os.environ['PATH']}",
        "PYTHONPATH": str(ROOT),
        "NO_COLOR": "1",
        "PYTHONUNBUFFERED": "",
    }


def _follow(path: Path, shell: Shell, fresh: bool) -> list[str]:
    try:
        return [f"{path.name}:{found}" for found in _steps(path.read_text("utf-8"), shell, fresh)]
    finally:
        shell.close()


def _steps(text: str, shell: Shell, fresh: bool) -> Iterator[str]:
    for block in blocks(text):
        match block:
            case Fence(info=("diff",)) if block.file:
                yield from _change(block, shell.folder() / block.file)
            case Fence() if block.file:
                file = shell.folder() / block.file
                file.parent.mkdir(parents=True, exist_ok=True)
                file.write_text(block.text, "utf-8")
            case Fence(info=("console",)):
                yield from _typed(block, shell.type)
            case Fence(info=("sh",)) if fresh:
                for line in block.text.splitlines():
                    printed = shell.type(line)
                    if shell.type("echo $?").strip() != "0":
                        yield f"{block.line}: `{line}` fails: {printed}"
            case _:
                pass


def _change(block: Fence, file: Path) -> Iterator[str]:
    """Lines with `-` go, lines with `+` come; those that stay stand behind a blank."""
    lines = block.text.splitlines(keepends=True)
    old = "".join(line[1:] for line in lines if not line.startswith("+"))
    new = "".join(line[1:] for line in lines if not line.startswith("-"))
    text = file.read_text("utf-8")
    at = f"\n{text}".count(f"\n{old}")
    if at == 1:
        file.write_text(f"\n{text}".replace(f"\n{old}", f"\n{new}")[1:], "utf-8")
    else:
        yield f"{block.line}: the lines to change stand {at} times in {block.file}"


def _typed(block: Fence, type: Callable[[str], str]) -> Iterator[str]:
    for line, command, shown in commands(block):
        printed = type(command)
        if not matches(shown, printed):
            yield f"{line}: `{command}` prints\n{printed}"


def commands(block: Fence) -> Iterator[tuple[int, str, str]]:
    """Line of the page, command, and what the page shows below it. ValueError: output of no command."""
    found: list[tuple[int, str, list[str]]] = []
    for line, text in enumerate(block.text.splitlines(), block.line):
        if text.startswith("$ "):
            found.append((line, text[2:], []))
        elif found:
            found[-1][2].append(text)
        else:
            raise ValueError(f"line {line}: nothing was typed")
    for line, command, shown in found:
        yield line, command, "\n".join(shown)


def matches(shown: str, printed: str) -> bool:
    """Whether the lines are the same but for blanks at their ends; `…` alone on a line is any lines."""
    parts = (r"(?:.*\n)*?" if line == LEFT_OUT else re.escape(f"{line}\n") for line in _lines(shown))
    return re.fullmatch("".join(parts), "".join(f"{line}\n" for line in _lines(printed))) is not None


def _lines(text: str) -> list[str]:
    return [line.rstrip() for line in text.rstrip().splitlines()]


def main() -> int:
    failures: list[str] = []
    for page in sys.argv[1:]:
        with TemporaryDirectory() as room:
            failures += follow_fresh(Path(page), Path(room).resolve())
    print("\n".join(failures) or f"what {' and '.join(sys.argv[1:])} shows is what appears")
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
