"""Invented decisions and money: notices, acts, instalments paid, vouchers spent, sums to give back."""

import datetime
import uuid
from decimal import Decimal
from typing import Any

from adi_platform.organizzazione.enums import TipoEnte
from adi_platform.organizzazione.models import Ente
from cases.popolamento.contesto import Contesto
from contributi.enums import CanaleComunicazione, TipoProvvedimento
from contributi.models import Creditore, Esercizio, PianoErogazione, Preavviso, Provvedimento, Richiesta
from contributi.services.adozione import adotta_provvedimento
from contributi.services.avvii import invia_avvio
from contributi.services.buoni import chiudi_buoni, emetti_buono
from contributi.services.comunicazioni import registra_ricevimento
from contributi.services.creditori import DatiCreditore, registra_fornitore, registra_giustificativo
from contributi.services.erogazioni import assegna_creditore, collega_giustificativo
from contributi.services.esiti import comunica_esito
from contributi.services.fondi import apri_fondo
from contributi.services.liquidazioni import prepara_liquidazione, registra_liquidazione, registra_mandati
from contributi.services.preavvisi import (
    avvia_riesame,
    invia_preavviso,
    registra_osservazione,
    rispondi_a_osservazione,
)
from contributi.services.provvedimenti import prepara_provvedimento, scrivi_provvedimento
from contributi.services.pubblicazione import pubblica
from contributi.services.recuperi import apri_recupero
from contributi.services.rendiconti import accredita_esercizio
from contributi.services.spesa_buoni import spendi_buono

IBAN = "IT60X0542811101000000123456"
FONDI = (
    ("1204/10", "Contributi economici", "", "60000"),
    ("1204/20", "Contributi urgenti", "straordinario-urgente", "700"),
    ("1204/30", "Sostegno all'abitare", "sostegno-abitare", "18000"),
)
MOTIVI = (("L'ISEE supera la soglia del regolamento", "art. 6"), ("Non ci sono spese impreviste", "art. 11"))


def apri_i_fondi(contesto: Contesto) -> None:
    for capitolo, nome, misura, quanto in FONDI:
        apri_fondo(
            ambito=contesto.ambito, anno=contesto.oggi.year, capitolo=capitolo, nome=nome,
            stanziato=Decimal(quanto), atto="Deliberazione di esempio n. 12", misura_codice=misura,
            operatore=contesto.utenti["amministrativo_contabile"],
        )  # fmt: skip


def atto(
    contesto: Contesto, richiesta: Richiesta, tipo: str = TipoProvvedimento.CONCESSIONE, **dati: Any
) -> Provvedimento:
    """A draft with its text; the amounts are those proposed."""
    chi = contesto.utenti["dirigente"]
    riga = prepara_provvedimento(richiesta=richiesta, tipo=tipo, operatore=chi)
    testo = {
        "motivazione": "I fatti dell'istruttoria e il parere della commissione mostrano i criteri applicati.",
        "articoli": "artt. 4, 6, 11 e 17",
        "dal": contesto.oggi.replace(day=1),
        **dati,
    }
    return scrivi_provvedimento(provvedimento=riga, versione=riga.versione, dati=testo, operatore=chi)


def adottato(contesto: Contesto, bozza: Provvedimento, *, lettera: bool = False) -> Provvedimento:
    chi = contesto.utenti["dirigente"]
    riga = adotta_provvedimento(provvedimento=bozza, versione=bozza.versione, operatore=chi, al=contesto.oggi)
    if lettera:
        comunica_esito(
            provvedimento=riga,
            canale=CanaleComunicazione.RACCOMANDATA,
            inviata_il=contesto.oggi,
            operatore=chi,
            al=contesto.oggi,
        )
    return riga


def pubblicato(contesto: Contesto, riga: Provvedimento) -> None:
    """On line with the omissis."""
    pubblica(
        pubblicazione=riga.pubblicazione,
        operatore=contesto.utenti["dirigente"],
        al=contesto.oggi,
        letto=True,
        perche_nonostante="L'importo è comune a più famiglie dell'Ambito.",
    )


def preavviso(contesto: Contesto, richiesta: Richiesta, *, inviato: int, ricevuto: int) -> Preavviso:
    """Sent and received so many days ago."""
    riga = invia_preavviso(
        richiesta=richiesta,
        motivi=MOTIVI,
        canale=CanaleComunicazione.RACCOMANDATA,
        inviato_il=contesto.fa(inviato),
        operatore=contesto.utenti["dirigente"],
        al=contesto.oggi,
    )
    registra_ricevimento(
        comunicazione=riga.comunicazione,
        versione=riga.comunicazione.versione,
        consegnata_il=contesto.fa(ricevuto),
        estremi_prova="ricevuta di esempio n. 0001",
        operatore=richiesta.assistente,
        al=contesto.oggi,
    )
    return Preavviso.objects.select_related("comunicazione", "richiesta").get(pk=riga.pk)


def sentita(contesto: Contesto, richiesta: Richiesta, genere: str, motivo: str, articolo: str) -> None:
    """The beginning told, received, answered: the act may follow. The same day as the act that gave the money."""
    chi = contesto.utenti["dirigente"]
    riga = invia_avvio(
        richiesta=richiesta, genere=genere, motivi=((motivo, articolo),), canale=CanaleComunicazione.PEC,
        inviato_il=contesto.oggi, operatore=chi, al=contesto.oggi,
    )  # fmt: skip
    registra_ricevimento(
        comunicazione=riga.comunicazione, versione=riga.comunicazione.versione, consegnata_il=contesto.oggi,
        estremi_prova="ricevuta di esempio n. 0002", operatore=richiesta.assistente, al=contesto.oggi,
    )  # fmt: skip
    scritta = registra_osservazione(
        preavviso=riga, testo="Non sapevo di doverlo dire subito.", presentata_il=contesto.oggi,
        operatore=richiesta.assistente, al=contesto.oggi,
    )  # fmt: skip
    rispondi_a_osservazione(
        osservazione=scritta, versione=scritta.versione, accolta=False,
        risposta="L'impegno era scritto nel progetto firmato.", operatore=chi,
    )  # fmt: skip


