from django.apps import AppConfig


class DocumentiConfig(AppConfig):
    name = "adi_platform.documenti"
    label = "documenti"
    verbose_name = "Documenti"
