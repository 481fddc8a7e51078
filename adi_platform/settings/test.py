"""The suite: same code, a secret of its own, fast hashing, files under a temporary folder."""

import tempfile
from pathlib import Path

from adi_platform.settings import banca_dati, segreti
from adi_platform.settings.base import *  # noqa: F403  a settings module extends its base
from adi_platform.settings.base import DATA_DIR, STORAGES, TEMPLATES

SECRET_KEY = "solo-per-la-suite"
CHIAVI_CIFRATURA = segreti.anello("prova:" + "A" * 43 + "=")
DATABASES = {"default": banca_dati.configurazione(DATA_DIR)}
CELERY_BROKER_URL = "memory://"
CELERY_BROKER_TRANSPORT_OPTIONS = {}
MODALITA_DIMOSTRATIVA = True
FIRMA_RICHIESTA = False
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = True  # localhost without TLS
ALLOWED_HOSTS = ["testserver", "localhost", "127.0.0.1"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
MEDIA_ROOT = Path(tempfile.mkdtemp(prefix="adi-prove-"))
STATIC_ROOT = Path(tempfile.mkdtemp(prefix="adi-statici-"))
CARTELLA_POSTA = MEDIA_ROOT / "posta"
STORAGES = {
    **STORAGES,
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"


class VariabileDiTemplateAssente(str):
    """A template variable that does not exist fails the test instead of printing nothing."""

    def __contains__(self, item: object) -> bool:
        return item == "%s"

    def __mod__(self, nome: object) -> str:
        raise AssertionError(f"Variabile assente nel template: {nome}")


TEMPLATES = [
    {
        **TEMPLATES[0],
        "OPTIONS": {
            **TEMPLATES[0]["OPTIONS"],  # type: ignore[dict-item]  # the stubs type OPTIONS as object
            "string_if_invalid": VariabileDiTemplateAssente("%s"),
        },
    }
]