def riesame(contesto: Contesto, riga: Preavviso, *, risposta: str = "") -> Preavviso:
    """The person wrote back; with `risposta` the office has already answered."""
    osservazione = registra_osservazione(
        preavviso=riga,
        testo="Il lavoro è finito a settembre: l'ISEE non lo dice ancora.",
        presentata_il=contesto.fa(6),
        operatore=riga.richiesta.assistente,
        al=contesto.oggi,
    )
    riga = avvia_riesame(preavviso=riga, operatore=contesto.utenti["dirigente"], al=contesto.oggi)
    if risposta:
        rispondi_a_osservazione(
            osservazione=osservazione,
            versione=osservazione.versione,
            accolta=False,
            risposta=risposta,
            operatore=contesto.utenti["dirigente"],
        )
    return riga


def fornitore(contesto: Contesto) -> Creditore:
    dati = DatiCreditore(nome="Luce di Esempio S.p.A.", partita_iva="99999990015", iban=IBAN)
    return registra_fornitore(
        ambito=contesto.ambito, dati=dati, operatore=contesto.utenti["amministrativo_contabile"]
    )


def da_pagare(contesto: Contesto, riga: Provvedimento, chi: Creditore) -> list[int]:
    """A supplier and a bill under each instalment; the keys of those due by now."""
    rita = contesto.utenti["amministrativo_contabile"]
    piano = PianoErogazione.objects.get(provvedimento=riga)
    piano = assegna_creditore(piano=piano, creditore=chi, operatore=rita, attesa=piano.versione)
    for rata in piano.rate.all():
        carta = registra_giustificativo(
            richiesta=piano.richiesta, creditore=chi, numero=f"2026-{rata.pk}", data=contesto.fa(12),
            importo=rata.importo, descrizione="Bolletta di esempio", file=None, operatore=rita,
        )  # fmt: skip
        collega_giustificativo(rata=rata, giustificativo=carta, operatore=rita)
    return list(piano.rate.filter(mese__lte=contesto.oggi).values_list("pk", flat=True))


def liquidazione(contesto: Contesto, rate: list[int], *, fino_a: str = "registrata") -> None:
    """A list for accounting: `bozza`, `registrata`, or `chiusa` with its mandates."""
    rita = contesto.utenti["amministrativo_contabile"]
    elenco = prepara_liquidazione(ambito=contesto.ambito, rate=rate, operatore=rita, al=contesto.oggi)
    if fino_a == "bozza":
        return
    elenco = registra_liquidazione(liquidazione=elenco, operatore=rita, al=contesto.oggi)
    if fino_a == "chiusa":
        registra_mandati(liquidazione=elenco, rate=rate, mandato="M-0001", data=contesto.oggi, operatore=rita)


def bottega(contesto: Contesto) -> Esercizio:
    """The shop of the demo: its referent is one of the accounts."""
    return accredita_esercizio(
        ente=Ente.objects.get(ambito=contesto.ambito, tipo=TipoEnte.ALTRO),
        indirizzo="Via del Mercato 3, Borgo Sereno",
        comune=None,
        atto="Determinazione di esempio n. 9",
        dal=contesto.fa(300),
        al=None,
        operatore=contesto.utenti["amministrativo_contabile"],
    )


def buoni(contesto: Contesto, riga: Provvedimento, dove: Esercizio) -> None:
    """One partly spent, one expired with something left. Both were handed over today."""
    rita = contesto.utenti["amministrativo_contabile"]
    prima, seconda = PianoErogazione.objects.get(provvedimento=riga).rate.order_by("numero")[:2]
    buono = emetti_buono(rata=prima, scade_il=contesto.oggi, operatore=rita, al=contesto.oggi)
    _spende(contesto, buono.codice, dove, "62.40")
    chiudi_buoni(ambito=contesto.ambito, operatore=rita, al=contesto.oggi + datetime.timedelta(days=1))
    tra_due_mesi = contesto.oggi + datetime.timedelta(days=60)
    buono = emetti_buono(rata=seconda, scade_il=tra_due_mesi, operatore=rita, al=contesto.oggi)
    _spende(contesto, buono.codice, dove, "31.15")


def restituzione(contesto: Contesto, revoca: Provvedimento) -> None:
    apri_recupero(
        provvedimento=revoca,
        importo=revoca.importo_recupero or Decimal(0),
        motivo="Il lavoro era ripreso e non era stato comunicato.",
        ricevuto_il=contesto.oggi,
        rate=3,
        primo_termine=contesto.oggi + datetime.timedelta(days=30),
        operatore=contesto.utenti["amministrativo_contabile"],
    )


def _spende(contesto: Contesto, codice: str, dove: Esercizio, importo: str) -> None:
    spendi_buono(
        codice=codice,
        esercizio=dove,
        importo=Decimal(importo),
        scontrino=f"S-{importo}",
        chiave=uuid.UUID(int=contesto.rng.getrandbits(128)),
        operatore=contesto.utenti["referente_esercizio"],
        al=contesto.oggi,
    )
