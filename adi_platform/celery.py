"""The Celery application: one for web, worker and beat. Imports no app; tasks are discovered."""

import os

from celery import Celery

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "adi_platform.settings.dev")

app = Celery("adi_platform")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()
