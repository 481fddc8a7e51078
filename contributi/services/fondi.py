"""Budget lines: opened, changed, reserved, released. The row of the fund is always locked first."""

from decimal import Decimal

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from adi_platform.errori import DominioError
from adi_platform.organizzazione.models import Ambito, Comune, Utente
from adi_platform.ui.formati import euro
from contributi.enums import TipoProvvedimento
from contributi.models import Fondo, Prenotazione, Provvedimento, VariazioneFondo
from contributi.rules.piano_rate import ZERO, centesimi
from contributi.services.rinnovi import controlla_rinnovo

CONCESSIONI = (TipoProvvedimento.CONCESSIONE, TipoProvvedimento.DEROGA)


class FondoEsaurito(DominioError):
    """Nothing was reserved: the fund has less than what is needed."""


@transaction.atomic
def apri_fondo(
    *,
    ambito: Ambito,
    anno: int,
    capitolo: str,
    nome: str,
    stanziato: Decimal,
    atto: str,
    operatore: Utente,
    misura_codice: str = "",
    comune: Comune | None = None,
) -> Fondo:
    if stanziato <= ZERO:
        raise DominioError("Scrivi un importo maggiore di zero.", campo="stanziato")
    if comune is not None and comune.ambito_id != ambito.pk:
        raise DominioError("Il Comune non è di questo Ambito.", campo="comune")
    uguali = Fondo.objects.filter(ambito=ambito, anno=anno, capitolo=capitolo, misura_codice=misura_codice)
    if uguali.filter(comune=comune).exists():
        raise DominioError(
            "C'è già un fondo con questo capitolo per la stessa misura e Comune.", campo="capitolo"
        )
    return Fondo.objects.create(
        ambito=ambito,
        anno=anno,
        capitolo=capitolo,
        nome=nome,
        misura_codice=misura_codice,
        comune=comune,
        stanziato=centesimi(stanziato),
        atto=atto,
        aggiornato_da=operatore,
    )


@transaction.atomic
def varia_fondo(*, fondo: Fondo, importo: Decimal, atto: str, operatore: Utente, attesa: int) -> Fondo:
    """Add (or take away, when negative) money. Raises when it would go below what is reserved."""
    riga = Fondo.blocca_versione(pk=fondo.pk, attesa=attesa)
    importo = centesimi(importo)
    if importo == ZERO:
        raise DominioError("Scrivi quanto aggiungere, o quanto togliere con il segno meno.", campo="importo")
    if riga.stanziato + importo < riga.impegnato:
        raise DominioError(
            f"Sono già impegnati {euro(riga.impegnato)}: puoi togliere al massimo {euro(riga.disponibile)}.",
            campo="importo",
        )
    riga.stanziato += importo
    riga.aggiornato_da = operatore
    riga.save()
    VariazioneFondo.objects.create(fondo=riga, importo=importo, atto=atto, operatore=operatore)
    return riga


@transaction.atomic
def prenota(*, provvedimento: Provvedimento, operatore: Utente) -> Prenotazione:
    """Reserve the whole of a concession on the fund of the year of the act; asked twice, reserves once.

    Among the funds that may serve it the most specific one with enough money is taken. Raises FondoEsaurito,
    or DominioError when no fund serves the measure or the renewal is not allowed.
    """
    if provvedimento.tipo not in CONCESSIONI or not provvedimento.totale:
        raise DominioError("Solo una concessione con il suo importo impegna un fondo.")
    fondi = _fondi_bloccati(provvedimento)
    fatta = Prenotazione.objects.filter(provvedimento=provvedimento).first()
    if fatta is not None:
        return fatta
    controlla_rinnovo(provvedimento)
    importo = centesimi(provvedimento.totale)
    fondo = _capiente(fondi, importo)
    _impegna(fondo, importo, operatore)
    return Prenotazione.objects.create(
        fondo=fondo, provvedimento=provvedimento, importo=importo, aggiornato_da=operatore
    )


@transaction.atomic
def porta_a(*, prenotazione: Prenotazione, importo: Decimal, operatore: Utente | None) -> Prenotazione:
    """Make the reservation weigh exactly `importo`: what is not used goes back, what is missing is reserved."""
    fondo = Fondo.objects.select_for_update().get(pk=prenotazione.fondo_id)
    riga = Prenotazione.objects.select_for_update().get(pk=prenotazione.pk)
    differenza = centesimi(importo) - riga.residuo
    if differenza == ZERO:
        return riga
    if differenza > ZERO:
        _capiente([fondo], differenza)
        riga.importo += differenza
    else:
        riga.rilasciato -= differenza
    _impegna(fondo, differenza, operatore)
    riga.aggiornato_da = operatore
    riga.save()
    return riga


def _fondi_bloccati(provvedimento: Provvedimento) -> list[Fondo]:
    """The funds that may serve, locked in order of key, most specific first."""
    richiesta = provvedimento.richiesta
    anno = (provvedimento.adottato_il or timezone.localdate()).year
    righe = Fondo.objects.filter(
        Q(comune__isnull=True) | Q(comune=richiesta.comune_id),
        ambito=richiesta.ambito_id,
        anno=anno,
        misura_codice__in=["", richiesta.misura.codice],
    )
    fondi = list(righe.order_by("pk").select_for_update(of=("self",)))
    if not fondi:
        raise DominioError(
            f"Non c'è un fondo del {anno} per «{richiesta.misura.nome}»: chiedi all'ufficio amministrativo di aprirlo."
        )
    return sorted(fondi, key=lambda f: (not f.misura_codice, f.comune_id is None, f.pk))


def _capiente(fondi: list[Fondo], importo: Decimal) -> Fondo:
    for fondo in fondi:
        if fondo.disponibile >= importo:
            return fondo
    primo = max(fondi, key=lambda f: f.disponibile)
    raise FondoEsaurito(
        f"Il fondo «{primo.nome}» ha ancora {euro(primo.disponibile)} e ne servono {euro(importo)}: "
        "riduci l'importo o chiedi all'ufficio amministrativo di aumentare il fondo."
    )


def _impegna(fondo: Fondo, importo: Decimal, operatore: Utente | None) -> None:
    fondo.impegnato += importo
    fondo.aggiornato_da = operatore
    fondo.save()
