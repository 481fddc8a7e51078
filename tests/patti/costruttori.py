"""Small invented households for the tests of teams and Patti."""

import datetime
from dataclasses import dataclass

from adi_platform.organizzazione.models import Utente
from cases.enums import Obbligo, StatoAnalisi, StatoCaso
from cases.models import (
    AnalisiPreliminare,
    AssegnazioneCaso,
    CasoAdi,
    ComponenteCaso,
    Nucleo,
    Persona,
)
from cases.services.analisi import modulo_corrente
from equipe.models import Equipe, MembroEquipe
from equipe.services.equipe import costituisci_equipe
from patti.models import Patto, RisultatoAtteso
from patti.services.cataloghi import catalogo_di
from patti.services.componi import aggiungi_impegno, aggiungi_risultato, aggiungi_sostegno, salva_quadro
from patti.services.inizia import inizia_patto
from tests.people import Cast

OGGI = datetime.date(2026, 11, 23)
PRIMA_VERIFICA = datetime.date(2027, 2, 15)


@dataclass
class Famiglia:
    """A household: mother with duties, father who joined by choice, a daughter of ten."""

    caso: CasoAdi
    madre: ComponenteCaso
    padre: ComponenteCaso
    figlia: ComponenteCaso
    operatore: Utente


def crea_persona(cast: Cast, nome: str, cognome: str, nascita: datetime.date, codice: str) -> Persona:
    return Persona.objects.create(
        ambito=cast.territorio.ambito,
        nome=nome,
        cognome=cognome,
        nome_norm=nome.lower(),
        cognome_norm=cognome.lower(),
        data_nascita=nascita,
        codice=codice,
        comune_residenza=cast.territorio.comuni["Borgo Sereno"],
    )


def crea_famiglia(cast: Cast, *, numero: int = 1, stato: str = StatoCaso.ANALIZZATO) -> Famiglia:
    comune = cast.territorio.comuni["Borgo Sereno"]
    madre = crea_persona(cast, "Nicolò", "D'Angelo", datetime.date(1985, 3, 2), f"MADRE{numero:011d}")
    padre = crea_persona(cast, "Łukasz", "Pròva", datetime.date(1983, 7, 9), f"PADRE{numero:011d}")
    figlia = crea_persona(cast, "Sofia", "Pròva", datetime.date(2016, 5, 1), f"FIGLI{numero:011d}")
    nucleo = Nucleo.objects.create(ambito=cast.territorio.ambito, comune=comune, referente=madre)
    caso = CasoAdi.objects.create(
        ambito=cast.territorio.ambito,
        comune=comune,
        nucleo=nucleo,
        numero_domanda=f"INPS-PROVA-{numero}",
        data_pad=datetime.date(2026, 9, 1),
        stato=stato,
        case_manager=cast.anna_verdi,
    )
    AssegnazioneCaso.objects.create(caso=caso, operatore=cast.anna_verdi, dal=datetime.date(2026, 9, 5))
    righe = (
        (madre, Obbligo.OBBLIGATO, True, 4),
        (padre, Obbligo.VOLONTARIO, False, 2),
        (figlia, Obbligo.ESCLUSO, False, None),
    )
    componenti = [
        ComponenteCaso.objects.create(
            caso=caso,
            persona=persona,
            obbligo=obbligo,
            richiedente=richiedente,
            percorso=percorso,
            motivo_esonero="ME.MIN" if obbligo == Obbligo.ESCLUSO else "",
        )
        for persona, obbligo, richiedente, percorso in righe
    ]
    finalizza_analisi(caso, cast.anna_verdi)
    return Famiglia(caso, *componenti, operatore=cast.anna_verdi)


def finalizza_analisi(caso: CasoAdi, operatore: Utente) -> AnalisiPreliminare:
    return AnalisiPreliminare.objects.create(
        caso=caso,
        modulo=modulo_corrente(caso.ambito),
        stato=StatoAnalisi.FINALIZZATA,
        iniziata_il=datetime.date(2026, 10, 1),
        finalizzata_il=datetime.datetime(2026, 10, 20, 10, tzinfo=datetime.UTC),
        finalizzata_da=operatore,
    )


def crea_equipe(famiglia: Famiglia, cast: Cast) -> Equipe:
    equipe = costituisci_equipe(
        caso=famiglia.caso,
        operatore=famiglia.operatore,
        costituita_il=datetime.date(2026, 11, 1),
        motivo="Bisogni su più fronti.",
        referente_familiare=famiglia.madre.persona,
    )
    MembroEquipe.objects.create(
        equipe=equipe,
        nome="Elio",
        cognome="Educatore",
        funzione="RU.EDU",
        ente_testo="Cooperativa di Prova",
        utente=cast.elio_educatore,
        dal=datetime.date(2026, 11, 1),
    )
    return equipe


def aggiungi(patto: Patto, famiglia: Famiglia, codice: str, *persone: ComponenteCaso) -> RisultatoAtteso:
    return aggiungi_risultato(
        patto=patto,
        catalogo=catalogo_di(famiglia.caso.ambito_id),
        codice=codice,
        componenti=persone,
        operatore=famiglia.operatore,
        al=OGGI,
    )


def impegna(risultato: RisultatoAtteso, famiglia: Famiglia, codice: str, chi: ComponenteCaso) -> None:
    aggiungi_impegno(
        risultato=risultato,
        catalogo=catalogo_di(famiglia.caso.ambito_id),
        codice=codice,
        componente=chi,
        operatore=famiglia.operatore,
        al=OGGI,
    )


def crea_patto_completo(famiglia: Famiglia) -> Patto:
    """A draft to which nothing is missing."""
    patto = inizia_patto(caso=famiglia.caso, operatore=famiglia.operatore, al=OGGI)
    casa = aggiungi(patto, famiglia, "OB.ECON.01", famiglia.madre, famiglia.padre)
    sostegno = aggiungi_sostegno(
        risultato=casa,
        catalogo=catalogo_di(famiglia.caso.ambito_id),
        codice="SO.C.04",
        operatore=famiglia.operatore,
        al=OGGI,
    )
    sostegno.erogatore, sostegno.finanziamento = "Ambito di Esempio", "Quota servizi di prova"
    sostegno.save()
    impegna(casa, famiglia, "IM.CONT.01", famiglia.madre)
    impegna(casa, famiglia, "IM.ECON.02", famiglia.padre)
    lavoro = aggiungi(patto, famiglia, "OB.LAVO.09", famiglia.madre)
    impegna(lavoro, famiglia, "IM.PUC.01", famiglia.madre)
    scuola = aggiungi(patto, famiglia, "OB.MINO.01", famiglia.figlia)
    impegna(scuola, famiglia, "IM.MINO.01", famiglia.madre)
    salva_quadro(
        patto=patto,
        attesa=patto.versione,
        operatore=famiglia.operatore,
        valori={
            "prima_verifica": PRIMA_VERIFICA,
            "verifica_descrizione": "La famiglia, l'assistente sociale e l'educatore guardano i risultati.",
            "preferenze": "Vorremmo tornare a dormire tranquilli.",
            "partecipazione_minori": "Sofia ha disegnato la sua settimana.",
        },
    )
    return Patto.objects.get(pk=patto.pk)
