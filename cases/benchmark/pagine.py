"""Pages: how many queries with one and three rows, how long with a thousand and with many cases."""

import random
import time
from collections.abc import Iterator
from dataclasses import dataclass

from django.conf import settings
from django.db import connection
from django.db.models import Count
from django.test import Client, override_settings
from django.urls import reverse
from django.utils import timezone

from adi_platform.organizzazione.enums import Ruolo
from adi_platform.organizzazione.models import Ambito, Incarico, Utente
from cases.benchmark.cronometro import Serie, ambito_delle_misure, cronometra
from cases.models import CasoAdi
from cases.popolamento.massa import Massa
from cases.popolamento.territorio import contesto_di

CODICE = "misura"
POCHI, MOLTI = 1_000, 250_000
DIMENSIONI = (POCHI, 25_000)
# The measure also runs where the static files were never collected.
SENZA_IMPRONTE = settings.STORAGES | {
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
}
GIRI = 20
PERSONE_PER_CASO = 2.6
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


@dataclass(frozen=True, slots=True, kw_only=True)
class Pagina:
    """`url` is empty when the sample has no case of that kind."""

    nome: str
    url: str
    cercato: str = ""


def misura_pagine(quanti: int | None = None) -> Iterator[str]:
    """Fill an Ambito of its own to a thousand cases, then to more, up to `quanti`, and measure at each size."""
    ambito = ambito_delle_misure(CODICE, "Ambito delle misure")
    dimensioni = [n for n in DIMENSIONI if n < (quanti or MOLTI)] + [quanti or MOLTI]
    prima: dict[str, Serie] = {}
    with override_settings(STORAGES=SENZA_IMPRONTE):
        for casi in dimensioni:
            yield _porta_a(ambito, casi)
            tempi = {}
            for pagina in _pagine(ambito):
                if not pagina.url:
                    yield f"  {pagina.nome:26} non misurato: fra questi casi non ce n'è uno così, chiedine di più"
                    continue
                tempi[pagina.nome], interrogazioni = _misura(_client(ambito), pagina)
                serie = tempi[pagina.nome]
                rapporto = serie.percentile(50) / prima.get(pagina.nome, serie).percentile(50)
                yield (
                    f"  {pagina.nome:26} {interrogazioni:3} interrogazioni   {serie.riga()}   "
                    f"rapporto {rapporto:4.2f}"
                )
            prima = prima or tempi


def _porta_a(ambito: Ambito, casi: int) -> str:
    inizio = time.monotonic()
    rng = random.Random(casi)  # noqa: S311  invented people, not secrets
    mancano = casi - CasoAdi.objects.filter(ambito=ambito).count()
    if mancano > 0:
        massa = Massa(contesto_di(ambito, oggi=timezone.localdate(), rng=rng), con_casi=True)
        massa.scrivi(int(mancano * PERSONE_PER_CASO))
        with connection.cursor() as cursore:
            cursore.execute("VACUUM ANALYZE")
    presenti = CasoAdi.objects.filter(ambito=ambito).count()
    return f"{presenti:,} casi (scritti in {time.monotonic() - inizio:.0f} s)".replace(",", ".")


def _pagine(ambito: Ambito) -> list[Pagina]:
    schede = (
        ("caso con un componente", _caso_con(ambito, 1)),
        ("caso con tre componenti", _caso_con(ambito, 3)),
    )
    return [
        Pagina(nome="scrivania", url=reverse("scrivania")),
        Pagina(nome="scrivania, in ritardo", url=f"{reverse('scrivania')}?scadenza=ritardo"),
        Pagina(nome="elenco dei casi", url=reverse("caso-elenco")),
        Pagina(nome="elenco per cognome", url=f"{reverse('caso-elenco')}?ordine=nome"),
        Pagina(nome="elenco per comune", url=f"{reverse('caso-elenco')}?ordine=comune"),
        Pagina(nome="ricerca", url=reverse("cerca"), cercato="vald"),
        *(Pagina(nome=nome, url=reverse("caso-scheda", args=[pk]) if pk else "") for nome, pk in schede),
    ]


def _caso_con(ambito: Ambito, componenti: int) -> int | None:
    """None when the sample is so small that no household has that many members."""
    casi = CasoAdi.objects.filter(ambito=ambito, stato="monitoraggio", pk__lt=_soglia(ambito))
    contati = casi.annotate(quanti=Count("componenti")).filter(quanti=componenti).order_by("pk")
    return contati.values_list("pk", flat=True).first()


def _soglia(ambito: Ambito) -> int:
    """The first thousand cases, so that both measures open the same ones."""
    primo = CasoAdi.objects.filter(ambito=ambito).order_by("pk").values_list("pk", flat=True)[0]
    return primo + POCHI


def _client(ambito: Ambito) -> Client:
    ruolo = Incarico.objects.filter(ambito=ambito, ruolo=Ruolo.COORDINATORE).select_related("utente")[0]
    utente: Utente = ruolo.utente
    client = Client(SERVER_NAME="localhost")
    client.force_login(utente, backend=BACKEND)
    return client


def _apri(client: Client, pagina: Pagina) -> int:
    """What is searched travels in the body, never in the address."""
    if pagina.cercato:
        return client.post(pagina.url, {"q": pagina.cercato}).status_code
    return client.get(pagina.url).status_code


def _misura(client: Client, pagina: Pagina) -> tuple[Serie, int]:
    serie, interrogazioni = Serie(), 0
    _apri(client, pagina)
    for _ in range(GIRI):
        with cronometra() as conto:
            codice = _apri(client, pagina)
        if codice != 200:
            raise RuntimeError(f"{pagina.url}: {codice}")
        serie.tempi.append(conto.totale)
        interrogazioni = conto.interrogazioni
    return serie, interrogazioni
