"""The style page: every component with a line of explanation."""

import datetime
from decimal import Decimal
from types import SimpleNamespace
from typing import Any

from django import forms
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from adi_platform.http.vista import CHI_HA_ACCESSO, vista


class ModuloDiEsempio(forms.Form):
    nome = forms.CharField(label="Nome", max_length=80, help_text="Come sul documento.")
    nascita = forms.DateField(label="Data di nascita")
    percorso = forms.ChoiceField(
        label="Percorso", choices=[("1", "Sociale"), ("2", "Lavorativo"), ("3", "Misto")]
    )
    modalita = forms.ChoiceField(
        label="Dove si svolge il colloquio",
        choices=[("sede", "In sede"), ("domicilio", "A domicilio"), ("telefono", "Al telefono")],
        widget=forms.RadioSelect,
    )
    note = forms.CharField(label="Note", widget=forms.Textarea(attrs={"rows": 3}), required=False)
    mediatrice = forms.BooleanField(label="Serve una mediatrice linguistica", required=False)


@vista(CHI_HA_ACCESSO)
def stile(request: HttpRequest) -> HttpResponse:
    oggi = timezone.localdate()
    con_errori = ModuloDiEsempio({"nome": "", "nascita": "32/13/1985", "percorso": "1"}, auto_id="errato_%s")
    contesto: dict[str, Any] = {
        "modulo": ModuloDiEsempio(),
        "con_errori": con_errori,
        "oggi": oggi,
        "scadenze": [oggi + datetime.timedelta(days=n) for n in (-3, 0, 5, 40)],
        "importo": Decimal("1234.50"),
        "voci_percorso": [
            {"etichetta": "Accoglienza", "stato": "fatto", "url": ""},
            {"etichetta": "Incontro", "stato": "fatto", "url": ""},
            {"etichetta": "Analisi", "stato": "attuale", "url": ""},
            {"etichetta": "Patto", "stato": "da_fare", "url": ""},
        ],
        "voci_contatori": _contatori(),
        "pagina": Paginator(range(1, 96), 10).get_page(request.GET.get("pagina")),
        "passi": _passi(oggi),
        "eventi": _eventi(oggi),
        "serie": _serie(),
        "lavoro": SimpleNamespace(pk=None, stato="in_corso", fatto=420, totale=1000, messaggio=""),
        "lavoro_finito": SimpleNamespace(
            pk=None, stato="riuscito", fatto=10, totale=10, messaggio="Elenco importato"
        ),
        "blocco": SimpleNamespace(
            aggiornato_il=timezone.now(), aggiornato_da=SimpleNamespace(nome_breve="A. Verdi")
        ),
    }
    return render(request, "http/stile.html", contesto)


def _serie() -> list[dict[str, Any]]:
    barre = [{"nome": "prima", "valore": 12}, {"nome": "dopo", "valore": 9}]
    return [{"etichetta": "Ammissibile", "barre": barre}]


def _contatori() -> list[dict[str, Any]]:
    righe = (
        ("in ritardo", 7, "pericolo"),
        ("entro 7 giorni", 12, "attenzione"),
        ("in attesa di altri", 4, "info"),
        ("tutto a posto", 31, "successo"),
    )
    return [
        {
            "etichetta": etichetta,
            "numero": numero,
            "tono": tono,
            "url": "#contatori",
            "attivo": tono == "info",
        }
        for etichetta, numero, tono in righe
    ]


def _passi(oggi: datetime.date) -> list[dict[str, Any]]:
    domani = oggi + datetime.timedelta(days=1)
    return [
        {
            "dal": oggi,
            "al": oggi,
            "che_cosa": "Giorno iniziale: non si conta",
            "giorni_contati": 0,
            "riferimento": "art. 2963 c.c.",
        },
        {
            "dal": domani,
            "al": oggi + datetime.timedelta(days=120),
            "che_cosa": "Il termine corre",
            "giorni_contati": 120,
            "riferimento": "art. 4 D.L. 48/2023",
        },
    ]


def _eventi(oggi: datetime.date) -> list[dict[str, Any]]:
    return [
        {
            "quando": oggi,
            "titolo": "Primo incontro svolto",
            "testo": "In sede, presenti due componenti.",
            "autore": "A. Verdi",
            "icona": "it-user",
            "tono": "successo",
        },
        {"quando": oggi - datetime.timedelta(days=9), "titolo": "Convocazione inviata", "autore": "A. Verdi"},
    ]
