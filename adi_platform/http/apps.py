from django.apps import AppConfig


class HttpConfig(AppConfig):
    name = "adi_platform.http"
    label = "http"
    verbose_name = "Pagine"
