"""A world with something to leak, and a sample value for every argument of every address.

The value is found by the name of the route and of the argument, or by the segment of the address that comes
before the argument (`casi/<int:pk>`: a case). A new kind of object without a sample raises CampioneAssente.
"""

import re
from dataclasses import dataclass, field
from typing import Any

from django.conf import settings
from django.core.mail import EmailMessage
from django.urls import reverse
from django.utils import timezone

from adi_platform.organizzazione.enums import Approvazione, Ruolo
from adi_platform.organizzazione.models import Incarico, ParametroAmbito
from adi_platform.organizzazione.services.incarichi import aggiungi_incarico
from adi_platform.organizzazione.services.parametri import stabilisci_parametro
from adi_platform.outbox.posta_su_file import PostaSuFile, elenco
from adi_platform.outbox.services.accoda import accoda_lavoro
from cases.enums import StatoCaso
from cases.models import CasoAdi
from patti.enums import TipoPatto
from patti.models import ImpegnoPatto, NotaEquipe, ObiettivoPatto, RisultatoAtteso, SostegnoPatto
from tests.accessi import famiglie
from tests.accessi.commissioni import campioni_della_commissione
from tests.accessi.consegne import campioni_delle_consegne
from tests.accessi.contributi import campioni_della_domanda, domanda_di_contributo, scena_del_pai
from tests.accessi.convocazioni import campioni_delle_convocazioni
from tests.accessi.decisioni import campioni_della_decisione
from tests.accessi.denaro import campioni_del_denaro
from tests.accessi.incontri import campioni_degli_incontri
from tests.accessi.misure import campioni_delle_misure
from tests.accessi.pianificazione import campioni_della_pianificazione
from tests.accessi.quadri import campioni_del_quadro, quadro_del_partner
from tests.accessi.rete import campioni_della_rete
from tests.accessi.rotte import Rotta
from tests.casi import crea_caso
from tests.people import Cast

PARTI: dict[str, Any] = {
    "obiettivo": ObiettivoPatto,
    "risultato": RisultatoAtteso,
    "sostegno": SostegnoPatto,
    "impegno": ImpegnoPatto,
}


class CampioneAssente(AssertionError):
    """An address needs a value that this world does not know how to give."""


@dataclass
class Mondo:
    """`caso` is Anna's, with everything; `caso_mare` Carla's, `caso_altrove` of another Ambito."""

    cast: Cast
    caso: CasoAdi
    caso_mare: CasoAdi
    caso_altrove: CasoAdi
    campioni: dict[str, object] = field(default_factory=dict)
    scene: list[dict[str, object]] = field(default_factory=list)

    def campione(self, rotta: Rotta, argomento: str, scena: dict[str, object] | None = None) -> object:
        """Raises CampioneAssente for an argument that nobody has thought of."""
        valori = {**self.campioni, **(scena or {})}
        chiavi = (f"{rotta.nome}:{argomento}", _segmento_prima(rotta.percorso, argomento), argomento)
        for chiave in chiavi:
            if chiave in valori:
                return valori[chiave]
        raise CampioneAssente(f"{rotta.nome} ({rotta.percorso}): manca un valore per «{argomento}» {chiavi}")

    def indirizzo(self, rotta: Rotta, scena: dict[str, object] | None = None) -> str:
        return reverse(rotta.nome, kwargs={a: self.campione(rotta, a, scena) for a in rotta.argomenti})

    def indirizzi(self, rotta: Rotta) -> list[str]:
        """The address on Anna's case, then on her other cases in other states."""
        return list(dict.fromkeys(self.indirizzo(rotta, scena) for scena in ({}, *self.scene)))


