from django.apps import AppConfig


class PattiConfig(AppConfig):
    name = "patti"
    verbose_name = "Patti per l'inclusione sociale"
