# One image for pages, worker, scheduler and migrations.
FROM python:3.11-slim-bookworm

RUN apt-get update \
    && apt-get install -y --no-install-recommends \
        libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0 fonts-dejavu-core \
    && rm -rf /var/lib/apt/lists/* \
    && useradd --system --uid 10001 --create-home adi \
    && install -d -o adi -g adi /dati

WORKDIR /app
ENV PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1 \
    DJANGO_SETTINGS_MODULE=adi_platform.settings.production \
    ADI_DATA=/dati ADI_STATICI=/app/statici

COPY requirements/base.lock requirements/base.lock
RUN pip install --no-cache-dir --require-hashes -r requirements/base.lock

COPY manage.py pyproject.toml ./
COPY adi_platform adi_platform
COPY cases cases
COPY equipe equipe
COPY patti patti
COPY contributi contributi
COPY protocollo protocollo
COPY templates templates
COPY static static
# The application cannot write here when it runs: compiled now, or again at every start.
RUN python -m compileall -q adi_platform cases equipe patti contributi protocollo

# Invented values: collecting static files needs the settings, not the services.
RUN SECRET_KEY=solo-per-raccogliere-i-file-statici-0123456789 \
    ADI_CHIAVI=costruzione:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA= \
    DATABASE_URL=postgresql://nessuno@localhost/nessuno CELERY_BROKER_URL=redis://localhost/0 \
    ADI_HOST=localhost ADI_POSTA_HOST=localhost ADI_POSTA_MITTENTE=nessuno@localhost \
    python manage.py collectstatic --noinput

USER adi
VOLUME /dati
EXPOSE 8000
CMD ["gunicorn", "adi_platform.wsgi", "--bind", "0.0.0.0:8000", "--workers", "3", "--threads", "7", "--no-control-socket"]
