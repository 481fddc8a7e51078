"""The demo: one Ambito, one account per role, about sixty households in every phase."""

import datetime
import json
import random
from collections.abc import Sequence

from django.conf import settings
from django.db import transaction

from adi_platform.organizzazione.models import Ambito
from cases.models import CasoAdi, Persona
from cases.popolamento import fasi
from cases.popolamento.contesto import Contesto
from cases.popolamento.famiglie import FamigliaInventata, Famiglie
from cases.popolamento.organico import PAROLA, crea_organico, descrizione
from cases.popolamento.scene import CAMMINO, DIMOSTRATIVE, Scena
from cases.popolamento.scrittura import Scrittura, Terna
from cases.popolamento.territorio import contesto_di, territorio
from cases.services.periodi import apri_primo_periodo
from cases.services.protezione import proteggi_persona
from cases.services.scadenze import ricalcola_scadenze

CODICE = "esempio"
SEME = 318
# Applicants that the tour of the demo names: scene number, surname, name, sex.
PROTAGONISTI = {
    0: ("Sanverdi-Orlani", "Desirée", "F"),
    16: ("D'Angelo", "Nicolò", "M"),
    22: ("De’ Pini", "Maria Grazia", "F"),
    26: ("Cantarù", "Giosuè", "M"),
    39: ("Łukasik-Zet", "Małgorzata", "F"),
}
CASO_PROTETTO = 41
QUOTA_COMUNI = (5, 6, 3, 2, 1, 1, 1)


def prepara_dimostrazione(*, oggi: datetime.date) -> bool:
    """Write the demo, once. False when it was already there."""
    if CasoAdi.objects.filter(ambito__codice=CODICE).exists():
        return False
    with transaction.atomic():
        ambito = Ambito.objects.filter(codice=CODICE).first() or territorio(
            codice=CODICE, nome="Ambito territoriale di Esempio"
        )
        utenti = crea_organico(ambito)
        rng = random.Random(SEME)  # noqa: S311  invented people, not secrets
        contesto = contesto_di(
            ambito, oggi=oggi, rng=rng, principale=utenti["assistente_sociale"], utenti=utenti
        )
        casi = _casi(contesto)
        _calcola(contesto, casi)
    (settings.DATA_DIR / "demo.json").write_text(
        json.dumps(descrizione(utenti, parola=PAROLA), ensure_ascii=False, indent=2), encoding="utf-8"
    )
    return True


def _casi(contesto: Contesto) -> list[CasoAdi]:
    rng = contesto.rng
    famiglie = Famiglie(rng, oggi=contesto.oggi, codici=set())
    terne: list[Terna] = []
    for numero, scena in enumerate(DIMOSTRATIVE):
        comune = rng.choices(contesto.comuni, weights=QUOTA_COMUNI)[0]
        terne.append((_famiglia(famiglie, numero), scena, comune))
    primo = Scrittura(contesto).casi(terne)
    casi = list(CasoAdi.objects.filter(pk__gte=primo, ambito=contesto.ambito).order_by("pk"))
    protetto = Persona.objects.get(nuclei_da_referente__casi=casi[CASO_PROTETTO])
    proteggi_persona(persona=protetto, operatore=contesto.principale)
    return casi


def _famiglia(famiglie: Famiglie, numero: int) -> FamigliaInventata:
    if numero not in PROTAGONISTI:
        return famiglie.una()
    cognome, nome, sesso = PROTAGONISTI[numero]
    return famiglie.con_richiedente(cognome=cognome, nome=nome, sesso=sesso)


def _calcola(contesto: Contesto, casi: Sequence[CasoAdi]) -> None:
    """The real deadlines, then what the upper floors add to each phase."""
    scene = dict(zip((c.pk for c in casi), DIMOSTRATIVE, strict=True))
    for codice, funzione in fasi():
        funzione(contesto, [caso for caso in casi if _arrivata(scene[caso.pk], codice)])
    for caso in casi:
        caso.refresh_from_db()
        if caso.data_pad and not caso.periodi.exists():
            apri_primo_periodo(caso=caso, operatore=None)
        ricalcola_scadenze(caso, al=contesto.oggi)


def _arrivata(scena: Scena, codice: str) -> bool:
    """True when the case has reached that state, or is in it."""
    if scena.stato == codice:
        return True
    return codice in CAMMINO and scena.passi >= CAMMINO.index(codice)
