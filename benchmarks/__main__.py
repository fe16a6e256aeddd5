"""make bench: every benchmark that needs no outside data, one after the other."""

from __future__ import annotations

import subprocess
import sys

ALONE = ("benchmarks.derivation", "benchmarks.documents", "benchmarks.ranking", "benchmarks.library")


def main() -> int:
    """The number of benchmarks that failed."""
    failed = 0
    for module in ALONE:
        print(f"== {module}", flush=True)
        failed += subprocess.run([sys.executable, "-m", module], check=False).returncode != 0
    return failed


if __name__ == "__main__":
    sys.exit(main())
