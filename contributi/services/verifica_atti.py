"""Read again the adopted acts and the letters against their imprint, their register and their print."""

from collections.abc import Iterator

from adi_platform.organizzazione.models import Ambito
from adi_platform.repertorio.catena import canonico, sha256
from adi_platform.ui.formati import euro
from contributi.enums import StatoProvvedimento
from contributi.models import Comunicazione, Provvedimento


def verifica_atti(ambito: Ambito) -> Iterator[str]:
    """One sentence for each act or letter that is no longer what was numbered. Reports, never repairs."""
    atti = Provvedimento.objects.filter(richiesta__ambito=ambito).exclude(stato=StatoProvvedimento.BOZZA)
    for atto in atti.select_related("registrazione", "documento").order_by("pk").iterator():
        if atto.testo:
            yield from (f"provvedimento n. {atto.testo['numero']}: {cosa}" for cosa in _differenze(atto))
    lettere = Comunicazione.objects.filter(richiesta__ambito=ambito, registrazione__isnull=False)
    for lettera in lettere.select_related("registrazione").order_by("pk").iterator():
        scritta = sha256(canonico({"oggetto": lettera.oggetto, "testo": lettera.testo}))
        if lettera.registrazione and lettera.registrazione.documento_sha256 != scritta:
            yield f"lettera n. {lettera.registrazione.segnatura}: il testo non è quello registrato"


def _differenze(atto: Provvedimento) -> Iterator[str]:
    testo = atto.testo
    if sha256(canonico({**testo, "numero": ""})) != atto.impronta:
        yield "il testo è stato alterato"
    if atto.registrazione and atto.registrazione.documento_sha256 != atto.impronta:
        yield "l'impronta non è quella registrata"
    if atto.documento and atto.documento.contenuto.get("dati", {}).get("atto") != testo:
        yield "il testo non è quello stampato"
    righe = {
        "totale": euro(atto.totale),
        "motivazione": atto.motivazione,
        "articoli": atto.articoli,
        "condizioni": atto.condizioni,
        "recupero": euro(atto.importo_recupero),
    }
    diverse = [nome for nome, valore in righe.items() if testo.get(nome) != valore]
    if diverse:
        yield f"non corrispondono al testo adottato: {', '.join(diverse)}"
