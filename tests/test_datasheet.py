"""The datasheet's headline figures are the data's."""

from pathlib import Path

import pytest

from detector import incidents, paths


@pytest.fixture(scope="module")
def frame(frame):
    """The original texts: the datasheet's figures are of these."""
    return frame[frame["origin"].isna()]


DATASHEET = (Path(__file__).parent.parent / "datasets" / "README.md").read_text()


def row(label):
    """Return the numbers of the first table row that starts with this label."""
    line = next(line for line in DATASHEET.splitlines() if line.startswith(f"| {label} |"))
    cells = [cell.split()[0].replace(",", "") for cell in line.split("|")[2:-1] if cell.strip()]
    return [int(cell) for cell in cells if cell.isdigit()]


def test_the_datasheet_is_about_this_file():
    assert incidents.digest(paths.shipped_incidents()) in DATASHEET


@pytest.mark.parametrize(("label", "unit"), [("**incidents**", "incident"), ("texts", None)])
def test_counts_by_outcome(frame, label, unit):
    rows = frame if unit is None else frame.drop_duplicates(unit)
    counts = rows["outcome"].value_counts()
    outcomes = ["authentic", "prank", "impersonation", "fabricated", "unresolved"]
    assert row(label) == [*(counts[outcome] for outcome in outcomes), len(rows)]


def test_counts_of_augmented_texts():
    every = incidents.load(paths.shipped_incidents())
    styles = every[every["origin"] == "augmented"]["style"].value_counts()
    assert f"{styles.sum():,} texts in the same file" in DATASHEET
    for style, count in styles.items():
        assert f"{style} {count}" in DATASHEET.replace("\n", " ")


def test_counts_of_units(frame):
    assert row("story | incidents that belong together; the unit of every split") == [frame["story"].nunique()]


@pytest.mark.parametrize("style", ["wire", "note", "liveblog", "press_release"])
def test_counts_by_style(frame, style):
    assert row(f"`{style}`")[0] == (frame["style"] == style).sum()
