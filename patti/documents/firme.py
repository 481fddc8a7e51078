"""Who signs a Patto and its annexes, and what the prints say of each signature."""

import datetime
from collections.abc import Iterable, Sequence
from typing import Any

from django.utils import timezone

from adi_platform.ui.formati import con_articolo
from adi_platform.ui.formati import giorno as in_parole
from cases.models import ComponenteCaso
from patti.enums import ModoFirma
from patti.models import FirmaPatto, Patto
from patti.rules.foto import eta_al


def nome_di(componente: ComponenteCaso) -> str:
    return f"{componente.persona.nome} {componente.persona.cognome}"


def adulto(componente: ComponenteCaso, *, al: datetime.date) -> bool:
    """Of age on that day; whoever has no birth date counts as an adult and the worker decides."""
    eta = eta_al(componente.persona.data_nascita, al=al)
    return eta is None or eta >= 18


def chi_firma(
    patto: Patto, componenti: Iterable[ComponenteCaso], *, al: datetime.date
) -> list[ComponenteCaso]:
    """Adults called to sign: all of them a Patto, only who asks a PAI."""
    adulti = [c for c in componenti if c.uscito_il is None and adulto(c, al=al)]
    if not patto.del_pai:
        return adulti
    return [c for c in adulti if c.pk == patto.referente_familiare_id] or adulti


def firmatari_di(patto: Patto) -> list[ComponenteCaso]:
    """The same, on the day of the signatures: today while they are being collected."""
    return chi_firma(patto, patto.caso.componenti.all(), al=patto.sottoscritto_il or timezone.localdate())


def posti_di_firma(
    patto: Patto, chi: Iterable[ComponenteCaso], firme: Sequence[FirmaPatto]
) -> list[dict[str, Any]]:
    """One place for each of `chi` and one for the service; empty lines on the copy to be signed on paper.

    Of a refusal the day and where the reason is: the reason may be about another member, and stays out.
    """
    date = {f.componente_id: f for f in firme}
    ruolo = "chi chiede" if patto.del_pai else "componente della famiglia"
    posti = [_posto(nome_di(c), ruolo, date.get(c.pk)) for c in chi]
    return [*posti, _posto(str(patto.case_manager), "per il servizio sociale", date.get(None))]


def _posto(chi: str, ruolo: str, firma: FirmaPatto | None) -> dict[str, Any]:
    if firma is None:
        return {"chi": chi, "ruolo": ruolo, "quando": "", "immagine": ""}
    giorno = timezone.localtime(firma.firmata_il).date()
    parole = {
        ModoFirma.SCHERMO: f"{firma.luogo}, {in_parole(giorno)}",
        ModoFirma.CARTA: f"{firma.luogo}, {in_parole(giorno)} - firma sul foglio di carta, conservato dall'ufficio",
        ModoFirma.RIFIUTO: f"Ha rifiutato di firmare {con_articolo(giorno)}. Il motivo è registrato nel fascicolo.",
    }
    immagine = f"firma-{firma.pk}.png" if firma.modo == ModoFirma.SCHERMO else ""
    return {
        "chi": chi,
        "ruolo": ruolo,
        "quando": parole[ModoFirma(firma.modo)],
        "immagine": immagine,
        "rifiuto": firma.modo == ModoFirma.RIFIUTO,
    }
