"""Settings, read from the environment once. Every one has a safe default for a demonstration on one machine.

UPHELD_HOME       where data lives (default: the user's data folder)
UPHELD_PACK       the agency's pack: a name or a folder (default: dwp)
UPHELD_SECRET_KEY signs sessions; made and kept in UPHELD_HOME when it is not given
UPHELD_HOSTS      host names that may be served, with commas (default: this machine only)
UPHELD_HTTPS      1 when the service stands behind HTTPS: nothing then travels without it (safety.py)
UPHELD_METRICS_TOKEN  lets a program elsewhere read /metrics and the details of /health/ready
UPHELD_DEBUG      1 for Django's debug pages
UPHELD_DEMO       1 in the demonstration: the sign-in page lists the invented people that one can be
UPHELD_SMTP_HOST  the mail server, with UPHELD_SMTP_PORT, _USER, _PASSWORD; it sends new passwords' links
UPHELD_MAIL_FROM  the address that mail comes from
DATABASE_URL      another PostgreSQL server, 15 or later (default: the embedded one)
"""

import os

from upheld.config.database.settings import database_settings
from upheld.config.embedded_postgres import default_home
from upheld.config.logs import LOGGING as LOGGING
from upheld.config.safety import *  # noqa: F403 - settings of Django and django-csp, by their own names
from upheld.config.secret import secret_key
from upheld.config.sign_in import *  # noqa: F403 - settings of Django, allauth and axes, by their own names


def _flag(name: str) -> bool:
    return os.environ.get(name, "") in {"1", "true", "yes"}


UPHELD_HOME = default_home()
DEBUG = _flag("UPHELD_DEBUG")
DEMO = _flag("UPHELD_DEMO")
SECRET_KEY = secret_key()
ALLOWED_HOSTS = os.environ.get("UPHELD_HOSTS", "localhost,127.0.0.1,[::1],testserver").split(",")
ROOT_URLCONF = "upheld.config.urls"
WSGI_APPLICATION = "upheld.config.wsgi.application"
DATABASES = {"default": database_settings(os.environ.get("DATABASE_URL", ""))}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

INSTALLED_APPS = [
    "upheld.kernel",
    "upheld.domains.access",
    "upheld.domains.people",
    "upheld.domains.workforce",
    "upheld.domains.charter",
    "upheld.domains.casework",
    "upheld.config.apps.WiringConfig",
    "upheld.web",
    "govuk_frontend_django",
    "whitenoise.runserver_nostatic",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "axes",
    "csp",
    "procrastinate.contrib.django",
]

MIDDLEWARE = [
    "upheld.web.request_log.RequestLogMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "upheld.web.middleware.SafetyHeadersMiddleware",
    "csp.middleware.CSPMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "upheld.web.sign_in.idle.SessionsEnd",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "upheld.web.middleware.ViewerMiddleware",
    "upheld.web.sign_in.second_step.SecondStepFirst",
    "axes.middleware.AxesMiddleware",
]

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "upheld.web.context.service",
            ],
        },
    },
]

EMAIL_HOST = os.environ.get("UPHELD_SMTP_HOST", "")
EMAIL_PORT = int(os.environ.get("UPHELD_SMTP_PORT", "587"))
EMAIL_HOST_USER = os.environ.get("UPHELD_SMTP_USER", "")
EMAIL_HOST_PASSWORD = os.environ.get("UPHELD_SMTP_PASSWORD", "")
EMAIL_USE_TLS = EMAIL_PORT == 587
EMAIL_TIMEOUT = 10
DEFAULT_FROM_EMAIL = os.environ.get("UPHELD_MAIL_FROM", "upheld@localhost")
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"
CSRF_FAILURE_VIEW = "upheld.web.errors.form_is_too_old"

LANGUAGE_CODE = "en-gb"
TIME_ZONE = "Europe/London"
USE_TZ = True
USE_I18N = False
DATE_FORMAT = "j F Y"
TIME_FORMAT = "g:ia"

STATIC_URL = "/static/"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
WHITENOISE_USE_FINDERS = True
WHITENOISE_MAX_AGE = 3600

PROCRASTINATE_IMPORT_PATHS = ["upheld.journeys.nightly"]
