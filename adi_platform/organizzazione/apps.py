from django.apps import AppConfig


class OrganizzazioneConfig(AppConfig):
    name = "adi_platform.organizzazione"
    label = "organizzazione"
    verbose_name = "Organizzazione"
