"""One benchmark in a process of its own, which writes its findings to a file.

`python -m benchmarks.stage NAME FILE SIZES`
"""

import json
import logging
import os
import sys
from importlib import import_module
from pathlib import Path

import django

from benchmarks.findings import Sizes
from benchmarks.processes import ending_on_request

MODULES = {
    "people": "importing_people",
    "search": "searching",
    "logs": "importing_logs",
    "events": "recording_events",
    "linking": "linking.short",
    "simulating": "simulating",
    "demo": "building_demo",
    "pages": "visiting_pages",
    "looks": "looking",
    "erasing": "erasing",
}
"""Each benchmark by its name, and the module that measures it."""


def main(name: str, file: str, sizes: str) -> None:
    """Measure and write the findings to the file as JSON."""
    ending_on_request()
    os.environ["DJANGO_SETTINGS_MODULE"] = "upheld.config.settings"
    django.setup()
    logging.disable(logging.WARNING)  # pages that are refused on purpose are no news
    found = import_module(f"benchmarks.{MODULES[name]}").measure(Sizes(**json.loads(sizes)))
    Path(file).write_text(found.as_json(), encoding="utf-8")


if __name__ == "__main__":
    main(*sys.argv[1:])
