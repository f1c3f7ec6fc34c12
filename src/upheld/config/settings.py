"""Settings, read from the environment once. Every one has a safe default for a demonstration on one machine.

UPHELD_HOME       where data lives (default: the user's data folder)
UPHELD_PACK       the agency's pack: a name or a folder (default: dwp)
UPHELD_SECRET_KEY signs sessions; made and kept in UPHELD_HOME when it is not given
UPHELD_HOSTS      host names that may be served, with commas (default: this machine only)
UPHELD_HTTPS      1 when the service stands behind HTTPS: cookies are then sent over HTTPS only
UPHELD_DEBUG      1 for Django's debug pages
UPHELD_DEMO       1 in the demonstration: the sign-in page lists the invented people that one can be
UPHELD_SMTP_HOST  the mail server, with UPHELD_SMTP_PORT, _USER, _PASSWORD; it sends new passwords' links
UPHELD_MAIL_FROM  the address that mail comes from
DATABASE_URL      another PostgreSQL server, 15 or later (default: the embedded one)
"""

import os

from csp.constants import NONE, SELF

from upheld.config.database.settings import database_settings
from upheld.config.embedded_postgres import default_home
from upheld.config.secret import secret_key


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
    "csp",
    "procrastinate.contrib.django",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "upheld.web.middleware.ViewerMiddleware",
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

AUTH_USER_MODEL = "access.Account"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*", "password2*"]
ACCOUNT_ADAPTER = "upheld.web.sign_in.NoSelfSignUp"
ACCOUNT_FORMS = {
    "login": "upheld.web.sign_in.SignInForm",
    "change_password": "upheld.web.sign_in.ChangePasswordForm",
    "reset_password": "upheld.web.sign_in.ResetPasswordForm",
    "reset_password_from_key": "upheld.web.sign_in.ResetPasswordKeyForm",
}
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_LOGOUT_REDIRECT_URL = "/"
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"

EMAIL_HOST = os.environ.get("UPHELD_SMTP_HOST", "")
EMAIL_PORT = int(os.environ.get("UPHELD_SMTP_PORT", "587"))
EMAIL_HOST_USER = os.environ.get("UPHELD_SMTP_USER", "")
EMAIL_HOST_PASSWORD = os.environ.get("UPHELD_SMTP_PASSWORD", "")
EMAIL_USE_TLS = EMAIL_PORT == 587
EMAIL_TIMEOUT = 10
DEFAULT_FROM_EMAIL = os.environ.get("UPHELD_MAIL_FROM", "upheld@localhost")
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"
CSRF_FAILURE_VIEW = "upheld.web.errors.form_is_too_old"

SESSION_COOKIE_AGE = 12 * 60 * 60
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = _flag("UPHELD_HTTPS")
SESSION_COOKIE_NAME = "upheld_session"
CSRF_COOKIE_NAME = "upheld_csrf"
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if _flag("UPHELD_HTTPS") else None
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "style-src": [SELF],
        "script-src": [SELF],
        "img-src": [SELF, "data:"],
        "object-src": [NONE],
        "base-uri": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
    }
}

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

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"plain": {"format": "{asctime} {levelname} {name}: {message}", "style": "{"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "plain"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
}
