"""All benchmarks that need no long-lived generated data, one after the other: `make bench`.

    python -m bench.run --data ../shared

`bench/RESULTS.md` is written by hand from what they print, target beside result.
"""

import argparse
import subprocess
import sys
from pathlib import Path


def main() -> int:
    """Runs each benchmark as a process of its own, so that none warms another's caches; 1 if one failed."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True, help="the folder with gold, html and tools")
    data = parser.parse_args().data
    runs = (
        ("bench.claims", "--data", str(data)),
        ("bench.relevance", "--data", str(data)),
        ("bench.open_names", "--data", str(data)),
        ("bench.speed", "--data", str(data)),
        ("bench.quantities", str(data)),
        ("bench.stories", "--data", str(data)),
        ("bench.reading", "--data", str(data)),
        ("bench.record", "--claims", "100000"),
    )
    failed = 0
    for module, *arguments in runs:
        print(f"\n## {module}\n", flush=True)
        failed += subprocess.run([sys.executable, "-m", module, *arguments], check=False).returncode != 0
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
