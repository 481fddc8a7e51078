"""Invented households and cases into the tables, a batch at a time."""

import datetime
from collections.abc import Sequence
from typing import Any
from zoneinfo import ZoneInfo

from adi_platform.organizzazione.models import Comune, Utente
from adi_platform.ricerca.chiavi import chiavi_voce
from adi_platform.ricerca.models import ChiaveNome
from adi_platform.ricerca.recapiti import forma_di_confronto
from adi_platform.ricerca.testo import normalizza
from cases.enums import Parentela, TipoCaso, TipoISEE
from cases.models import (
    Appartenenza,
    Appuntamento,
    AssegnazioneCaso,
    AttestazioneISEE,
    CasoAdi,
    ComponenteCaso,
    Nucleo,
    Persona,
    Recapito,
    TransizioneCaso,
)
from cases.popolamento.contesto import Contesto
from cases.popolamento.copia import Copia, riserva
from cases.popolamento.famiglie import FamigliaInventata, PersonaInventata
from cases.popolamento.scene import CAMMINO, MOSSE, Scena

ROMA = ZoneInfo("Europe/Rome")
Terna = tuple[FamigliaInventata, Scena, Comune]

PERSONE = Copia(
    Persona,
    *(
        "id",
        "ambito",
        "cognome",
        "nome",
        "cognome_norm",
        "nome_norm",
        "sesso",
        "data_nascita",
        "luogo_nascita",
    ),
    *("cittadinanza", "titolo_soggiorno", "scadenza_titolo", "tipo_codice", "codice", "codice_scade_il"),
    *("motivo_senza_codice", "comune_residenza", "indirizzo", "aggiornato_da"),
)
RECAPITI = Copia(Recapito, "persona", "tipo", "valore", "valore_norm", "aggiornato_da")
CHIAVI = Copia(ChiaveNome, "ambito", "chiave", "tipo", "testo")
NUCLEI = Copia(Nucleo, "id", "ambito", "comune", "referente", "aggiornato_da")
APPARTENENZE = Copia(Appartenenza, "nucleo", "persona", "parentela", "periodo", "aggiornato_da")
ISEE = Copia(
    AttestazioneISEE,
    *(
        "nucleo",
        "tipo",
        "valore",
        "protocollo",
        "presentata_il",
        "rilasciata_il",
        "scade_il",
        "aggiornato_da",
    ),
)
CASI = Copia(
    CasoAdi,
    *("id", "ambito", "comune", "nucleo", "tipo"),
    *("numero_domanda", "data_domanda", "data_accoglimento", "data_pad"),
    *(
        "data_trasmissione",
        "stato",
        "stato_beneficio",
        "case_manager",
        "patto_sottoscritto_il",
        "aggiornato_da",
    ),
)
COMPONENTI = Copia(
    ComponenteCaso,
    *("caso", "persona", "richiedente", "obbligo", "motivo_esonero_testo", "prova", "percorso"),
    *("attivabile_lavoro", "aggiornato_da"),
)
ASSEGNAZIONI = Copia(AssegnazioneCaso, "caso", "operatore", "dal", "aggiornato_da")
APPUNTAMENTI = Copia(
    Appuntamento,
    *("caso", "tipo", "inizio", "modalita", "sede", "operatore", "convocato_il", "esito", "esito_il"),
    *("canale", "registrato_gepi_il", "aggiornato_da"),
)
PASSAGGI = Copia(
    TransizioneCaso, "oggetto", "mossa", "da_stato", "a_stato", "avvenuta_il", "operatore", "motivo"
)


