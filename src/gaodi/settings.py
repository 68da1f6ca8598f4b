"""Settings: one file; every variable of the environment is read here and stands in .env.example."""

from __future__ import annotations

import secrets
import sys
from pathlib import Path

import environ
from csp.constants import NONE, SELF

env = environ.Env()
PACKAGE = Path(__file__).resolve().parent
CHECKOUT = PACKAGE.parent.parent
TESTING = "pytest" in sys.modules

# --- where things are kept -------------------------------------------------------------------------------
# In a checkout the data folder is var/ beside src/; an installed Gaodi keeps it where it is started.
_home = CHECKOUT if (CHECKOUT / "pyproject.toml").exists() else Path.cwd()
VAR = Path(env.str("GAODI_VAR", default=str(_home / "var")))
FILES = VAR / "files"  # evidence and source papers, by checksum; never under a web root
# The lists that come with Gaodi: beside src/ in a checkout, inside the package in a wheel.
LISTS = CHECKOUT / "lists" if (CHECKOUT / "lists").exists() else PACKAGE / "lists"
DEMO_DATA = CHECKOUT / "demo" if (CHECKOUT / "demo").exists() else PACKAGE / "demo"


def _secret_key() -> str:
    """The key of this installation: from the environment, else made once and kept in the data folder."""
    if given := env.str("GAODI_SECRET_KEY", default=""):
        return str(given)
    if TESTING:
        return "only-for-tests-" * 4
    VAR.mkdir(parents=True, exist_ok=True)
    kept = VAR / "secret_key"
    if not kept.exists():
        kept.touch(mode=0o600)
        kept.write_text(secrets.token_urlsafe(64))
    return kept.read_text().strip()


SECRET_KEY = _secret_key()
# ID numbers are sealed and found with this key. It is never changed: with another, none of them can be read or found.
SEAL_KEY = env.str("GAODI_SEAL_KEY", default="") or SECRET_KEY
DEBUG = env.bool("GAODI_DEBUG", default=False)
DEMO = env.bool("GAODI_DEMO", default=False)
ALLOWED_HOSTS = env.list("GAODI_HOSTS", default=["127.0.0.1", "localhost", "[::1]"])
CSRF_TRUSTED_ORIGINS = env.list("GAODI_ORIGINS", default=[])
HTTPS = env.bool("GAODI_HTTPS", default=False)
# GAODI_TODAY is read by bedrock.clock alone; named here so that every variable can be found in this file.
TODAY = env.str("GAODI_TODAY", default="")

# --- what it is made of ----------------------------------------------------------------------------------
INSTALLED_APPS = [
    "gaodi.ground",
    "gaodi.registers",
    "gaodi.decisions",
    "gaodi.supervision",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.messages",
    "django.contrib.sessions",
    "django.contrib.staticfiles",
    "django.forms",
    "axes",
    "csp",
    "django_htmx",
    "django_tasks",
    "django_tasks_db",
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "gaodi.ground.requests.PostMiddleware",
    "gaodi.ground.requests.SizeMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "gaodi.ground.requests.RefusalMiddleware",
    "axes.middleware.AxesMiddleware",
]
ROOT_URLCONF = "gaodi.urls"
WSGI_APPLICATION = "gaodi.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [PACKAGE / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.messages.context_processors.messages",
                "gaodi.navigation.frame",
            ],
            "builtins": ["gaodi.ground.templatetags.gaodi"],
        },
    }
]
FORM_RENDERER = "gaodi.ground.rendering.GaodiRenderer"

# --- the database ----------------------------------------------------------------------------------------
# SQLite serves a district: write-ahead log, full synchronisation (a power cut loses nothing that was
# confirmed), and transactions that take the write lock at once instead of failing half-way.
SQLITE_OPTIONS = {
    "transaction_mode": "IMMEDIATE",
    "timeout": 20,
    "init_command": "PRAGMA journal_mode=WAL;PRAGMA synchronous=FULL;PRAGMA foreign_keys=ON;",
}
SQLITE_URL = f"sqlite:///{VAR / 'gaodi.sqlite3'}"
DATABASES = {"default": env.db_url_config(env.str("DATABASE_URL", default="") or SQLITE_URL)}
if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":
    DATABASES["default"]["OPTIONS"] = SQLITE_OPTIONS
    if TESTING:  # the write lock of a file costs each test its synchronisation; durability has its own test
        DATABASES["default"]["OPTIONS"] = {**SQLITE_OPTIONS, "init_command": "PRAGMA foreign_keys=ON;"}
