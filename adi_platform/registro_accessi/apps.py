from django.apps import AppConfig


class RegistroAccessiConfig(AppConfig):
    name = "adi_platform.registro_accessi"
    label = "registro_accessi"
    verbose_name = "Registro degli accessi"
