"""What the documentation says is so."""

import re
from pathlib import Path

import pytest

from extractors.claims.describe import describe
from flows.settings import Settings

ROOT = Path(__file__).parent.parent.parent
PAGES = [*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md"), *(ROOT / "bench").glob("*.md")]


def test_the_page_of_claims_is_that_of_the_declarations() -> None:
    assert (ROOT / "docs" / "claims.md").read_text("utf-8") == describe()


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_every_link_inside_the_project_leads_somewhere(page: Path) -> None:
    text = re.sub(r"```.*?```", "", page.read_text("utf-8"), flags=re.DOTALL)
    links = re.findall(r"\]\(([^)#\s]+)", text)
    missing = [link for link in links if "://" not in link and not (page.parent / link).exists()]
    assert missing == []


def test_the_readme_names_every_section_and_key_of_the_settings() -> None:
    readme = (ROOT / "README.md").read_text("utf-8")
    for section, field in Settings.model_fields.items():
        assert f"`[{section}]`" in readme or f"`[[{section}]]`" in readme, section
        model = field.annotation
        for key in getattr(model, "model_fields", {}):
            if section in ("mail", "fetching", "extraction", "schedule") and key != "password":
                assert (f"`{key}`" in readme) or key == "allow_loopback", key


def test_no_page_names_a_machine_path_or_a_registry() -> None:
    for page in PAGES:
        text = page.read_text("utf-8")
        assert not re.search(r"(?<![\w.])/(?:root|tmp|work|home)/", text), page
        assert "pypi.org" not in text
        assert "pythonhosted" not in text
