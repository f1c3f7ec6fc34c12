"""Django's own management commands, for people who change Upheld.

For example: `python -m upheld.config.manage makemigrations`.
"""

import os
import sys

from django.core.management import execute_from_command_line

if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "upheld.config.settings")
    execute_from_command_line(sys.argv)
