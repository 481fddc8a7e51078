"""The Celery application: one for web, worker and beat. Imports no app; tasks are discovered."""

import os

from celery import Celery
from kombu.transport import TRANSPORT_ALIASES

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "adi_platform.settings.dev")

TRANSPORT_ALIASES["filesystem"] = "adi_platform.coda_su_cartella:Transport"

app = Celery("adi_platform")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()
