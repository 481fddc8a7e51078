"""Settings shared by every environment. Production, dev and test only override."""

import gc
from pathlib import Path

import django_stubs_ext
from celery.schedules import crontab
from csp.constants import NONCE, NONE, SELF
from django.urls import reverse_lazy

from adi_platform.settings import coda, env
from adi_platform.settings.accesso import *  # noqa: F403  one subject of the settings, in its own file
from adi_platform.settings.api import *  # noqa: F403  the same

# At its default the collector visits the whole application again and again: a fifth of the time of a start.
gc.set_threshold(50_000)
# Lets Django's generic classes (ModelForm, QuerySet) be written with their type.
django_stubs_ext.monkeypatch()

BASE_DIR = Path(__file__).resolve().parent.parent.parent
DATA_DIR = Path(env.testo("ADI_DATA", str(BASE_DIR / "var"))).resolve()
MEDIA_ROOT = DATA_DIR / "documenti"
STATIC_ROOT = Path(env.testo("ADI_STATICI", str(DATA_DIR / "statici")))

# Each environment sets its own SECRET_KEY, CHIAVI_CIFRATURA (id -> key, the first encrypts) and DATABASES.
DEBUG = False
ALLOWED_HOSTS: list[str] = []
VERSIONE = "0.1.0"
CONTATTO_ACCESSIBILITA = env.testo("ADI_CONTATTO_ACCESSIBILITA", "accessibilita@esempio.invalid")
INDIRIZZO_PUBBLICO = env.testo("ADI_INDIRIZZO", "http://localhost:8000").rstrip("/")

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.postgres",
    "django.contrib.humanize",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "allauth.usersessions",
    "csp",
    "django_htmx",
    "simple_history",
    "template_partials",
    "rest_framework",
    "drf_spectacular",
    "bootstrap_italia_template",
    "adi_platform.organizzazione",
    "adi_platform.registro_accessi",
    "adi_platform.ricerca",
    "adi_platform.outbox",
    "adi_platform.documenti",
    "adi_platform.repertorio",
    "adi_platform.agenda",
    "adi_platform.riunioni",
    "adi_platform.ui",
    "adi_platform.http",
    "cases",
    "equipe",
    "patti",
    "contributi",
    "protocollo",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "csp.middleware.CSPMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "adi_platform.http.middleware.MetodiMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "adi_platform.http.durata.DurataSessioneMiddleware",
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "allauth.usersessions.middleware.UserSessionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "simple_history.middleware.HistoryRequestMiddleware",
    "adi_platform.organizzazione.middleware.PerimetroMiddleware",
    "adi_platform.http.ingresso.secondo_fattore.SecondoFattoreMiddleware",
    "adi_platform.http.middleware.RispostePrivateMiddleware",
    "adi_platform.http.middleware.ErroriDiDominioMiddleware",
]

ROOT_URLCONF = "adi_platform.urls"
WSGI_APPLICATION = "adi_platform.wsgi.application"
ASGI_APPLICATION = "adi_platform.asgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "csp.context_processors.nonce",
                "adi_platform.http.contesto.cornice",
            ],
            "builtins": ["adi_platform.ui.templatetags.ui"],
        },
    },
]

# Lockouts that matter are rows: the broker may vanish, PostgreSQL may not.
CACHES = {
    "default": {"BACKEND": "django.core.cache.backends.db.DatabaseCache", "LOCATION": "cache_condivisa"}
}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_USER_MODEL = "organizzazione.Utente"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {
        "NAME": "adi_platform.http.ingresso.password.LunghezzaMinima",
        "OPTIONS": {"min_length": 12},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
CSRF_FAILURE_VIEW = "adi_platform.http.viste.errori.modulo_scaduto"
LOGIN_URL = reverse_lazy("account_login")
LOGIN_REDIRECT_URL = "/"

SESSION_ENGINE = "django.contrib.sessions.backends.db"
SESSION_COOKIE_AGE = 60 * env.intero("ADI_SESSIONE_MINUTI", 30)
SESSIONE_DURATA_MASSIMA = 3600 * env.intero("ADI_SESSIONE_ORE_MASSIME", 10)
SESSIONE_PREAVVISO = 120  # seconds before the end at which the page asks whether to stay
SESSIONE_FIDUCIA = 60  # seconds for which a page sends a form without asking first if the session is alive
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_HTTPONLY = True
CSRF_COOKIE_SAMESITE = "Lax"
X_FRAME_OPTIONS = "DENY"
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF, NONCE],
        "style-src": [SELF, NONCE],
        "img-src": [SELF, "data:"],
        "font-src": [SELF, "data:"],  # the style sheet of Bootstrap Italia embeds one icon font
        "connect-src": [SELF],
        "manifest-src": [SELF],
        "object-src": [NONE],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
        "form-action": [SELF],
    },
}

LANGUAGE_CODE = "it"
TIME_ZONE = "Europe/Rome"
USE_I18N = True
USE_TZ = True
DATE_FORMAT = "j F Y"

STATIC_URL = "/statici/"
STATICFILES_DIRS = [BASE_DIR / "static"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}