class Scrittura:
    """Numbers of applications go on from `prima_domanda`."""

    def __init__(self, contesto: Contesto, *, prima_domanda: int = 0) -> None:
        self.contesto = contesto
        self._domande = prima_domanda
        insegnati = ChiaveNome.objects.filter(ambito=contesto.ambito).order_by().values_list("tipo", "testo")
        self._noti = set(insegnati.distinct())

    def persone(self, lotto: Sequence[tuple[PersonaInventata, str, Comune]]) -> int:
        """Write people and teach their names. First of their consecutive keys."""
        primo = riserva(Persona, len(lotto))
        righe, cognomi, nomi = [], set(), set()
        for pk, (p, indirizzo, comune) in enumerate(lotto, primo):
            cognome, nome = normalizza(p.cognome), normalizza(p.nome)
            cognomi.add(cognome)
            nomi.add(nome)
            righe.append(
                (
                    *(
                        pk,
                        self.contesto.ambito.pk,
                        p.cognome,
                        p.nome,
                        cognome,
                        nome,
                        p.sesso,
                        p.nascita,
                        p.luogo,
                    ),
                    *(p.cittadinanza, p.titolo, p.scadenza_titolo, str(p.tipo_codice), p.codice),
                    *(p.codice_scade_il, "" if p.codice else "in attesa di rilascio", comune.pk, indirizzo),
                    self._chi(comune),
                )
            )
        PERSONE.scrivi(righe)
        self._insegna(cognomi, nomi)
        return primo

    def _insegna(self, cognomi: set[str], nomi: set[str]) -> None:
        """What `impara` does, for tens of thousands of names at a time."""
        nuovi = {("c", c) for c in cognomi} | {("n", n) for n in nomi}
        nuovi -= self._noti
        self._noti |= nuovi
        ambito = self.contesto.ambito.pk
        CHIAVI.scrivi((ambito, chiave, tipo, t) for tipo, t in sorted(nuovi) for chiave in chiavi_voce(t))

    def casi(self, terne: Sequence[Terna]) -> int:
        """Write households with their cases. First of their consecutive keys."""
        persona = self.persone([(p, f.indirizzo, comune) for f, _, comune in terne for p in f.persone])
        nucleo, caso = riserva(Nucleo, len(terne)), riserva(CasoAdi, len(terne))
        righe: dict[Copia, list[Sequence[Any]]] = {
            copia: [] for copia in (NUCLEI, CASI, RECAPITI, APPARTENENZE, ISEE, COMPONENTI, ASSEGNAZIONI)
        }
        righe |= {APPUNTAMENTI: [], PASSAGGI: []}
        for numero, (famiglia, scena, comune) in enumerate(terne):
            self._famiglia(righe, famiglia, scena, comune, nucleo=nucleo + numero, persona=persona)
            self._caso(
                righe, famiglia, scena, comune, caso=caso + numero, nucleo=nucleo + numero, persona=persona
            )
            persona += len(famiglia.persone)
        for copia, contenuto in righe.items():
            copia.scrivi(contenuto)
        return caso

    def _chi(self, comune: Comune) -> int | None:
        operatori = self.contesto.operatori.get(comune.pk)
        return operatori[0].pk if operatori else None

    def _famiglia(
        self,
        righe: dict[Copia, list[Sequence[Any]]],
        famiglia: FamigliaInventata,
        scena: Scena,
        comune: Comune,
        *,
        nucleo: int,
        persona: int,
    ) -> None:
        chi, rng = self._chi(comune), self.contesto.rng
        righe[NUCLEI].append((nucleo, self.contesto.ambito.pk, comune.pk, persona, chi))
        dal = self.contesto.fa(scena.pad + 400)
        for posto, p in enumerate(famiglia.persone):
            righe[APPARTENENZE].append((nucleo, persona + posto, str(p.parentela), f"[{dal},)", chi))
        telefono = forma_di_confronto(famiglia.telefono, telefono=True)
        righe[RECAPITI].append((persona, "telefono", famiglia.telefono, telefono, chi))
        righe[RECAPITI].append((persona, "email", famiglia.email, famiglia.email, chi))
        presentata = min(self.contesto.fa(scena.pad + 20), self.contesto.oggi)
        if scena.pad > 300:
            presentata = datetime.date(self.contesto.oggi.year, 1, 15)
        inclusione = presentata.year >= 2026 and not scena.sportello
        tipo = TipoISEE.INCLUSIONE if inclusione else TipoISEE.ORDINARIO
        protocollo = f"INPS-ISEE-{presentata.year}-99{rng.randrange(10**6):06d}{rng.choice('ABCDEFGH')}-00"
        righe[ISEE].append(
            (
                *(nucleo, str(tipo), famiglia.isee, protocollo, presentata),
                *(presentata + datetime.timedelta(days=8), datetime.date(presentata.year, 12, 31), chi),
            )
        )

    def _caso(
        self,
        righe: dict[Copia, list[Sequence[Any]]],
        famiglia: FamigliaInventata,
        scena: Scena,
        comune: Comune,
        *,
        caso: int,
        nucleo: int,
        persona: int,
    ) -> None:
        fa, chi = self.contesto.fa, self._operatore(comune, scena)
        righe[CASI].append(
            (
                *(caso, self.contesto.ambito.pk, comune.pk, nucleo),
                *self._domanda(scena),
                *(scena.stato, scena.beneficio, chi.pk if chi else None),
                *(fa(scena.patto) if scena.patto is not None else None, chi.pk if chi else None),
            )
        )
        for posto, p in enumerate(famiglia.persone):
            righe[COMPONENTI].append(
                (
                    *(caso, persona + posto, p.parentela == Parentela.RICHIEDENTE, str(p.obbligo), p.esonero),
                    *("autocertificazione agli atti" if p.esonero else "", p.percorso),
                    *(p.percorso == 1 if p.percorso else None, chi.pk if chi else None),
                )
            )
        if chi is not None:
            righe[ASSEGNAZIONI].append((caso, chi.pk, fa(max(scena.pad - 7, 0)), chi.pk))
            self._appuntamenti(righe[APPUNTAMENTI], scena, comune, chi, caso=caso)
            self._passaggi(righe[PASSAGGI], scena, chi, caso=caso)

    def _domanda(self, scena: Scena) -> Sequence[Any]:
        """Kind of case, then number and dates of the application: nothing for who came to the counter."""
        fa = self.contesto.fa
        if scena.sportello:
            return (str(TipoCaso.SPORTELLO), "", None, None, None, None)
        self._domande += 1
        domanda, pad = fa(scena.pad + 2), fa(scena.pad)
        numero = f"INPS-ADI-{domanda.year}-9{self._domande:06d}"
        return (str(TipoCaso.ADI), numero, domanda, pad, pad, fa(max(scena.pad - 5, 0)))

    def _operatore(self, comune: Comune, scena: Scena) -> Utente | None:
        operatori = self.contesto.operatori.get(comune.pk, ())
        if scena.stato == "ricevuto" or not operatori:
            return None
        return self.contesto.rng.choice(operatori)

    def _appuntamenti(
        self, righe: list[Sequence[Any]], scena: Scena, comune: Comune, chi: Utente, *, caso: int
    ) -> None:
        sedi = [s for s in self.contesto.sedi if s.comune_id == comune.pk] or list(self.contesto.sedi)
        sede = sedi[0].pk if sedi else None
        oggi = self.contesto.oggi

        def metti(tipo: str, giorno: datetime.date, esito: str) -> None:
            ora = datetime.time(self.contesto.rng.randint(9, 16), self.contesto.rng.choice([0, 30]))
            inizio = datetime.datetime.combine(giorno, ora, tzinfo=ROMA)
            convocato = min(giorno, oggi) - datetime.timedelta(days=12)
            # Outcomes of the last days still wait to be written on the national platform.
            registrato = giorno + datetime.timedelta(days=2)
            gepi = registrato if esito and registrato < oggi - datetime.timedelta(days=6) else None
            righe.append(
                (
                    *(caso, tipo, inizio, "sede" if sede else "telefono", sede, chi.pk, convocato, esito),
                    *(giorno if esito else None, "recapiti_patto_digitale", gepi, chi.pk),
                )
            )

        if scena.assenza is not None:
            metti("primo_incontro", self.contesto.fa(scena.assenza), "assenza_da_giustificare")
        if scena.incontro is not None:
            metti("primo_incontro", self.contesto.fa(scena.incontro), "svolto")
        for giorni in scena.verifiche:
            metti("monitoraggio", self.contesto.fa(giorni), "svolto")
        if scena.appuntamento is not None:
            metti("primo_incontro", self.contesto.fa(-scena.appuntamento), "")

    def _passaggi(self, righe: list[Sequence[Any]], scena: Scena, chi: Utente, *, caso: int) -> None:
        """The moves that led to the state, spread between the PAD and today."""
        passi = scena.passi
        ogni = max(scena.pad // (passi + 2), 0)
        for numero in range(passi):
            quando = self._istante(scena.pad - ogni * (numero + 1))
            righe.append((caso, MOSSE[numero], CAMMINO[numero], CAMMINO[numero + 1], quando, chi.pk, ""))
        if scena.stato not in CAMMINO:
            mossa, motivo = (
                ("chiudi", "beneficio terminato")
                if scena.stato == "chiuso"
                else ("trasferisci", "cambio di residenza")
            )
            righe.append((caso, mossa, CAMMINO[passi], scena.stato, self._istante(ogni), chi.pk, motivo))

    def _istante(self, giorni: int) -> datetime.datetime:
        return datetime.datetime.combine(self.contesto.fa(giorni), datetime.time(11), tzinfo=ROMA)
