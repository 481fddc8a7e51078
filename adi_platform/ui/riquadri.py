"""Cards, badges, notices, steps, explanations: what says how things stand."""

import datetime
from typing import Any

from django.template.loader import render_to_string
from django.urls import reverse

from adi_platform.ui.formati import come_data, quanto_manca

TONI = {
    "neutro": "it-minus-circle",
    "info": "it-info-circle",
    "successo": "it-check-circle",
    "attenzione": "it-warning-circle",
    "pericolo": "it-error",
}
GIORNI_DI_PREAVVISO = 7
LIVELLI = {
    "debug": "neutro",
    "info": "info",
    "success": "successo",
    "warning": "attenzione",
    "error": "pericolo",
}


def leggi(oggetto: Any, nome: str, predefinito: Any = "") -> Any:
    """A field of a mapping or of an object, with a default: components accept both."""
    if isinstance(oggetto, dict):
        return oggetto.get(nome, predefinito)
    return getattr(oggetto, nome, predefinito)


def icona(nome: str, classe: str = "", testo: str = "") -> dict[str, str]:
    """An icon of the sprite, hidden from screen readers unless it has a text of its own."""
    return {"nome": nome if nome.startswith("it-") else f"it-{nome}", "classe": classe, "testo": testo}


def stato(testo: str, tono: str = "neutro") -> dict[str, str]:
    return {"testo": testo, "tono": tono, "icona": TONI[tono]}


def chip_scadenza(entro: datetime.date | str | None, oggi: datetime.date | None = None) -> dict[str, Any]:
    """How long until the last useful day; orange from seven days before, red when late."""
    data, adesso = come_data(entro), come_data(oggi)
    if data is None or adesso is None:
        return {"testo": "senza scadenza", "tono": "neutro", "icona": "it-clock", "entro": None}
    giorni = (data - adesso).days
    tono = "pericolo" if giorni < 0 else "attenzione" if giorni <= GIORNI_DI_PREAVVISO else "neutro"
    return {
        "testo": quanto_manca(data, adesso),
        "tono": tono,
        "icona": "it-warning-circle" if giorni < 0 else "it-clock",
        "entro": data,
    }


def scheda(
    content: str,
    titolo: str = "",
    oggetto: Any = None,
    url: str = "",
    testo_url: str = "Apri",
    livello: int = 2,
) -> str:
    """A card. `oggetto` (ConTempi) gives the line that says who updated it and when."""
    autore = getattr(oggetto, "aggiornato_da", None)
    return render_to_string(
        "components/scheda.html",
        {
            "contenuto": content,
            "titolo": titolo,
            "url": url,
            "testo_url": testo_url,
            "etichetta_livello": f"h{livello}",
            "aggiornato_il": getattr(oggetto, "aggiornato_il", None),
            "aggiornato_da": autore.nome_breve if autore else "",
        },
    )


def avviso(content: str, tono: str = "info", titolo: str = "") -> str:
    return render_to_string(
        "components/avviso.html",
        {"contenuto": content, "tono": tono, "icona": TONI[tono], "titolo": titolo},
    )


def tono_messaggio(livello: str) -> str:
    """Tone of a message of the messages framework."""
    return LIVELLI.get(livello, "info")


def icona_tono(tono: str) -> str:
    return TONI[tono]


def stepper(voci: list[dict[str, Any]]) -> dict[str, Any]:
    """Steps of a path: dicts with etichetta, stato (fatto, attuale, da_fare), url."""
    parole = {"fatto": "fatto", "attuale": "passo attuale", "da_fare": "da fare"}
    return {
        "voci": [
            {
                "etichetta": leggi(voce, "etichetta"),
                "stato": leggi(voce, "stato", "da_fare"),
                "parola": parole[leggi(voce, "stato", "da_fare")],
                "url": leggi(voce, "url"),
            }
            for voce in voci
        ]
    }


def spiegazione(passi: Any) -> dict[str, Any]:
    """Rows that explain a date or a calculation.

    Accepts the rows of `termini.spiegazione` (objects or their JSON), or dicts with
    `testo`, `valore` and `riferimento`.
    """
    righe = [
        {
            "dal": come_data(leggi(passo, "dal", None)),
            "al": come_data(leggi(passo, "al", None)),
            "testo": leggi(passo, "che_cosa") or leggi(passo, "testo"),
            "valore": leggi(passo, "valore", None) or leggi(passo, "giorni_contati", ""),
            "riferimento": leggi(passo, "riferimento"),
        }
        for passo in passi
    ]
    return {"righe": righe, "con_date": any(riga["dal"] for riga in righe)}


def vuoto(testo: str, url: str = "", etichetta: str = "") -> dict[str, str]:
    """An empty list says what to do."""
    return {"testo": testo, "url": url, "etichetta": etichetta}


def avanzamento(lavoro: Any) -> dict[str, Any]:
    """Progress of a background work; refreshed by htmx, or by the link without JavaScript."""
    totale, fatto = leggi(lavoro, "totale", 0) or 0, leggi(lavoro, "fatto", 0) or 0
    stato_lavoro = leggi(lavoro, "stato", "in_attesa")
    identificativo = leggi(lavoro, "pk", None)
    return {
        "identificativo": identificativo,
        "indirizzo": reverse("lavoro-stato", args=[identificativo]) if identificativo else "",
        "stato": stato_lavoro,
        "fatto": fatto,
        "totale": totale,
        "percentuale": min(100, fatto * 100 // totale) if totale else None,
        "messaggio": leggi(lavoro, "messaggio", ""),
        "in_corso": stato_lavoro in {"in_attesa", "in_corso"},
        "riuscito": stato_lavoro == "riuscito",
    }