CODA = coda.configurazione(DATA_DIR)
CELERY_BROKER_URL = CODA.url
CELERY_BROKER_TRANSPORT_OPTIONS = CODA.opzioni
CELERY_BEAT_SCHEDULE = {
    "outbox.ripassa": {
        "task": "adi_platform.outbox.tasks.ripassa",
        "schedule": CODA.secondi_di_ripasso,
        "options": {"expires": CODA.secondi_di_ripasso},
    },
    # Every hour, not once a night: it closes what is over and finds nothing to do the other times.
    "repertorio.registro_giornaliero": {
        "task": "adi_platform.repertorio.tasks.registro_giornaliero",
        "schedule": crontab(minute=20),
        "options": {"expires": 3000},
    },
    # Once a night: each expired term of a contribution is told once to the substitute official.
    "contributi.sollecita_sostituti": {
        "task": "contributi.tasks.sollecita_sostituti",
        "schedule": crontab(hour=4, minute=10),
        "options": {"expires": 6 * 3600},
    },
    # Once a night, after midnight in Rome: the last useful day of a voucher is over.
    "contributi.chiudi_buoni_scaduti": {
        "task": "contributi.tasks.chiudi_buoni_scaduti",
        "schedule": crontab(hour=2, minute=10),
        "options": {"expires": 6 * 3600},
    },
    # Once a night, when nobody works: it reads every open case and reports, without correcting.
    "cases.verifica_scadenze": {
        "task": "cases.tasks.verifica_scadenze",
        "schedule": crontab(hour=1, minute=40),
        "options": {"expires": 6 * 3600},
    },
}
# Once a night, before the check of the deadlines.
CELERY_BEAT_SCHEDULE["cases.porta_avanti_le_scadenze"] = {
    "task": "cases.tasks.porta_avanti_le_scadenze",
    "schedule": crontab(hour=1, minute=10),
    "options": {"expires": 6 * 3600},
}
# Once a night: lists never brought in and raw files whose time is over are deleted, and it is written down.
CELERY_BEAT_SCHEDULE["cases.scarta_elenchi"] = {
    "task": "cases.tasks.scarta_elenchi",
    "schedule": crontab(hour=2, minute=30),
    "options": {"expires": 6 * 3600},
}
CELERY_BEAT_SCHEDULE["contributi.segui_sedute"] = {
    "task": "contributi.tasks.segui_sedute",
    "schedule": CODA.secondi_di_ripasso,
    "options": {"expires": CODA.secondi_di_ripasso},
}
# Once a night, before the offices open.
CELERY_BEAT_SCHEDULE["equipe.ricorda_le_riunioni"] = {
    "task": "equipe.tasks.ricorda_le_riunioni",
    "schedule": crontab(hour=4, minute=40),
    "options": {"expires": 6 * 3600},
}
# Once a night, after midnight in Rome: nobody can answer a question or a referral whose grant is over.
CELERY_BEAT_SCHEDULE["protocollo.chiudi_senza_condivisione"] = {
    "task": "protocollo.tasks.chiudi_senza_condivisione",
    "schedule": crontab(hour=2, minute=50),
    "options": {"expires": 6 * 3600},
}
# Once a night: links that open nothing any more and old requests of the programs are not kept.
CELERY_BEAT_SCHEDULE["protocollo.dimentica"] = {
    "task": "protocollo.tasks.dimentica",
    "schedule": crontab(hour=3, minute=5),
    "options": {"expires": 6 * 3600},
}
CELERY_BROKER_CONNECTION_TIMEOUT = 2
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_ACCEPT_CONTENT = ["json"]
CELERY_TASK_SERIALIZER = "json"
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_ACKS_LATE = True
CELERY_TASK_REJECT_ON_WORKER_LOST = True
CELERY_TASK_TIME_LIMIT = coda.SECONDI_MASSIMI
CELERY_TASK_SOFT_TIME_LIMIT = coda.SECONDI_MASSIMI - 30
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_WORKER_CONCURRENCY = env.intero("ADI_PROCESSI_DI_LAVORO", 2)
CELERY_WORKER_HIJACK_ROOT_LOGGER = False
CELERY_TIMEZONE = "UTC"
# How long a worker holds a row without a sign of life before another one may take it.
OUTBOX_SECONDI_DI_PRESA = env.intero("ADI_SECONDI_DI_PRESA", 30)
OUTBOX_SECONDI_DI_RIPASSO = CODA.secondi_di_ripasso

# Folder of the root certificates (PEM) that a digital signature must come from; empty: no signature is verified.
RADICI_FIRMA = env.testo("ADI_RADICI_FIRMA")
# Letter, publication and payment wait for the signed act. The demo cannot sign: see `dev`.
FIRMA_RICHIESTA = env.si_no("ADI_FIRMA_RICHIESTA", True)
# How the signer is recognised: by the codice fiscale in the certificate, or also by the name.
FIRMA_RICONOSCE_DAL_NOME = env.si_no("ADI_FIRMA_DAL_NOME", True)

DATA_UPLOAD_MAX_MEMORY_SIZE = 12 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 5000
