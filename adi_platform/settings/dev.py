"""Local and demo use: everything on one machine, no services to install, nothing leaves it."""

from adi_platform.settings import banca_dati, env, registri, segreti
from adi_platform.settings.base import *  # noqa: F403  a settings module extends its base
from adi_platform.settings.base import DATA_DIR, STORAGES

MODALITA_DIMOSTRATIVA = env.si_no("ADI_DIMOSTRAZIONE", True)
FIRMA_RICHIESTA = env.si_no("ADI_FIRMA_RICHIESTA", not MODALITA_DIMOSTRATIVA)
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = True  # localhost without TLS
SECRET_KEY = segreti.del_posto(DATA_DIR / "segreti" / "sessioni", segreti.nuova_chiave("demo"))
CHIAVI_CIFRATURA = segreti.anello(
    segreti.del_posto(DATA_DIR / "segreti" / "cifratura", segreti.nuova_chiave("demo"))
)
ALLOWED_HOSTS = ["localhost", "127.0.0.1", "[::1]"]
DATABASES = {"default": banca_dati.configurazione(DATA_DIR)}

# Not compressed: on the same machine it would only slow the first start down.
STORAGES = {
    **STORAGES,
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.ManifestStaticFilesStorage"},
}

# Outgoing mail becomes files, read at /posta-di-prova/.
CARTELLA_POSTA = DATA_DIR / "posta"
EMAIL_BACKEND = "adi_platform.outbox.posta_su_file.PostaSuFile"
DEFAULT_FROM_EMAIL = "Ambito di prova <ambito@esempio.invalid>"

LOGGING = registri.configurazione(livello="INFO", senza_dati=False)
