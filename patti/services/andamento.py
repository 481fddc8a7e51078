"""The story of a Patto: each result and commitment at every check, across versions."""

from dataclasses import dataclass

from patti.documents.firme import nome_di
from patti.documents.lettura import obiettivi_visibili
from patti.enums import StatoImpegno, StatoRisultato
from patti.models import Patto, VerificaImpegno, VerificaPatto, VerificaRisultato
from patti.rules.visibilita import Sguardo

TONI = {
    StatoRisultato.RAGGIUNTO: "successo",
    StatoRisultato.PARZIALE: "info",
    StatoRisultato.IN_CORSO: "info",
    StatoRisultato.NON_RAGGIUNTO: "attenzione",
    StatoImpegno.RISPETTATO: "successo",
    StatoImpegno.NON_RISPETTATO_GIUSTIFICATO: "info",
    StatoImpegno.NON_RISPETTATO: "attenzione",
}
# Height of the bar in the picture: how far each result has come, in fifths.
QUINTI = {
    StatoRisultato.NON_AVVIATO: 0,
    StatoRisultato.NON_RAGGIUNTO: 1,
    StatoRisultato.IN_CORSO: 2,
    StatoRisultato.PARZIALE: 4,
    StatoRisultato.RAGGIUNTO: 5,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Casella:
    """What was found at one check; empty when that check did not look at it."""

    etichetta: str = ""
    tono: str = "neutro"
    nota: str = ""
    quinti: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Riga:
    """One result or one commitment through the checks, with how it stands now."""

    testo: str
    chi: str
    ora: Casella
    caselle: tuple[Casella, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Andamento:
    verifiche: tuple[VerificaPatto, ...]
    risultati: tuple[Riga, ...]
    impegni: tuple[Riga, ...]


def andamento_di(patto: Patto, sguardo: Sguardo) -> Andamento:
    """Follow identities: a result copied into a new version keeps its story."""
    verifiche = tuple(
        VerificaPatto.objects.filter(patto__identita=patto.identita)
        .select_related("operatore", "patto")
        .prefetch_related("risultati__risultato", "impegni__impegno")
    )
    trovati = {
        (riga.verifica_id, str(riga.risultato.identita)): riga
        for v in verifiche
        for riga in v.risultati.all()
    }
    rispettati = {
        (riga.verifica_id, str(riga.impegno.identita)): riga for v in verifiche for riga in v.impegni.all()
    }
    risultati, impegni = [], []
    for obiettivo in obiettivi_visibili(patto, sguardo):
        for risultato in obiettivo.risultati.all():
            chi = ", ".join(c.persona.nome for c in risultato.componenti.all())
            caselle = tuple(_casella(trovati.get((v.pk, str(risultato.identita)))) for v in verifiche)
            ora = _di_stato(StatoRisultato(risultato.stato))
            risultati.append(Riga(testo=risultato.testo, chi=chi, ora=ora, caselle=caselle))
            for impegno in risultato.impegni.all():
                caselle = tuple(_casella(rispettati.get((v.pk, str(impegno.identita)))) for v in verifiche)
                ora = _di_stato(StatoImpegno(impegno.stato))
                impegni.append(
                    Riga(testo=impegno.testo, chi=nome_di(impegno.componente), ora=ora, caselle=caselle)
                )
    return Andamento(verifiche=verifiche, risultati=tuple(risultati), impegni=tuple(impegni))


def _casella(riga: VerificaRisultato | VerificaImpegno | None) -> Casella:
    if riga is None:
        return Casella()
    stato = StatoRisultato(riga.stato) if isinstance(riga, VerificaRisultato) else StatoImpegno(riga.stato)
    return _di_stato(stato, nota=riga.nota)


def _di_stato(stato: StatoRisultato | StatoImpegno, *, nota: str = "") -> Casella:
    return Casella(
        etichetta=str(stato.label),
        tono=TONI.get(stato, "neutro"),
        nota=nota,
        quinti=QUINTI.get(stato, 0) if isinstance(stato, StatoRisultato) else 0,
    )
