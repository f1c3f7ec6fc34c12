"""The built style sheet and script, with an address that changes whenever they do."""

from functools import cache
from hashlib import sha256
from pathlib import Path

from django.contrib.staticfiles import finders
from django.templatetags.static import static


@cache
def built(name: str) -> str:
    """The address of a file that `npm run build` writes, with a mark of its content: browsers may keep it,
    and never keep an old one.
    """
    found = finders.find(f"upheld/{name}")
    address = static(f"upheld/{name}")
    if not isinstance(found, str):
        return address
    return f"{address}?{sha256(Path(found).read_bytes()).hexdigest()[:8]}"
