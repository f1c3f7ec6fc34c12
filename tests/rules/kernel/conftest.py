import json
from datetime import date
from pathlib import Path

import pytest


@pytest.fixture
def published() -> dict[str, set[date]]:
    """The bank holidays of each division as GOV.UK publishes them, if that file is beside the repository."""
    file = Path(__file__).parents[4] / "shared" / "data" / "calendars" / "bank-holidays.json"
    if not file.exists():
        pytest.skip("The published bank holidays are not beside this repository.")
    divisions = json.loads(file.read_text("utf-8"))
    return {
        name: {date.fromisoformat(event["date"]) for event in division["events"]}
        for name, division in divisions.items()
    }
