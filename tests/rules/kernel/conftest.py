import json
from datetime import date
from pathlib import Path

import pytest


@pytest.fixture
def published(shared_data: Path) -> dict[str, set[date]]:
    """The bank holidays of each division, as GOV.UK publishes them."""
    divisions = json.loads((shared_data / "calendars" / "bank-holidays.json").read_text("utf-8"))
    return {
        name: {date.fromisoformat(event["date"]) for event in division["events"]}
        for name, division in divisions.items()
    }
