"""What people of other bodies write for the Quadro, apart from the ratings until the office takes it in."""

from collections.abc import Collection, Sequence
from typing import Any

from django.db import transaction
from django.utils import timezone

from adi_platform.base_models.transizione import blocca
from adi_platform.errori import DominioError, StatoCambiato
from adi_platform.organizzazione.models import Utente
from cases.models import Persona
from equipe.models import ContributoQuadro, EsitoContributo, Quadro, Valutazione
from equipe.rules.quadro import LenteQuadro, VoceQuadro
from equipe.services.quadro import Giudizio, controlla_giudizio, in_vigore
from equipe.services.quadro_modulo import modello_di
from equipe.services.quadro_vista import leggi

CONCLUSO = "Questo Quadro è concluso: il servizio sociale ne apre un altro quando si rivede."
UGUALI = ("valore", "fuori_scala", "evidenza", "fonte", "il")


@transaction.atomic
def contribuisci(
    *,
    quadro: Quadro,
    persona: Persona | None,
    voci: Collection[VoceQuadro],
    giudizi: Sequence[Giudizio],
    funzioni: Sequence[str],
    operatore: Utente,
) -> list[ContributoQuadro]:
    """Write what a person of another body says of those items. The caller says which items are theirs.

    Raises StatoCambiato when the period was concluded in between.
    """
    riga = blocca(quadro)
    if not riga.in_bozza:
        raise StatoCambiato(CONCLUSO)
    if operatore.ente is None:
        raise DominioError("Scrive qui solo chi è di un altro ente.")
    per_codice = {voce.codice: voce for voce in voci}
    prima = {c.voce: c for c in riga.contributi.in_attesa().filter(autore=operatore, persona=persona)}
    scritti = []
    for giudizio in giudizi:
        voce = per_codice.get(giudizio.voce)
        funzione = next((f for f in funzioni if voce and f in voce.chi), None)
        if voce is None or funzione is None:
            raise DominioError("Questa voce la valuta chi ha un'altra funzione in équipe.")
        controlla_giudizio(riga, giudizio)
        parole = {campo: getattr(giudizio, campo) for campo in UGUALI}
        parole |= {"evidenza": giudizio.evidenza.strip(), "il": giudizio.il or timezone.localdate()}
        uguale = prima.get(voce.codice)
        if uguale is not None and all(getattr(uguale, campo) == parole[campo] for campo in UGUALI):
            continue
        scritti.append(
            ContributoQuadro.objects.create(
                quadro=riga,
                voce=voce.codice,
                persona=persona,
                autore=operatore,
                funzione=funzione,
                ente=operatore.ente,
                **parole,
            )
        )
    return scritti


@transaction.atomic
def accogli_contributo(*, contributo: ContributoQuadro, operatore: Utente) -> Valutazione:
    """It becomes a rating with its author; priority and second reading stay as the office had them."""
    quadro = _da_decidere(contributo)
    persona = contributo.persona_id
    if persona and not quadro.caso.componenti.filter(persona=persona, uscito_il__isnull=True).exists():
        raise DominioError("Questa persona non è più nel nucleo: puoi solo non accoglierlo, con il motivo.")
    prima = in_vigore(quadro).get((contributo.voce, persona))
    campi = ("prioritaria", "altra_lettura", "altra_di", "altra_valore")
    valutazione = Valutazione.objects.create(
        quadro=quadro,
        autore=contributo.autore,
        **{campo: getattr(contributo, campo) for campo in ("voce", "persona", "funzione", *UGUALI)},
        **({campo: getattr(prima, campo) for campo in campi} if prima else {}),
    )
    EsitoContributo.objects.create(contributo=contributo, valutazione=valutazione, deciso_da=operatore)
    quadro.aggiornato_da = operatore
    quadro.save()
    return valutazione


@transaction.atomic
def non_accogliere(*, contributo: ContributoQuadro, motivo: str, operatore: Utente) -> EsitoContributo:
    """The rating stays as it is; the reason reaches the author."""
    _da_decidere(contributo)
    if not motivo.strip():
        raise DominioError("Scrivi perché non lo accogli.", campo="motivo")
    return EsitoContributo.objects.create(contributo=contributo, motivo=motivo.strip(), deciso_da=operatore)


def contributi_da_guardare(quadro: Quadro, lente: LenteQuadro) -> list[dict[str, Any]]:
    """Those that wait, for who may read the item; `si_decide` for who may also rate it."""
    return _in_parole(quadro, lente, quadro.contributi.in_attesa())


def contributi_non_accolti(quadro: Quadro, lente: LenteQuadro) -> list[dict[str, Any]]:
    return _in_parole(
        quadro, lente, quadro.contributi.filter(esito__valutazione__isnull=True, esito__isnull=False)
    )


def _in_parole(quadro: Quadro, lente: LenteQuadro, righe: Any) -> list[dict[str, Any]]:
    modello = modello_di(quadro)
    trovati = []
    for riga in righe.select_related("autore", "persona", "ente", "esito__deciso_da").order_by("pk"):
        voce = modello.voce(riga.voce)
        if voce is not None and lente.legge(voce):
            si_decide = quadro.in_bozza and lente.scrive(voce)
            trovati.append({"letta": leggi(riga, modello), "riga": riga, "si_decide": si_decide})
    return trovati


def _da_decidere(contributo: ContributoQuadro) -> Quadro:
    """The period, locked: still open, the contribution without an answer and not overtaken."""
    quadro = blocca(contributo.quadro)
    if not quadro.in_bozza:
        raise StatoCambiato("Questo Quadro è concluso.")
    if not quadro.contributi.in_attesa().filter(pk=contributo.pk).exists():
        raise StatoCambiato("Questo contributo ha già una risposta, oppure chi lo ha scritto lo ha rifatto.")
    return quadro
