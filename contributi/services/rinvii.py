"""What makes the term wait for papers: the send-backs of the commission and the letter of the office."""

from collections.abc import Collection, Mapping, Sequence

from contributi.models import DocumentiChiesti, RinvioCommissione
from contributi.rules.termine_procedimento import Rinvio


def rinvii_delle_richieste(chiavi: Collection[int]) -> Mapping[int, Sequence[Rinvio]]:
    trovati: dict[int, list[Rinvio]] = {}
    for riga in RinvioCommissione.objects.filter(richiesta__in=chiavi).order_by("il", "pk"):
        trovati.setdefault(riga.richiesta_id, []).append(
            Rinvio(
                il=riga.il, documenti=riga.documenti_il, ripresa=riga.ripreso_il, annullato=riga.annullato_il
            )
        )
    lettere = DocumentiChiesti.objects.filter(richiesta__in=chiavi).select_related("comunicazione")
    for lettera in lettere.order_by("pk"):
        trovati.setdefault(lettera.richiesta_id, []).append(
            Rinvio(
                il=lettera.comunicazione.inviata_il,
                lettera=True,
                documenti=lettera.arrivati_il,
                ripresa=lettera.ripresa_il,
            )
        )
    return trovati
