"""What the application server runs."""

import gc
import os

from django.core.wsgi import get_wsgi_application

from upheld.config.logs import speak_for_threads

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "upheld.config.settings")
speak_for_threads()
application = get_wsgi_application()

# What is loaded stays: the collector need not look at it again. A request makes some ten thousand objects,
# and hardly one in a circle; to look for circles after every 700 is work for nothing.
gc.collect()
gc.freeze()
gc.set_threshold(50_000, 20, 20)
