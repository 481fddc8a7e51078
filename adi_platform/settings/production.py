"""A real installation: secrets from the environment or from files, every service named, HTTPS only."""

from adi_platform.settings import banca_dati, env, registri, segreti
from adi_platform.settings.base import *  # noqa: F403  a settings module extends its base
from adi_platform.settings.base import CODA, INDIRIZZO_PUBBLICO

MODALITA_DIMOSTRATIVA = False
SECRET_KEY = segreti.chiave_segreta()
SECRET_KEY_FALLBACKS = env.elenco("SECRET_KEY_PRECEDENTI")
CHIAVI_CIFRATURA = segreti.anello(env.leggi("ADI_CHIAVI"))
DATABASES = {"default": banca_dati.da_url(env.leggi("DATABASE_URL"))}
if CODA.url.startswith("filesystem:"):
    raise env.VariabileMancante("Manca la variabile d'ambiente CELERY_BROKER_URL (o CELERY_BROKER_URL_FILE).")

ALLOWED_HOSTS = [nome.strip() for nome in env.leggi("ADI_HOST").split(",") if nome.strip()]
CSRF_TRUSTED_ORIGINS = [INDIRIZZO_PUBBLICO] if INDIRIZZO_PUBBLICO.startswith("https://") else []

# The proxy in front must set this header itself and drop the one that comes from outside.
if env.si_no("ADI_DIETRO_PROXY", True):
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
SECURE_SSL_REDIRECT = True
SECURE_REDIRECT_EXEMPT = [r"^salute/$"]  # asked from inside, without the proxy
SECURE_HSTS_SECONDS = 2 * 365 * 24 * 3600
SECURE_HSTS_INCLUDE_SUBDOMAINS = True
SECURE_HSTS_PRELOAD = env.si_no("ADI_HSTS_PRELOAD", True)
SESSION_COOKIE_SECURE = True
SESSION_COOKIE_NAME = "__Host-sessione"
CSRF_COOKIE_SECURE = True
CSRF_COOKIE_NAME = "__Host-csrf"
LANGUAGE_COOKIE_SECURE = True

EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
EMAIL_HOST = env.leggi("ADI_POSTA_HOST")
EMAIL_PORT = env.intero("ADI_POSTA_PORTA", 587)
EMAIL_HOST_USER = env.testo("ADI_POSTA_UTENTE")
EMAIL_HOST_PASSWORD = env.testo("ADI_POSTA_PAROLA")
EMAIL_USE_SSL = EMAIL_PORT == 465
EMAIL_USE_TLS = not EMAIL_USE_SSL and env.si_no("ADI_POSTA_TLS", True)
EMAIL_TIMEOUT = 10
DEFAULT_FROM_EMAIL = env.leggi("ADI_POSTA_MITTENTE")
SERVER_EMAIL = DEFAULT_FROM_EMAIL

LOGGING = registri.configurazione(livello=env.testo("ADI_LIVELLO_REGISTRI", "INFO"), senza_dati=True)
