"""What the application server runs."""

import os

from django.core.wsgi import get_wsgi_application

from upheld.config.logs import speak_for_threads

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "upheld.config.settings")
speak_for_threads()
application = get_wsgi_application()
