"""Invented requests for the demo, in every state: each page of the contributions has something to show."""

import datetime
import logging
from collections.abc import Callable, Sequence
from decimal import Decimal

from django.db import transaction

from adi_platform.errori import DominioError
from cases.models import CasoAdi
from cases.popolamento.contesto import Contesto
from contributi.enums import CanaleComunicazione, ModoErogazione, TipoProvvedimento
from contributi.models import Commissione, Creditore, Proposta, Richiesta
from contributi.popolamento import commissione as aula
from contributi.popolamento import decisioni as atti
from contributi.popolamento import domande
from contributi.popolamento.domande import Chiesto
from contributi.popolamento.misure import popola_misure
from contributi.services.deroghe import forma_elenco
from contributi.services.lettere_istruttoria import Mancanti, chiedi_documenti, comunica_avvio
from contributi.services.proposta import Orientamento
from contributi.services.richieste import muovi_richiesta, pai_di
from contributi.services.segnalazioni_impegni import segnala_impegno
from contributi.services.sostituto import nomina_titolare
from contributi.services.urgenze import decidi_urgenza
from patti.popolamento_pai import pai_rivisto

logger = logging.getLogger(__name__)
T = TipoProvvedimento
LUCE = Chiesto(
    misura="straordinario-una-tantum", importo="300.00",
    bisogno="La bolletta della luce arretrata supera quello che resta dopo l'affitto.",
)  # fmt: skip
MENSILE = Chiesto(
    misura="ordinario-periodico", importo="250.00", mesi=6, tipo_spesa="",
    bisogno="Due persone anziane senza rete familiare: il reddito non arriva a fine mese.",
)  # fmt: skip
CASA = Chiesto(
    misura="straordinario-una-tantum", importo="1200.00", tipo_spesa="affitto",
    bisogno="Tre mesi di affitto arretrato dopo la perdita del lavoro.",
)  # fmt: skip
SPESA = Chiesto(
    misura="voucher", importo="100.00", mesi=3, modo=ModoErogazione.BUONO, tipo_spesa="",
    bisogno="Alimenti e prodotti per l'igiene mentre si cerca un lavoro.",
)  # fmt: skip
URGENTE = Chiesto(
    misura="straordinario-urgente", importo="320.00",
    bisogno="Il distacco della luce è fissato per domani e in casa c'è un neonato.",
)  # fmt: skip
# What the PAI of each household foresees, in the order in which the scenes cannot do without.
SOSTEGNI = (LUCE, CASA, MENSILE, SPESA, LUCE, MENSILE, CASA, MENSILE, LUCE)


def popola_contributi(contesto: Contesto, casi: Sequence[CasoAdi]) -> None:
    """A scene that the rules refuse is left out, and said in the log."""
    popola_misure(contesto, casi)
    nuclei = domande.nuclei_con_pai(contesto, casi, SOSTEGNI)
    if not nuclei:
        return
    atti.apri_i_fondi(contesto)
    oggi = contesto.oggi
    nomina_titolare(
        ambito=contesto.ambito, utente=contesto.utenti["coordinatore"], dal=contesto.fa(200),
        atto="Decreto di esempio n. 3", operatore=contesto.utenti["dirigente"],
    )  # fmt: skip
    Dimostrazione(contesto, nuclei).scrivi()
    anno, semestre = (oggi.year, 1) if oggi.month > 6 else (oggi.year - 1, 2)
    forma_elenco(
        ambito=contesto.ambito, anno=anno, numero=semestre, operatore=contesto.utenti["dirigente"], al=oggi
    )