else:
    DATABASES["default"]["CONN_MAX_AGE"] = 60
    DATABASES["default"]["CONN_HEALTH_CHECKS"] = True
    DATABASES["default"]["TEST"] = {"TEMPLATE": "template0", "CHARSET": "UTF8"}

# --- who may come in -------------------------------------------------------------------------------------
AUTH_USER_MODEL = "ground.Account"
AUTHENTICATION_BACKENDS = ["axes.backends.AxesStandaloneBackend", "django.contrib.auth.backends.ModelBackend"]
# Argon2id, 19 MiB, two passes: about 30 ms here (make bench prints it), where Django's default takes 0.4 s
# and two processors would let four people in a second.
PASSWORD_HASHERS = ["gaodi.ground.passwords.Argon2id"]
if TESTING:
    PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher", "gaodi.ground.passwords.Argon2id"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "gaodi.ground.passwords.LongEnough", "OPTIONS": {"least": 10}},
    {"NAME": "gaodi.ground.passwords.NotOneself"},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "sign_in"
LOGIN_REDIRECT_URL = "desk"
LOGOUT_REDIRECT_URL = "sign_in"
SESSION_COOKIE_AGE = 12 * 3600  # a working day; the idle limit is SESSION_IDLE
SESSION_IDLE = 30 * 60
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_HTTPONLY = True
CSRF_COOKIE_SAMESITE = "Lax"
CSRF_FAILURE_VIEW = "gaodi.ground.views.wrong.forged_page"
AXES_FAILURE_LIMIT = 5
AXES_COOLOFF_TIME = 0.25  # hours
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_LOCKOUT_TEMPLATE = "registration/locked.html"
AXES_RESET_ON_SUCCESS = True
AXES_ENABLE_ACCESS_FAILURE_LOG = False  # refused sign-ins are rows of our own audit
AXES_DISABLE_ACCESS_LOG = True  # and so are those that succeeded
AXES_VERBOSE = False

# --- what a browser may do -------------------------------------------------------------------------------
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],  # the arrows in Tabler's select boxes are data: pictures
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
    }
}
X_FRAME_OPTIONS = "DENY"
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CONTENT_TYPE_NOSNIFF = True
if HTTPS:
    SECURE_SSL_REDIRECT = True
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    SECURE_HSTS_SECONDS = 365 * 24 * 3600
    SECURE_HSTS_INCLUDE_SUBDOMAINS = True
    SECURE_HSTS_PRELOAD = True
    SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = True

# --- files and forms -------------------------------------------------------------------------------------
MAX_UPLOAD = 50 * 1024 * 1024  # [D] bytes for one file
DATA_UPLOAD_MAX_MEMORY_SIZE = 10 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 5_000
FILE_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
FILE_UPLOAD_PERMISSIONS = 0o600
STATIC_URL = "/static/"
STATIC_ROOT = VAR / "static"
STATICFILES_DIRS = [PACKAGE / "static"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage", "OPTIONS": {"location": FILES}},
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if TESTING or DEBUG
        else "whitenoise.storage.CompressedManifestStaticFilesStorage"
    },
}
WHITENOISE_USE_FINDERS = WHITENOISE_AUTOREFRESH = TESTING or DEBUG

# --- work in the background ------------------------------------------------------------------------------
TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend", "QUEUES": ["default"]}}

# --- language and time -----------------------------------------------------------------------------------
LANGUAGE_CODE = "zh-hans"
TIME_ZONE = "Asia/Shanghai"
USE_I18N = True
USE_TZ = True
USE_THOUSAND_SEPARATOR = False

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "%(asctime)s %(levelname)s %(name)s %(message)s"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["stderr"], "level": "WARNING"},
}
