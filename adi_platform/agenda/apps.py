from django.apps import AppConfig


class AgendaConfig(AppConfig):
    name = "adi_platform.agenda"
    label = "agenda"
    verbose_name = "Agenda"
