"""An exclusion from the duties, checked on what the registry knows before it is written."""

import datetime
from dataclasses import dataclass

from django.db.models import QuerySet

from adi_platform.errori import DominioError
from adi_platform.organizzazione.services.parametri import norme_dell_ambito
from cases.enums import Obbligo
from cases.models import ComponenteCaso, Persona
from cases.rules.contenuti import motivi_esonero
from cases.rules.esclusioni import Familiare, Quesito, Riscontro, riscontra
from cases.rules.obblighi import CARICHI_DI_CURA
from cases.services.casi import PRIMO_GIORNO_ADI

FUORI_DAGLI_OBBLIGHI = (Obbligo.ESCLUSO, Obbligo.VOLONTARIO)


@dataclass(frozen=True, slots=True, kw_only=True)
class Esclusione:
    """Why a member is out of the duties, since when, until when, on which proof or by when it comes."""

    motivo: str
    dal: datetime.date
    scade_il: datetime.date | None = None
    prova: str = ""
    prova_entro: datetime.date | None = None


def verifica_esclusione(componente: ComponenteCaso, dati: Esclusione, *, al: datetime.date) -> None:
    """Raises DominioError beside the field: a reason that the facts deny, no proof, an end that is too late."""
    voce = motivi_esonero().get(dati.motivo)
    if voce is None:
        raise DominioError("Scegli il motivo dell'esclusione dagli obblighi.", campo="motivo")
    esito = riscontro_di(componente, dati.motivo, dal=dati.dal)
    if esito.smentita:
        raise DominioError(esito.smentita, campo="motivo")
    _una_cura_una_persona(componente, dati.motivo)
    if not esito.provato:
        _verifica_prova(dati, al=al)
    if dati.scade_il is None and voce.scadenza != "nessuna":
        entro = f", al massimo il {esito.fino_al:%d/%m/%Y}" if esito.fino_al else ""
        raise DominioError(
            f"Serve una scadenza o una data di controllo ({voce.scadenza}{entro}).", campo="scade_il"
        )
    if dati.scade_il and dati.scade_il <= dati.dal:
        raise DominioError("La scadenza viene dopo l'inizio.", campo="scade_il")
    if dati.scade_il and esito.fino_al and dati.scade_il > esito.fino_al:
        raise DominioError(
            f"Questo motivo vale fino al {esito.fino_al:%d/%m/%Y} ({voce.scadenza}).", campo="scade_il"
        )


def riscontro_di(componente: ComponenteCaso, motivo: str, *, dal: datetime.date) -> Riscontro:
    """What the registry says of this reason for this member on the day `dal`."""
    dentro_l_adi(dal)
    altri = _presenti(componente).select_related("persona")
    quesito = Quesito(
        persona=_familiare(componente.persona),
        altri=[_familiare(c.persona) for c in altri],
        dal=dal,
        norme=norme_dell_ambito(componente.caso.ambito_id),
    )
    return riscontra(motivo, quesito)


def dentro_l_adi(dal: datetime.date) -> None:
    """Raises DominioError for a day before the Assegno di Inclusione: no duty existed."""
    if dal < PRIMO_GIORNO_ADI:
        raise DominioError(
            f"L'Assegno di Inclusione comincia il {PRIMO_GIORNO_ADI:%d/%m/%Y}: controlla la data.",
            campo="dal",
        )


def _verifica_prova(dati: Esclusione, *, al: datetime.date) -> None:
    if dati.prova.strip():
        return
    if dati.prova_entro is None:
        raise DominioError(
            "L'anagrafe non basta a provarlo: scrivi quale atto hai visto, con la data e chi l'ha rilasciato. "
            "Se arriva dopo, scrivi entro quale giorno.",
            campo="prova",
        )
    if dati.prova_entro < al:
        raise DominioError("Il giorno entro cui arriva la prova è già passato.", campo="prova_entro")
    if dati.scade_il and dati.prova_entro > dati.scade_il:
        raise DominioError("La prova arriva prima che l'esclusione scada.", campo="prova_entro")


def _una_cura_una_persona(componente: ComponenteCaso, motivo: str) -> None:
    """One adult of the household carries the care: it passes to another by its own act."""
    if motivo not in CARICHI_DI_CURA:
        return
    di_altri = _presenti(componente).filter(obbligo__in=FUORI_DAGLI_OBBLIGHI, motivo_esonero=motivo)
    chi = di_altri.select_related("persona").first()
    if chi is not None:
        nome = f"{chi.persona.nome} {chi.persona.cognome}"
        raise DominioError(
            f"Questo carico di cura è già di {nome}: se cambia, apri la sua pagina e passa il carico di cura.",
            campo="motivo",
        )


def _presenti(componente: ComponenteCaso) -> QuerySet[ComponenteCaso]:
    """The others still in the household."""
    return ComponenteCaso.objects.filter(caso=componente.caso_id, uscito_il__isnull=True).exclude(
        pk=componente.pk
    )


def _familiare(persona: Persona) -> Familiare:
    return Familiare(nome=persona.nome, nato_il=persona.data_nascita)
