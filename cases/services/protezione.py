"""Protected address: moved to an encrypted table, opened only on a logged request with a reason.

The address must not travel with the household, so it leaves the plain columns, the history of the
person and the rows of the lists that brought it in.
"""

from django.db import transaction

from adi_platform.base_models.storico import ripulisci_storia
from adi_platform.errori import DominioError
from adi_platform.organizzazione.models import Utente
from adi_platform.organizzazione.perimetro import Perimetro
from adi_platform.ricerca.testo import pulisci_testo
from adi_platform.workflow.motivi import motivo_scritto
from cases.models import Persona, Recapito, RecapitoProtetto, RecapitoRicevuto
from cases.permissions_anagrafe import puo_aprire_protetto
from cases.services.custodia import ContenutoProtetto, VoceRecapito, apri, deposita
from cases.services.importazione.riservatezza import copri_elenchi_di, togli_valori
from cases.services.recapiti import aggiungi_recapito, controlla_recapito

NON_AUTORIZZATO = (
    "Il domicilio protetto lo apre solo l'assistente sociale del caso o il coordinamento: rivolgiti a loro."
)


@transaction.atomic
def proteggi_persona(*, persona: Persona, operatore: Utente | None) -> Persona:
    """Raise the flag and move address and contacts where only few may open them."""
    riga = _bloccata(persona)
    if riga.protetta:
        return riga
    recapiti = list(riga.recapiti.all())
    contenuto = ContenutoProtetto(
        indirizzo=riga.indirizzo,
        residenza_altrove=riga.residenza_altrove,
        recapiti=tuple(VoceRecapito(tipo=r.tipo, valore=r.valore, nota=r.nota) for r in recapiti),
    )
    deposita(riga, contenuto)
    Recapito.objects.filter(persona=riga).delete()
    riga.protetta, riga.indirizzo, riga.residenza_altrove = True, "", ""
    riga.versione += 1
    riga.aggiornato_da = operatore
    riga.save()
    ripulisci_storia(riga, indirizzo="", residenza_altrove="")
    copri_elenchi_di(riga)
    togli_valori(
        riga, [contenuto.indirizzo, contenuto.residenza_altrove, *(r.valore for r in contenuto.recapiti)]
    )
    return riga


@transaction.atomic
def togli_protezione(*, persona: Persona, operatore: Utente, perimetro: Perimetro, motivo: str) -> Persona:
    """Put address and contacts back in the sheet, with a reason, by whoever may open them."""
    riga = _bloccata(persona)
    if not riga.protetta:
        return riga
    contenuto = leggi_recapito_protetto(persona=riga, perimetro=perimetro, motivo=motivo)
    RecapitoProtetto.objects.filter(persona=riga).delete()
    RecapitoRicevuto.objects.filter(persona=riga).delete()
    riga.protetta = False
    riga.indirizzo, riga.residenza_altrove = contenuto.indirizzo, contenuto.residenza_altrove
    riga.versione += 1
    riga.aggiornato_da = operatore
    riga.save()
    for voce in contenuto.recapiti:
        aggiungi_recapito(
            persona=riga, operatore=operatore, tipo=voce.tipo, valore=voce.valore, nota=voce.nota
        )
    return riga


@transaction.atomic
def scrivi_recapito_protetto(
    *, persona: Persona, perimetro: Perimetro, contenuto: ContenutoProtetto
) -> RecapitoProtetto:
    """Replace the protected address and contacts."""
    riga = _bloccata(persona)
    if not riga.protetta:
        raise DominioError("La persona non ha il domicilio protetto: scrivi l'indirizzo nella sua scheda.")
    if not puo_aprire_protetto(perimetro, riga):
        raise DominioError(NON_AUTORIZZATO)
    puliti = ContenutoProtetto(
        indirizzo=pulisci_testo(contenuto.indirizzo),
        residenza_altrove=pulisci_testo(contenuto.residenza_altrove),
        recapiti=tuple(
            VoceRecapito(
                tipo=r.tipo,
                valore=controlla_recapito(tipo=r.tipo, valore=r.valore),
                nota=pulisci_testo(r.nota),
            )
            for r in contenuto.recapiti
        ),
    )
    return deposita(riga, puliti)


def leggi_recapito_protetto(*, persona: Persona, perimetro: Perimetro, motivo: str) -> ContenutoProtetto:
    """Open the protected address. The view that calls this declares a read event and notes the reason."""
    if not puo_aprire_protetto(perimetro, persona):
        raise DominioError(NON_AUTORIZZATO)
    controlla_motivo(motivo)
    riga = RecapitoProtetto.objects.filter(persona=persona).first()
    return apri(riga) if riga else ContenutoProtetto()


def controlla_motivo(motivo: str) -> None:
    """A reason that says something, for whatever shows a protected address."""
    if not motivo_scritto(motivo):
        raise DominioError("Scrivi perché ti serve l'indirizzo: bastano poche parole.", campo="motivo")


def ricevuti_dagli_elenchi(
    *, persona: Persona, perimetro: Perimetro
) -> list[tuple[RecapitoRicevuto, ContenutoProtetto]]:
    """What the lists wrote of a protected person, for whoever may open the protected address."""
    if not puo_aprire_protetto(perimetro, persona):
        raise DominioError(NON_AUTORIZZATO)
    righe = RecapitoRicevuto.objects.filter(persona=persona).select_related("importazione")
    return [(riga, apri(riga)) for riga in righe]


def _bloccata(persona: Persona) -> Persona:
    return Persona.objects.select_for_update(of=("self",)).get(pk=persona.pk)
