from django.apps import AppConfig


class ContributiConfig(AppConfig):
    name = "contributi"
    verbose_name = "Contributi economici"

    def ready(self) -> None:
        from contributi.collegamenti import commissione, decisione, denaro, misure, richieste

        for stanza in (misure, commissione, richieste, decisione, denaro):
            stanza.collega()
