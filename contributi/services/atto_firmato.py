"""Whether an act is still to be signed: letter, publication and payment wait for it, where the Ambito asks so."""

from django.conf import settings

from contributi.models import Provvedimento


def attende_la_firma(provvedimento: Provvedimento) -> str:
    """Empty when the signature is not asked here, or it was verified. Otherwise what is missing."""
    if not settings.FIRMA_RICHIESTA:
        return ""
    if provvedimento.documento_firmato_id is None:
        return "manca la firma digitale del Dirigente"
    firme = provvedimento.verifica_firma.get("firme", [])
    valida = any(firma.get("fidata") and firma.get("del_dirigente") for firma in firme)
    return "" if valida else "la firma digitale non è verificata"