class Dimostrazione:
    """Each request takes the next household whose PAI foresees it; an urgent one, any household."""

    def __init__(self, contesto: Contesto, nuclei: Sequence[CasoAdi]) -> None:
        self.contesto = contesto
        self._nuclei = list(nuclei)
        self._chiesti: set[int] = set()  # PAI under which all that they foresee has been asked

    def scrivi(self) -> None:
        self._prova(self._all_inizio)
        commissione = aula.commissione_di_prova(self.contesto)
        self._prova(lambda: self._seduta_chiusa(commissione))
        self._prova(lambda: self._sedute_da_fare(commissione))
        self._prova(self._urgenze)

    def _prova(self, scena: Callable[[], None]) -> None:
        try:
            with transaction.atomic():
                scena()
        except DominioError:
            logger.exception("una scena della dimostrazione è rimasta fuori")

    def _prossimo(self, chiesto: Chiesto) -> CasoAdi:
        for caso in self._nuclei:
            if chiesto is URGENTE or domande.lo_prevede_il_pai(caso, chiesto):
                self._nuclei.remove(caso)
                self._nuclei.append(caso)
                if chiesto is not URGENTE:
                    self._col_pai_libero(caso)
                return caso
        raise DominioError(f"Nessun nucleo della dimostrazione ha un PAI per {chiesto.misura}.")

    def _col_pai_libero(self, caso: CasoAdi) -> None:
        patto = pai_di(caso)
        assert patto is not None  # noqa: S101  `lo_prevede_il_pai`
        if patto.pk in self._chiesti:
            patto = pai_rivisto(patto, al=self.contesto.oggi)
        self._chiesti.add(patto.pk)

    def _registrata(self, chiesto: Chiesto, giorni: int) -> Richiesta:
        return domande.registrata(self.contesto, self._prossimo(chiesto), chiesto, giorni=giorni)

    def _proposta(self, chiesto: Chiesto, giorni: int, orientamento: str = "accogliere") -> Proposta:
        alto = orientamento != Orientamento.ACCOGLIERE
        riga = domande.istruita(
            self.contesto, self._registrata(chiesto, giorni), isee="10420.00" if alto else "4820.00"
        )
        return domande.proposta(self.contesto, riga, orientamento=orientamento)

    def _all_inizio(self) -> None:
        """Draft, registered, under istruttoria, waiting for papers, given up, filed away, near its term."""
        domande.in_bozza(self.contesto, self._prossimo(LUCE), LUCE)
        nuova = self._registrata(LUCE, 2)
        comunica_avvio(
            richiesta=nuova, canale=CanaleComunicazione.POSTA, inviata_il=self.contesto.oggi,
            operatore=nuova.assistente, al=self.contesto.oggi,
        )  # fmt: skip
        domande.in_istruttoria(self.contesto, self._registrata(CASA, 172))
        domande.in_istruttoria(self.contesto, self._registrata(LUCE, 190))
        domande.istruita(self.contesto, self._registrata(MENSILE, 21))
        attesa = domande.in_istruttoria(self.contesto, self._registrata(LUCE, 35))
        chiedi_documenti(
            richiesta=attesa,
            mancanti=Mancanti(
                codici=[d.codice for d in attesa.documenti.all()[:2]],
                altri=(),
                entro=self.contesto.oggi + datetime.timedelta(days=9),
            ),
            canale=CanaleComunicazione.POSTA,
            inviata_il=self.contesto.fa(6),
            operatore=attesa.assistente,
            al=self.contesto.fa(6),
        )
        rinuncia = self._registrata(LUCE, 15)
        muovi_richiesta(
            richiesta=rinuncia, mossa="rinuncia", operatore=rinuncia.assistente, al=self.contesto.oggi,
            motivo="Ha trovato un lavoro e non ne ha più bisogno.",
        )  # fmt: skip

    def _seduta_chiusa(self, commissione: Commissione) -> None:
        """One session with every outcome, and what the Dirigente and accounting did after it."""
        no, deroga = Orientamento.NON_ACCOGLIERE, Orientamento.IN_DEROGA
        scene = (
            (self._proposta(LUCE, 33), "rinvio"),
            (self._proposta(LUCE, 30), "favorevole"),
            (self._proposta(CASA, 70, no), "contrario"),
            (self._proposta(CASA, 64, no), "contrario"),
            (self._proposta(CASA, 75, no), "contrario"),
            (self._proposta(CASA, 58, no), "contrario"),
            (self._proposta(CASA, 62), "favorevole"),
            (self._proposta(LUCE, 48), "favorevole"),
            (self._proposta(SPESA, 44), "favorevole"),
            (self._proposta(MENSILE, 52), "favorevole"),
            (self._proposta(MENSILE, 57), "favorevole"),
            (self._proposta(LUCE, 58, deroga), "favorevole"),
            (self._proposta(LUCE, 41), "favorevole"),
        )
        proposte = [p for p, _ in scene]
        nata = aula.seduta(self.contesto, commissione, proposte, fra_giorni=0.0007, dura=3)
        aula.votata(self.contesto, nata, [scelta for _, scelta in scene])
        righe = [Richiesta.objects.get(pk=p.richiesta_id) for p in proposte]
        self._rifiuti(righe[3], righe[4])
        atti.preavviso(self.contesto, righe[5], inviato=5, ricevuto=3)
        self._denaro(righe[6:])

    def _rifiuti(self, in_riesame: Richiesta, negata: Richiesta) -> None:
        atti.riesame(self.contesto, atti.preavviso(self.contesto, in_riesame, inviato=18, ricevuto=14))
        chiuso = atti.preavviso(self.contesto, negata, inviato=30, ricevuto=26)
        atti.riesame(self.contesto, chiuso, risposta="La perdita del lavoro è anteriore alla dichiarazione.")
        negata.refresh_from_db()
        no = atti.atto(self.contesto, negata, T.DINIEGO, dal=None, articoli="art. 6 n. 1")
        atti.adottato(self.contesto, no, lettera=True)

    def _denaro(self, righe: Sequence[Richiesta]) -> None:
        grande, conclusa, buoni, sospesa, revocata, deroga, bozza = righe
        contesto = self.contesto
        atti.pubblicato(contesto, atti.adottato(contesto, atti.atto(contesto, grande)))
        chi = atti.fornitore(contesto)
        pagata = atti.adottato(contesto, atti.atto(contesto, conclusa), lettera=True)
        atti.liquidazione(contesto, atti.da_pagare(contesto, pagata, chi), fino_a="chiusa")
        voucher = atti.adottato(contesto, atti.atto(contesto, buoni, dal=contesto.fa(35)))
        atti.buoni(contesto, voucher, atti.bottega(contesto))
        self._sospendi(sospesa, chi)
        self._revoca(revocata, chi)
        in_deroga = atti.adottato(contesto, atti.atto(contesto, deroga, T.DEROGA))
        atti.liquidazione(contesto, atti.da_pagare(contesto, in_deroga, chi), fino_a="registrata")
        atti.atto(contesto, bozza)

    def _in_corso(self, richiesta: Richiesta, chi: Creditore, fino_a: str) -> Richiesta:
        """Granted as asked, two months already due. Over the threshold of the year: first it goes on line."""
        concessa = atti.adottato(
            self.contesto,
            atti.atto(self.contesto, richiesta, dal=self.contesto.fa(35)),
        )
        atti.pubblicato(self.contesto, concessa)
        atti.liquidazione(self.contesto, atti.da_pagare(self.contesto, concessa, chi), fino_a=fino_a)
        return Richiesta.objects.get(pk=richiesta.pk)

    def _sospendi(self, richiesta: Richiesta, chi: Creditore) -> None:
        riga = self._in_corso(richiesta, chi, "chiusa")
        segnala_impegno(
            richiesta=riga, fatti="Non è venuto a due colloqui concordati.", imputabile=True, cause="",
            autore=riga.assistente,
        )  # fmt: skip
        atti.sentita(
            self.contesto, riga, T.SOSPENSIONE, "Non è venuto a due colloqui concordati", "Regolamento art. 8"
        )
        ferma = atti.atto(
            self.contesto, riga, T.SOSPENSIONE, dal=self.contesto.oggi,
            al=self.contesto.oggi + datetime.timedelta(days=45), condizioni="Torna al colloquio di verifica.",
        )  # fmt: skip
        atti.adottato(self.contesto, ferma, lettera=True)

    def _revoca(self, richiesta: Richiesta, chi: Creditore) -> None:
        riga = self._in_corso(richiesta, chi, "chiusa")
        motivo = "Il lavoro era ripreso e non era stato comunicato"
        atti.sentita(self.contesto, riga, T.REVOCA, motivo, "Regolamento artt. 19 e 20")
        revoca = atti.atto(
            self.contesto, riga, T.REVOCA, dal=self.contesto.oggi, importo_recupero=Decimal("150.00")
        )
        atti.restituzione(self.contesto, atti.adottato(self.contesto, revoca))

    def _sedute_da_fare(self, commissione: Commissione) -> None:
        """A vote to give now, an agenda to send, a proposal ready."""
        da_votare = [self._proposta(LUCE, 25), self._proposta(MENSILE, 27)]
        nata = aula.seduta(self.contesto, commissione, da_votare, fra_giorni=0.0007, dura=4)
        aula.aperta(self.contesto, nata)
        aula.seduta(self.contesto, commissione, [self._proposta(SPESA, 18)], fra_giorni=24, dura=3)
        self._proposta(LUCE, 12)

    def _urgenze(self) -> None:
        """One to decide now, one granted yesterday that the commission will take note of."""
        domande.istruita(self.contesto, self._registrata(URGENTE, 1))
        decisa = domande.istruita(self.contesto, self._registrata(URGENTE, 3))
        decidi_urgenza(
            richiesta=decisa,
            versione=0,
            dati={
                "importo": decisa.importo, "mesi": None, "modo": decisa.modo, "dal": self.contesto.oggi,
                "motivazione": "Il distacco è imminente e nel nucleo c'è un neonato: non si può aspettare.",
                "articoli": "artt. 6 e 11",
            },
            adotta=True,
            operatore=self.contesto.utenti["dirigente"],
            al=self.contesto.oggi,
        )  # fmt: skip
