"""Local and demo use: everything on one machine, no services to install."""

from adi_platform.settings.base import *  # noqa: F403  a settings module extends its base
from adi_platform.settings.base import INSTALLED_APPS

DEBUG = False
SECRET_KEY = "solo-per-prove-locali-mai-in-produzione"
ALLOWED_HOSTS = ["localhost", "127.0.0.1", "[::1]"]
MODALITA_DIMOSTRATIVA = True
INSTALLED_APPS = [*INSTALLED_APPS]
