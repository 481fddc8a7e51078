"""Publication with omissis: opened at the adoption, written, published once; from which day an act is paid."""

import datetime

from django.db import transaction

from adi_platform.base_models.transizione import blocca
from adi_platform.documenti.codici import nuovo_codice
from adi_platform.documenti.models import Documento
from adi_platform.documenti.services.genera import richiedi_documento
from adi_platform.errori import DominioError
from adi_platform.organizzazione.models import Utente
from adi_platform.organizzazione.services.parametri import norme_dell_ambito
from adi_platform.repertorio.catena import canonico, sha256
from adi_platform.repertorio.services.registra import registra
from contributi.enums import StatoProvvedimento
from contributi.models import Provvedimento, Pubblicazione
from contributi.services.atto_firmato import attende_la_firma
from contributi.services.contesto_norme import come_dati
from contributi.services.testo_pubblico import Bozza, bozza_di
from contributi.services.totale_anno import esame_di

TIPO_OMISSIS = "contributi.omissis"
REGISTRO = "pubblicazioni"
OGGETTO = "Sostegno economico"


def apri_pubblicazione(*, provvedimento: Provvedimento) -> Pubblicazione:
    """At the adoption: the yearly total and the household are written once, as they are in the act."""
    richiesta = provvedimento.richiesta
    esito = esame_di(provvedimento)
    return Pubblicazione.objects.create(
        provvedimento=provvedimento,
        codice=nuovo_codice(),
        dovuta=esito.pubblicare,
        identita_omessa=esito.identita_omessa is not False,
        beneficiario=richiesta.richiedente_id,
        nucleo=richiesta.caso.nucleo_id,
        totale_anno=esito.totale_anno,
        spiegazione=esito.spiegazione,
        parametri=come_dati(esito.parametri),
        oggetto=OGGETTO,
        aggiornato_da=provvedimento.adottato_da,
    )


@transaction.atomic
def scrivi_pubblicazione(
    *, pubblicazione: Pubblicazione, oggetto: str, con_comune: bool, operatore: Utente
) -> Pubblicazione:
    """The only words that a person chooses: what the act is about, and whether to name the Comune."""
    riga = _da_pubblicare(pubblicazione)
    if not oggetto.strip():
        raise DominioError("Scrivi l'oggetto con parole che valgono per tutti.", campo="oggetto")
    riga.oggetto, riga.con_comune, riga.aggiornato_da = oggetto.strip(), con_comune, operatore
    riga.save()
    return riga


@transaction.atomic
def pubblica(
    *,
    pubblicazione: Pubblicazione,
    operatore: Utente,
    al: datetime.date,
    letto: bool,
    perche_nonostante: str = "",
) -> Pubblicazione:
    """Publish. Refused when anything of the household is in the text; hints need a written reason.

    `letto`: who publishes declares to have read the text, because no list of words understands its meaning.
    The declaration is in the register, with who and when.
    """
    riga = _da_pubblicare(pubblicazione)
    if motivo := attende_la_firma(riga.provvedimento):
        raise DominioError(f"Si pubblica l'atto firmato: {motivo}.")
    bozza = bozza_di(riga)
    if bozza.trovati:
        generi = ", ".join(dict.fromkeys(str(t.genere) for t in bozza.trovati))
        raise DominioError(f"Il testo pubblico contiene ancora: {generi}. Toglilo e riprova.")
    if not letto:
        raise DominioError("Leggi il testo pubblico e conferma di averlo letto.", campo="letto")
    if bozza.avvisi and not perche_nonostante.strip():
        raise DominioError(
            "Pochi casi uguali possono far riconoscere la persona: cambia l'oggetto o scrivi perché si può.",
            campo="perche_nonostante",
        )
    provvedimento = blocca(riga.provvedimento)
    anni = (
        norme_dell_ambito(provvedimento.richiesta.ambito_id)
        .valore("trasparenza.pubblicazione_anni", al=al)
        .intero
    )
    riga.dati, riga.perche_nonostante = bozza.dati, perche_nonostante
    riga.avvisi = [{"codice": a.codice, "testo": a.testo} for a in bozza.avvisi]
    riga.pubblicata_il, riga.fino_al = (
        al,
        datetime.date(al.year + 1 + anni, 1, 1) - datetime.timedelta(days=1),
    )
    riga.pubblicata_da = riga.aggiornato_da = operatore
    riga.registrazione = registra(
        ambito=provvedimento.richiesta.ambito,
        registro=REGISTRO,
        oggetto=(
            f"Pubblicazione dell'atto n. {provvedimento.testo['numero']}, codice {riga.codice}, "
            "testo letto da chi pubblica"
        ),
        documento_sha256=sha256(canonico(bozza.dati)),
        operatore=operatore,
    )
    riga.save()
    provvedimento.documento_pubblico = _stampa(riga, bozza, operatore)
    provvedimento.aggiornato_da = operatore
    provvedimento.save()
    return riga


def pagabile_dal(provvedimento: Provvedimento) -> datetime.date | None:
    """First day on which the act may be paid; None while it waits for signature or publication.

    None also for an act that gives no money.
    """
    if provvedimento.stato != StatoProvvedimento.ADOTTATO or attende_la_firma(provvedimento):
        return None
    riga = Pubblicazione.objects.filter(provvedimento=provvedimento).first()
    if riga is None:
        return None
    return riga.pubblicata_il if riga.dovuta else provvedimento.adottato_il


def _da_pubblicare(pubblicazione: Pubblicazione) -> Pubblicazione:
    riga = blocca(pubblicazione)
    if riga.pubblicata_il is not None:
        raise DominioError("Questo atto è già pubblicato.")
    if not riga.dovuta:
        raise DominioError("Questo atto non si pubblica: il totale dell'anno non supera la soglia.")
    return riga


def _stampa(riga: Pubblicazione, bozza: Bozza, operatore: Utente) -> Documento:
    return richiedi_documento(
        tipo=TIPO_OMISSIS,
        titolo=f"Atto n. {bozza.dati['numero']}, versione con omissis",
        contesto={"atto": bozza.testo, "omissis": True, "richiamati": list(bozza.richiamati)},
        ambito=riga.provvedimento.richiesta.ambito,
        operatore=operatore,
        chiave=f"omissis:{riga.pk}",
        oggetto_tipo=TIPO_OMISSIS,
        oggetto_id=riga.provvedimento_id,
    )
