"""Settings shared by every way of running the site. All that differs between machines comes from the environment."""

from pathlib import Path
from urllib.parse import urlsplit

import environ

from maguide import csp as policies

BASE_DIR = Path(__file__).resolve().parents[2]

env = environ.Env()
environ.Env.read_env(BASE_DIR / ".env")

# Everything that is not code: the embedded database, uploads, collected static files, passwords.
DATA_DIR = Path(env("DATA_DIR", default=str(BASE_DIR / ".data"))).resolve()

# The one source of absolute addresses: canonical links, feeds, sitemap and Wagtail's Site.
SITE_ADDRESS = env("SITE_ADDRESS", default="http://localhost:8000").rstrip("/")
SITE_HOST = urlsplit(SITE_ADDRESS).hostname or "localhost"
# A staging site tells search engines to stay away.
SITE_NOINDEX = env.bool("SITE_NOINDEX", default=False)

INSTALLED_APPS = [
    "maguide",
    "guides",
    "guides.people",
    "careers",
    "wagtail.contrib.redirects",
    "wagtail.contrib.settings",
    "wagtail.contrib.sitemaps",
    "wagtail.contrib.typed_table_block",
    "wagtail.sites",
    "guides.editing.apps.UsersConfig",
    "wagtail.snippets",
    "wagtail.documents",
    "wagtail.images",
    "wagtail.embeds",
    "wagtail.search",
    "wagtail.admin",
    "wagtail",
    "modelcluster",
    "taggit",
    "axes",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.sitemaps",
    "django.contrib.staticfiles",
    "django.contrib.postgres",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "maguide.csp.PolicyMiddleware",
    "django_permissions_policy.PermissionsPolicyMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "wagtail.contrib.redirects.middleware.RedirectMiddleware",
    # Counts failed logins; must come last.
    "axes.middleware.AxesMiddleware",
]

ROOT_URLCONF = "maguide.urls"
WSGI_APPLICATION = "maguide.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.debug",
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "guides.chrome.chrome",
            ],
            "builtins": ["django.templatetags.static"],
        },
    }
]

# People. Wagtail's own login page throttles through axes: by account and address together, so that one attacker
# does not lock out an office behind the same address.
AUTH_USER_MODEL = "people.User"
AUTHENTICATION_BACKENDS = ["axes.backends.AxesStandaloneBackend", "django.contrib.auth.backends.ModelBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in (
        "UserAttributeSimilarityValidator",
        "MinimumLengthValidator",
        "CommonPasswordValidator",
        "NumericPasswordValidator",
    )
]
AXES_FAILURE_LIMIT = 8
AXES_COOLOFF_TIME = 0.25  # hours
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_ENABLE_ADMIN = False
LOGIN_URL = "wagtailadmin_login"

# One language and one time zone; every date on the site is a day in this zone.
LANGUAGE_CODE = "en-us"
USE_I18N = True
USE_TZ = True
TIME_ZONE = env("TIME_ZONE", default="America/New_York")
WAGTAIL_USER_TIME_ZONES = [TIME_ZONE]

# Files. Static files get hashed names; media is what editors upload.
STATIC_URL = "/static/"
STATIC_ROOT = Path(env("STATIC_ROOT", default=str(DATA_DIR / "static")))
STATICFILES_DIRS = [BASE_DIR / "static"]
MEDIA_URL = "/media/"
MEDIA_ROOT = Path(env("MEDIA_ROOT", default=str(DATA_DIR / "media")))
# Official files on their way into a release: private, so never below MEDIA_ROOT, and gone once they are read.
RELEASE_UPLOADS = DATA_DIR / "uploads"
RELEASE_UPLOAD_LIMIT = env.int("RELEASE_UPLOAD_LIMIT", default=200) * 1_000_000  # all files of one upload together
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}

# Mail: printed to the terminal until EMAIL_URL names a server.
vars().update(env.email_url("EMAIL_URL", default="consolemail://"))
DEFAULT_FROM_EMAIL = env("DEFAULT_FROM_EMAIL", default=f"MA Guide <noreply@{SITE_HOST}>")

# Long StreamField forms have thousands of fields.
DATA_UPLOAD_MAX_NUMBER_FIELDS = 10_000

# What a browser may do here. The two content policies stand in csp.py with their reasons.
CONTENT_SECURITY_POLICY = {"DIRECTIVES": policies.SITE}
PERMISSIONS_POLICY: dict[str, list[str]] = {
    name: [] for name in ("camera", "geolocation", "microphone", "payment", "usb", "browsing-topics")
}
X_FRAME_OPTIONS = "SAMEORIGIN"  # Wagtail's preview frames the site's own pages
SECURE_REFERRER_POLICY = "strict-origin-when-cross-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"

# Wagtail.
WAGTAIL_SITE_NAME = "MA Guide"
WAGTAILADMIN_BASE_URL = SITE_ADDRESS
WAGTAILIMAGES_IMAGE_MODEL = "guides.DescribedImage"
WAGTAILDOCS_DOCUMENT_MODEL = "guides.DescribedDocument"
WAGTAILDOCS_EXTENSIONS = ["csv", "docx", "odt", "ods", "pdf", "txt", "xlsx"]
WAGTAILDOCS_SERVE_METHOD = "serve_view"
WAGTAILIMAGES_EXTENSIONS = ["avif", "gif", "jpg", "jpeg", "png", "webp"]
WAGTAILIMAGES_MAX_UPLOAD_SIZE = 10 * 1024 * 1024
WAGTAIL_ENABLE_UPDATE_CHECK = False  # no request to another host, from the admin either
WAGTAIL_GRAVATAR_PROVIDER_URL = None
WAGTAIL_ALLOW_UNICODE_SLUGS = False
WAGTAIL_I18N_ENABLED = False
WAGTAILEMBEDS_FINDERS: list[dict[str, str]] = []
WAGTAILSEARCH_BACKENDS = {"default": {"BACKEND": "wagtail.search.backends.database"}}
WAGTAILADMIN_RICH_TEXT_EDITORS = {
    "default": {"WIDGET": "wagtail.admin.rich_text.DraftailRichTextArea", "OPTIONS": {"features": ["bold", "italic"]}}
}
# The two kinds of running text. A feature that is missing here is stripped on the first save of an editor, so the
# loader and the tests check stored text against these same lists.
RICH_TEXT_INLINE = ["bold", "italic", "link", "citation", "fact", "term"]
RICH_TEXT_FULL = ["h3", "bold", "italic", "ul", "ol", "link", "citation", "fact", "term"]
# A definition explains a word; it does not send to the next one.
RICH_TEXT_DEFINITION = ["bold", "italic", "link", "citation", "fact"]

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"plain": {"format": "%(asctime)s %(levelname)s %(name)s %(message)s"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "plain"}},
    "root": {"handlers": ["console"], "level": env("LOG_LEVEL", default="WARNING")},
}
