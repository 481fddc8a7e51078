"""What the desk of the accountant says: instalments to pay, lists waiting, funds near their end."""

from django.db.models import F
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone

from adi_platform.http.accesso import perimetro_di
from adi_platform.organizzazione.enums import Ruolo
from cases.scrivania import Voce
from contributi.enums import StatoLiquidazione
from contributi.models import Fondo, Liquidazione, Rata
from contributi.services.riepilogo_denaro import soglia_avviso


def voci_del_denaro(request: HttpRequest) -> list[Voce]:
    """Three counts at most; nothing for who does not pay."""
    perimetro, oggi = perimetro_di(request), timezone.localdate()
    if not perimetro.ha(Ruolo.AMMINISTRATIVO_CONTABILE):
        return []
    ambiti = perimetro.ambiti_come(Ruolo.AMMINISTRATIVO_CONTABILE)
    rate = Rata.objects.scadute_entro(oggi).filter(piano__richiesta__ambito__in=ambiti).count()
    attese = Liquidazione.objects.filter(ambito__in=ambiti, stato=StatoLiquidazione.REGISTRATA).count()
    limite = F("stanziato") * soglia_avviso(min(ambiti), al=oggi)
    fondi = Fondo.objects.filter(ambito__in=ambiti, anno=oggi.year).filter(
        impegnato__gt=F("stanziato") - limite
    )
    esauriti = fondi.count()
    voci = [
        _voce(rate, "rata da pagare", "rate da pagare", "contributi:erogazioni"),
        _voce(attese, "liquidazione senza mandato", "liquidazioni senza mandato", "contributi:liquidazioni"),
        _voce(esauriti, "fondo quasi esaurito", "fondi quasi esauriti", "contributi:fondi"),
    ]
    return [voce for voce in voci if voce.numero]


def _voce(numero: int, una: str, tante: str, dove: str) -> Voce:
    return Voce(numero=numero, etichetta=una if numero == 1 else tante, url=reverse(dove))
