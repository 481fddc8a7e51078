"""Ask for the prints of a Patto: the copy for the household and the personal annexes, given apart."""

import base64

from adi_platform.documenti.archivio import leggi
from adi_platform.documenti.models import Documento
from adi_platform.documenti.services.genera import richiedi_documento
from adi_platform.organizzazione.models import Utente
from cases.models import ComponenteCaso
from patti.documents.contesti import contesto_allegato, contesto_patto, impronta_testo, nome_di
from patti.documents.lettura import obiettivi_di
from patti.enums import STATI_FIRMATI, ModoFirma
from patti.models import FirmaPatto, Patto
from patti.services.cataloghi import catalogo_di

TIPO_PATTO = "patti.patto"
TIPO_PAI = "patti.pai"
TIPO_ALLEGATO = "patti.allegato"


def stampa_da_firmare(*, patto: Patto, operatore: Utente) -> Documento:
    """The copy to read and sign on paper; the same text gives the same document. Once signed, the signed one."""
    if patto.documento is not None:
        return patto.documento
    impronta = impronta_testo(patto)
    return richiedi_documento(
        tipo=tipo_stampa(patto),
        titolo=titolo_di(patto),
        contesto=contesto_di(patto, firme=[]),
        ambito=patto.caso.ambito,
        operatore=operatore,
        chiave=f"patto:{patto.pk}:{patto.stato}:{impronta[:24]}",
        caso_id=patto.caso_id,
        oggetto_tipo=tipo_stampa(patto),
        oggetto_id=patto.pk,
    )


def stampa_patto_firmato(*, patto: Patto, operatore: Utente) -> Documento:
    """The final copy with the signatures: asked once, when the register has its number."""
    firme = list(patto.firme.filter(annullata_il__isnull=True).select_related("documento"))
    contesto = contesto_di(patto, firme=firme)
    contesto["immagini"] = {f"firma-{f.pk}.png": _in_base64(f) for f in firme if f.modo == ModoFirma.SCHERMO}
    return richiedi_documento(
        tipo=tipo_stampa(patto),
        titolo=f"{titolo_di(patto)}, sottoscritto",
        contesto=contesto,
        ambito=patto.caso.ambito,
        operatore=operatore,
        chiave=f"patto:{patto.pk}:firmato",
        caso_id=patto.caso_id,
        oggetto_tipo=tipo_stampa(patto),
        oggetto_id=patto.pk,
    )


def stampa_allegato(*, patto: Patto, componente: ComponenteCaso, operatore: Utente) -> Documento:
    """The annex of one person, as a document of its own."""
    fase = "firmato" if patto.stato in STATI_FIRMATI else f"{patto.stato}:{impronta_testo(patto)[:24]}"
    aree = aree_di(patto)
    return richiedi_documento(
        tipo=TIPO_ALLEGATO,
        titolo=f"Allegato personale di {nome_di(componente)}",
        contesto=contesto_allegato(patto, componente=componente, aree=aree),
        ambito=patto.caso.ambito,
        operatore=operatore,
        chiave=f"patto:{patto.pk}:allegato:{componente.pk}:{fase}",
        caso_id=patto.caso_id,
        oggetto_tipo=TIPO_ALLEGATO,
        oggetto_id=patto.pk,
    )


def contesto_di(patto: Patto, *, firme: list[FirmaPatto]) -> dict[str, object]:
    return contesto_patto(patto, aree=aree_di(patto), firme=firme)


def aree_di(patto: Patto) -> dict[str, str]:
    return dict(catalogo_di(patto.caso.ambito_id).aree)


def chi_ha_un_allegato(patto: Patto) -> list[ComponenteCaso]:
    """Members with commitments of their own, or with an objective that only they see."""
    persone: dict[int, ComponenteCaso] = {}
    for obiettivo in obiettivi_di(patto):
        if obiettivo.riservato and obiettivo.persona is not None:
            persone.setdefault(obiettivo.persona.pk, obiettivo.persona)
        for risultato in obiettivo.risultati.all():
            for impegno in risultato.impegni.all():
                persone.setdefault(impegno.componente_id, impegno.componente)
    return sorted(persone.values(), key=lambda c: (not c.richiedente, c.pk))


def tipo_stampa(patto: Patto) -> str:
    return TIPO_PAI if patto.del_pai else TIPO_PATTO


def titolo_di(patto: Patto) -> str:
    return f"{patto.get_tipo_display()}, versione {patto.numero}"


def _in_base64(firma: FirmaPatto) -> str:
    return base64.b64encode(leggi(firma.documento.percorso)).decode() if firma.documento else ""