def crea_mondo(cast: Cast) -> Mondo:
    caso = famiglie.famiglia_protetta(cast)
    famiglie.costituisci(caso, cast)
    famiglie.prepara_patto(caso, cast)
    domanda = domanda_di_contributo(caso, cast)
    documento = famiglie.documento_del_caso(caso, cast)
    importazione = famiglie.elenco_importato(caso, cast)
    famiglie.messaggio_in_uscita(caso)
    mondo = Mondo(
        cast=cast,
        caso=caso,
        caso_mare=crea_caso(
            cast,
            comune="Montelario",
            case_manager="carla_mare",
            stato=StatoCaso.INCONTRATO,
            cognome="Marenostro",
        ),
        caso_altrove=crea_caso(cast, comune="Altrove", case_manager=None, cognome="Lontananza"),
    )
    _altra_gente(mondo.caso_mare, mondo.caso_altrove)
    della_commissione, sedute = campioni_della_commissione(cast)
    della_decisione, atti = campioni_della_decisione(cast)
    degli_incontri, incontri = campioni_degli_incontri(caso, cast)
    mondo.campioni = {
        **scena_di(caso),
        "versioni": 1,
        "analisi": "AP.PERS",
        "importazioni": importazione.pk,
        "righe": 3,
        "documento": documento.pk,
        "documenti": documento.pk,
        "verifica": documento.codice,
        "lavoro": _lavoro_di(caso),
        "posta-di-prova": _lettera(),
        **campioni_delle_misure(cast, caso),
        "allegati": 0,
        **campioni_della_pianificazione(caso, cast),
        **campioni_della_domanda(domanda),
        **campioni_del_denaro(caso, cast),
        **_campioni_di_accesso(),
        **campioni_delle_consegne(caso),
        **_campioni_dell_organizzazione(cast),
        **della_commissione,
        **della_decisione,
        **degli_incontri,
        **campioni_del_quadro(caso, cast),
        **campioni_della_rete(cast, caso, mondo.caso_mare),
        **campioni_delle_convocazioni(cast, caso, mondo.caso_mare),
        **quadro_del_partner(mondo.caso_mare, cast),
    }
    mondo.scene = [scena_di(altro) for altro in famiglie.altri_casi_di_anna(cast)]
    mondo.scene += [_parte(caso, nome) for nome in ("risultato", "sostegno", "impegno")]
    assert domanda.pai is not None
    mondo.scene += [scena_del_pai(domanda.pai)]
    mondo.scene += [{"persone": caso.componenti.filter(richiedente=False).order_by("pk")[0].persona_id}]
    mondo.scene += [{"patto-mossa:codice": codice} for codice in ("riapri", "avvia_revisione", "concludi")]
    mondo.scene += [*sedute, *atti, *incontri]
    return mondo


def _altra_gente(*casi: CasoAdi) -> None:
    """The households of others have no canaries: who follows them reads them by right."""
    for caso in casi:
        caso.note_elenco = ""
        caso.save()
        for componente in caso.componenti.select_related("persona"):
            componente.persona.indirizzo = "Via Senza Segreti 1"
            componente.persona.save()
            componente.persona.recapiti.all().delete()


def scena_di(caso: CasoAdi) -> dict[str, object]:
    """The values that are about one case, as far as it has got."""
    madre = caso.componenti.get(richiedente=True)
    adulto = caso.componenti.filter(richiedente=False).order_by("pk")[0]
    recapito = adulto.persona.recapiti.order_by("pk").first()
    appuntamento = caso.appuntamenti.order_by("-inizio").first()
    accesso = caso.accessi_concessi.first()
    isee = caso.nucleo.attestazioni_isee.first()
    equipe = caso.equipe.first()
    trovati = {
        "casi": caso.pk,
        "persone": madre.persona_id,
        "nuclei": caso.nucleo_id,
        "componenti": caso.nucleo.appartenenze.get(persona=adulto.persona_id).pk,
        "recapiti": recapito and recapito.pk,
        "persona-recapito-togli:pk": adulto.persona_id,
        "obblighi": madre.pk,
        "anteprima": madre.pk,
        "foglio": madre.pk,
        "firme": madre.pk,
        "analisi-sezione:soggetto": madre.persona_id,
        "quadro-sezione:soggetto": madre.persona_id,
        "scadenze": caso.scadenze.order_by("pk")[0].pk,
        "appuntamenti": appuntamento and appuntamento.pk,
        "accessi": accesso and accesso.pk,
        "isee": isee and isee.pk,
        "equipe": equipe and equipe.pk,
        "membri": equipe and equipe.membri.earliest("pk").pk,
    }
    presenti = {nome: valore for nome, valore in trovati.items() if valore is not None}
    return {**presenti, **(_parte(caso, "obiettivo") if caso.patti.exists() else {})}


