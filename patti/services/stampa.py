"""Ask for the prints of a Patto: the copy for the household and, with it, the personal annexes given apart."""

import base64
from collections.abc import Iterable, Mapping, Sequence

from django.db import transaction
from django.db.models import QuerySet

from adi_platform.documenti.archivio import leggi
from adi_platform.documenti.codici import nuovo_codice
from adi_platform.documenti.models import Documento
from adi_platform.documenti.services.genera import richiedi_documento
from adi_platform.organizzazione.models import Utente
from cases.models import ComponenteCaso
from patti.documents.contesti import contesto_allegato, contesto_patto, impronta_testo, titolo_di
from patti.documents.firme import firmatari_di, nome_di
from patti.documents.lettura import obiettivi_di
from patti.enums import ModoFirma, StatoPatto
from patti.models import FirmaPatto, Patto
from patti.services.cataloghi import catalogo_di

TIPO_PATTO = "patti.patto"
TIPO_PAI = "patti.pai"
TIPO_ALLEGATO = "patti.allegato"
FIRMATO = "firmato"


def stampa_da_firmare(*, patto: Patto, operatore: Utente) -> Documento:
    """The copies to read and sign on paper, annexes included; the same text gives the same documents.

    Once signed, the final Patto; its annexes are asked for if it was signed before they were frozen with it.
    """
    if patto.documento is not None:
        _allegati(
            patto, fase=FIRMATO, codice=patto.documento.codice, firme=_firme(patto), operatore=operatore
        )
        return patto.documento
    fase = f"da-firmare:{patto.stato}:{impronta_testo(patto)[:24]}"
    return _stampa(patto, fase=fase, firme=[], operatore=operatore)


def stampa_patto_firmato(*, patto: Patto, operatore: Utente) -> Documento:
    """The final copies with the signatures: asked once, when the register has its number."""
    return _stampa(patto, fase=FIRMATO, firme=_firme(patto), operatore=operatore)


@transaction.atomic
def _stampa(patto: Patto, *, fase: str, firme: list[FirmaPatto], operatore: Utente) -> Documento:
    """The annexes first: the Patto cites their codes and imprints, they cite the code chosen for the Patto."""
    chiave = f"patto:{patto.pk}:{fase}"
    if gia := Documento.objects.filter(chiave=chiave).first():
        return gia
    codice = nuovo_codice()
    allegati = _allegati(patto, fase=fase, codice=codice, firme=firme, operatore=operatore)
    contesto = contesto_di(patto, firme=firme, allegati=allegati)
    return richiedi_documento(
        tipo=tipo_stampa(patto),
        titolo=f"{titolo_di(patto)}, {'sottoscritto' if firme else _a_che_punto(patto)}",
        contesto={**contesto, "immagini": _immagini(firme)},
        ambito=patto.caso.ambito,
        operatore=operatore,
        chiave=chiave,
        caso_id=patto.caso_id,
        oggetto_tipo=tipo_stampa(patto),
        oggetto_id=patto.pk,
        codice=codice,
    )


def _allegati(
    patto: Patto, *, fase: str, codice: str, firme: list[FirmaPatto], operatore: Utente
) -> dict[int, Documento]:
    """The annex of each person, as a document of its own."""
    aree = aree_di(patto)
    return {
        c.pk: richiedi_documento(
            tipo=TIPO_ALLEGATO,
            titolo=f"Allegato personale di {nome_di(c)}, {'definitivo' if firme else _a_che_punto(patto)}",
            contesto={
                **contesto_allegato(patto, componente=c, aree=aree, firme=firme, codice_patto=codice),
                "immagini": _immagini(f for f in firme if f.componente_id in (c.pk, None)),
            },
            ambito=patto.caso.ambito,
            operatore=operatore,
            chiave=f"patto:{patto.pk}:allegato:{c.pk}:{fase}",
            caso_id=patto.caso_id,
            oggetto_tipo=TIPO_ALLEGATO,
            oggetto_id=patto.pk,
        )
        for c in chi_ha_un_allegato(patto)
    }


def contesto_di(
    patto: Patto, *, firme: Sequence[FirmaPatto] = (), allegati: Mapping[int, Documento] | None = None
) -> dict[str, object]:
    return contesto_patto(patto, aree=aree_di(patto), firme=firme, allegati=allegati)


def aree_di(patto: Patto) -> dict[str, str]:
    return dict(catalogo_di(patto.caso.ambito_id).aree)


def chi_ha_un_allegato(patto: Patto) -> list[ComponenteCaso]:
    """Whoever signs, and members with commitments of their own or with an objective that only they see.

    Whoever signs has one also without commitments: that an annex exists must not tell what is in it.
    """
    persone = {c.pk: c for c in firmatari_di(patto)}
    for obiettivo in obiettivi_di(patto):
        if obiettivo.riservato and obiettivo.persona is not None:
            persone.setdefault(obiettivo.persona.pk, obiettivo.persona)
        for risultato in obiettivo.risultati.all():
            for impegno in risultato.impegni.all():
                persone.setdefault(impegno.componente_id, impegno.componente)
    return sorted(persone.values(), key=lambda c: (not c.richiedente, c.pk))


def allegati_definitivi(patto: Patto) -> QuerySet[Documento]:
    """The annexes frozen with the signed version."""
    return Documento.objects.filter(
        oggetto_tipo=TIPO_ALLEGATO, oggetto_id=patto.pk, chiave__endswith=f":{FIRMATO}"
    )


def tipo_stampa(patto: Patto) -> str:
    return TIPO_PAI if patto.del_pai else TIPO_PATTO


def _a_che_punto(patto: Patto) -> str:
    """Which print of a version without signatures this is: the last words of its title."""
    punti = {StatoPatto.BOZZA: "bozza", StatoPatto.CONDIVISO: "da firmare"}
    return punti.get(StatoPatto(patto.stato), "non firmato")


def _firme(patto: Patto) -> list[FirmaPatto]:
    return list(patto.firme.filter(annullata_il__isnull=True).select_related("documento"))


def _immagini(firme: Iterable[FirmaPatto]) -> dict[str, str]:
    """The drawings by name, in base64."""
    return {
        f"firma-{f.pk}.png": base64.b64encode(leggi(f.documento.percorso)).decode()
        for f in firme
        if f.modo == ModoFirma.SCHERMO and f.documento
    }
