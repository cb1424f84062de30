"""The pipeline as the flows load it."""

import subprocess
import sys

import pytest

# The peak of this program alone: ru_maxrss would count the process that started it, which stays large in a test run.
_READS = """
from pathlib import Path
from extractors.extract import extract
from extractors.records import Article
from flows.model import pipeline_for
from flows.settings import Settings

text = "Salt Road, an AI film by Tidewater Labs, cost $1.2 million, runs 95 minutes and was directed by Ana Ruiz. " * 36
assert extract(Article("", "An AI film", text), pipeline_for(Settings())).claims
print(Path("/proc/self/status").read_text().split("VmHWM:")[1].split()[0])
"""


@pytest.mark.skipif(sys.platform != "linux", reason="the memory of a process is counted otherwise elsewhere")
def test_an_article_of_700_words_is_read_in_500_mb() -> None:
    done = subprocess.run([sys.executable, "-c", _READS], capture_output=True, text=True, check=True)
    assert int(done.stdout) * 1024 < 500_000_000