def _parte(caso: CasoAdi, nome: str) -> dict[str, object]:
    """The values that are about the Patto of a case; `nome` is the kind of part that the pages edit."""
    patto = caso.patti.filter(tipo=TipoPatto.PAIS).latest("numero")
    prime = {
        chiave: modello.objects.filter(patto=patto).order_by("pk")[0].pk for chiave, modello in PARTI.items()
    }
    note = NotaEquipe.objects.filter(patto=patto).values_list("pk", flat=True)
    return {
        "patti": patto.pk,
        "risultati": prime["risultato"],
        "parti": nome,
        "riga": prime[nome],
        "patto-parte:riga": prime[nome],
        "patto-parte-togli:riga": prime[nome],
        "nuova": prime["obiettivo" if nome == "risultato" else "risultato"],
        "patto-mossa:codice": "condividi",
        **({"suggerimenti": note[0]} if note else {}),
    }


def _campioni_di_accesso() -> dict[str, object]:
    """Addresses of django-allauth: values that exist for nobody."""
    return {
        "account_reset_password_from_key:uidb36": "zz",
        "account_reset_password_from_key:key": "nessuna",
        "chiavi": 1,
        "esterno": "fornitore-di-prova",
    }


def _campioni_dell_organizzazione(cast: Cast) -> dict[str, object]:
    persona = ("organizzazione-persona", "organizzazione-accesso", "organizzazione-incarico-nuovo")
    return {
        **{f"{nome}:pk": cast.bruno_colle.pk for nome in persona},
        "incarichi": Incarico.objects.get(utente=cast.bruno_colle).pk,
        "voci": "sedi",
        "organizzazione-voce:pk": cast.territorio.sede.pk,
        "parametri": "adi.pais_firma_giorni",
        "organizzazione-approva-incarico:pk": _ruolo_proposto(cast).pk,
        "organizzazione-approva-parametro:pk": _valore_proposto(cast).pk,
    }


def _ruolo_proposto(cast: Cast) -> Incarico:
    return aggiungi_incarico(
        utente=cast.senza_incarico,
        ambito=cast.territorio.ambito,
        ruolo=Ruolo.DPO_AUDITOR,
        dal=timezone.localdate(),
        al=None,
        unita=None,
        comune=None,
        operatore=cast.tito_tecnico,
    )


def _valore_proposto(cast: Cast) -> ParametroAmbito:
    return stabilisci_parametro(
        ambito=cast.territorio.ambito,
        chiave="adi.affitto_massimo",
        valore="4000",
        dal=timezone.localdate(),
        riferimento="Deliberazione inventata n. 4",
        operatore=cast.cora_coordina,
        approvazione=Approvazione.PROPOSTO,
    )


def _lavoro_di(caso: CasoAdi) -> int:
    lavoro = accoda_lavoro(
        tipo="documenti.stampa", chiave=f"prova:{caso.pk}", dati={}, ambito_id=caso.ambito_id
    )
    return lavoro.pk


def _lettera() -> str:
    """A neutral letter in the demo post box, with an attachment."""
    lettera = EmailMessage(
        "Appuntamento con i servizi del Comune", "Ti aspettiamo.", to=["a@esempio.invalid"]
    )
    lettera.attach("appuntamento.ics", "BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n", "text/calendar")
    PostaSuFile().send_messages([lettera])
    assert settings.MODALITA_DIMOSTRATIVA
    return elenco(al_massimo=1)[0].nome


_ARGOMENTO = re.compile(r"<(?:\w+:)?(\w+)>")


def _segmento_prima(percorso: str, argomento: str) -> str:
    """The fixed segment that comes before the argument in the address."""
    ultimo = ""
    for segmento in percorso.split("/"):
        trovato = _ARGOMENTO.search(segmento)
        if trovato is None:
            ultimo = segmento or ultimo
        elif trovato.group(1) == argomento:
            return ultimo
    return ""
