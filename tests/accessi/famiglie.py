"""Households that would hurt if they leaked: a canary string in every field that somebody must not read."""

import datetime
import re

from django.core.files.base import ContentFile

from adi_platform.documenti.models import Documento
from adi_platform.documenti.services.carica import carica_documento
from adi_platform.outbox.services.accoda import accoda_messaggio
from cases.enums import EsitoIncontro, EsitoRiga, Obbligo, StatoCaso, StatoImportazione
from cases.models import (
    AccessoConcesso,
    AnalisiPreliminare,
    Appuntamento,
    AttestazioneISEE,
    CasoAdi,
    ComponenteCaso,
    Importazione,
    NotaDiario,
    RelazioneEsterna,
    RigaImportazione,
)
from cases.models.accesso import CategoriaAccesso
from cases.services.analisi import Scelta, inizia_analisi, salva_sezione, scegli_esiti
from cases.services.conclusione_analisi import TUTTE, finalizza_analisi, segna_non_rilevate
from cases.services.importazione.carica import carica_elenco
from cases.services.importazione.leggi import conta
from cases.services.protezione import proteggi_persona
from equipe.models import Equipe
from patti.models import ImpegnoPatto, NotaEquipe, ObiettivoPatto, Patto
from patti.services.condividi import condividi_patto
from tests.accessi.file_di_prova import pdf_di_prova
from tests.casi import CANARINO_TELEFONO, crea_appuntamento, crea_caso, oggi
from tests.patti.costruttori import Famiglia, crea_equipe, crea_patto_completo
from tests.patti.costruttori import finalizza_analisi as conclusa
from tests.patti.firme import sottoscrivi_tutto
from tests.people import Cast

COGNOME = "Zampacanarina"
# Nobody without a right on the case reads these.
SEGRETO = re.compile(rf"CANARINO-[A-Z0-9-]+|{CANARINO_TELEFONO}", re.IGNORECASE)
INDIRIZZO_PROTETTO = "Via CANARINO-PROTETTO-VIA-9D1E 4"
TELEFONO_PROTETTO = "3330009119"
# Only a logged request with its reason opens it.
PROTETTO = re.compile(rf"CANARINO-PROTETTO-[A-Z0-9-]+|{TELEFONO_PROTETTO}", re.IGNORECASE)
SALUTE = "CANARINO-SALUTE-8A2F"
VIOLENZA = "CANARINO-VIOLENZA-5C1D"
GIUDIZIARIO = "CANARINO-GIUDIZIARIO-3E77"
DIARIO = "CANARINO-DIARIO-41BC"
DIARIO_PRIVATO = "CANARINO-DIARIO-PRIVATO-0A6D"
INCONTRO = "CANARINO-INCONTRO-92AF"
ISEE = "CANARINO-ISEE-6B0E"
ESONERO = "CANARINO-ESONERO-77D2"
RELAZIONE = "CANARINO-RELAZIONE-18CC"
OBIETTIVO_RISERVATO = "CANARINO-OBIETTIVO-RISERVATO-55E0"
IMPEGNO_SENSIBILE = "CANARINO-IMPEGNO-SENSIBILE-2D90"
SUGGERIMENTO = "CANARINO-SUGGERIMENTO-C3A1"
TITOLO_DOCUMENTO = "CANARINO-DOCUMENTO-TITOLO-D00F"
FILE_DOCUMENTO = "CANARINO-DOCUMENTO-FILE-A11E"
MESSAGGIO = "CANARINO-MESSAGGIO-EE51"
RIGA_ELENCO = "CANARINO-RIGA-ELENCO-64B8"
MOTIVO_ACCESSO = "CANARINO-MOTIVO-ACCESSO-7C2B"


def identita_di(caso: CasoAdi) -> re.Pattern[str]:
    """Who the household is: nobody outside the Ambito, and no partner, reads even this."""
    codici = caso.componenti.values_list("persona__codice", flat=True)
    return re.compile("|".join([COGNOME, caso.numero_domanda, *codici]), re.IGNORECASE)


def famiglia_protetta(cast: Cast) -> CasoAdi:
    """Anna's case with everything in it; the applicant lives at a protected address."""
    caso = crea_caso(
        cast, stato=StatoCaso.INCONTRATO, componenti=3, cognome=COGNOME, email="m@esempio.invalid"
    )
    _proteggi_richiedente(caso, cast)
    _racconta(caso, cast)
    _analizza(caso, cast)
    return CasoAdi.objects.get(pk=caso.pk)


def altri_casi_di_anna(cast: Cast) -> list[CasoAdi]:
    """Other cases that she follows, at other points of the path."""
    assegnato = crea_caso(cast, stato=StatoCaso.ASSEGNATO, cognome="Appenarrivata")
    incontrato = crea_caso(cast, stato=StatoCaso.INCONTRATO, componenti=3, cognome="Inanalisi")
    inizia_analisi(caso=incontrato, operatore=cast.anna_verdi, al=oggi())
    da_firmare = _con_patto("Dafirmare", cast)
    condividi_patto(patto=da_firmare, operatore=cast.anna_verdi, al=oggi())
    firmato = _con_patto("Giafirmata", cast)
    sottoscrivi_tutto(firmato, famiglia_di(firmato.caso, cast))
    casi = (assegnato, incontrato, da_firmare.caso, firmato.caso)
    return [CasoAdi.objects.get(pk=caso.pk) for caso in casi]


def _con_patto(cognome: str, cast: Cast) -> Patto:
    caso = crea_caso(cast, stato=StatoCaso.ANALIZZATO, componenti=3, cognome=cognome)
    conclusa(caso, cast.anna_verdi)
    costituisci(caso, cast)
    return crea_patto_completo(famiglia_di(caso, cast))


def prepara_patto(caso: CasoAdi, cast: Cast) -> Patto:
    """A complete draft, with a reserved aim and a sensitive commitment."""
    patto = crea_patto_completo(famiglia_di(caso, cast))
    obiettivo = ObiettivoPatto.objects.filter(patto=patto).order_by("pk")[0]
    obiettivo.riservato, obiettivo.persona = True, caso.componenti.get(richiedente=True)
    obiettivo.testo = OBIETTIVO_RISERVATO
    obiettivo.save()
    impegno = ImpegnoPatto.objects.filter(patto=patto).order_by("pk")[0]
    impegno.sensibile, impegno.testo = True, IMPEGNO_SENSIBILE
    impegno.save()
    NotaEquipe.objects.create(patto=patto, autore=cast.elio_educatore, testo=SUGGERIMENTO)
    return patto


def famiglia_di(caso: CasoAdi, cast: Cast) -> Famiglia:
    """The members as the builders of the Patto want them; the adults have duties."""
    madre, padre, figlia = caso.componenti.order_by("pk")
    for adulto, percorso in ((madre, 4), (padre, 2)):
        adulto.obbligo, adulto.percorso = Obbligo.OBBLIGATO, percorso
        adulto.save()
    figlia.obbligo, figlia.motivo_esonero = Obbligo.ESCLUSO, "ME.MIN"
    figlia.save()
    return Famiglia(caso, madre, padre, figlia, operatore=cast.anna_verdi)


def costituisci(caso: CasoAdi, cast: Cast) -> Equipe:
    return crea_equipe(famiglia_di(caso, cast), cast)


def documento_del_caso(caso: CasoAdi, cast: Cast) -> Documento:
    return carica_documento(
        ambito=caso.ambito,
        operatore=cast.anna_verdi,
        tipo="cases.allegato",
        titolo=TITOLO_DOCUMENTO,
        file=pdf_di_prova(FILE_DOCUMENTO),
        caso_id=caso.pk,
    )


def elenco_importato(caso: CasoAdi, cast: Cast) -> Importazione:
    """A list read and waiting for confirmation, with a row about that household."""
    intestazioni = "Numero domanda;Codice fiscale;Cognome;Nome;Indirizzo"
    righe = f"{intestazioni}\n{caso.numero_domanda};;{COGNOME};Maria;{RIGA_ELENCO}\n"
    importazione = carica_elenco(
        ambito=caso.ambito,
        operatore=cast.cora_coordina,
        file=ContentFile(righe.encode(), name=f"{RIGA_ELENCO}.csv"),
        oggi=oggi(),
    )
    importazione.stato = StatoImportazione.ANTEPRIMA
    for numero, esito in ((2, EsitoRiga.ACCETTATA), (3, EsitoRiga.RIFIUTATA)):
        RigaImportazione.objects.create(
            importazione=importazione,
            numero=numero,
            grezzi=["PRVPRV85C52Z9999", COGNOME, RIGA_ELENCO],
            valori={"nucleo": {"indirizzo": RIGA_ELENCO}, "persone": [{"cognome": COGNOME}]},
            domanda=f"{caso.numero_domanda}-{numero}",
            esito=esito,
            caso=caso,
        )
    importazione.conteggi = conta(importazione)
    importazione.save()
    return importazione


def messaggio_in_uscita(caso: CasoAdi) -> None:
    accoda_messaggio(
        evento="prova.messaggio",
        destinatario_email="famiglia@esempio.invalid",
        oggetto="Appuntamento con i servizi del Comune",
        testo=MESSAGGIO,
        chiave=f"canarino:{caso.pk}",
        ambito_id=caso.ambito_id,
    )


def _proteggi_richiedente(caso: CasoAdi, cast: Cast) -> None:
    persona = caso.componenti.get(richiedente=True).persona
    persona.indirizzo = INDIRIZZO_PROTETTO
    persona.save()
    persona.recapiti.filter(tipo="telefono").update(valore=TELEFONO_PROTETTO, valore_norm=TELEFONO_PROTETTO)
    proteggi_persona(persona=persona, operatore=cast.anna_verdi)


def _racconta(caso: CasoAdi, cast: Cast) -> None:
    persona = caso.componenti.get(richiedente=True).persona
    adulto = _adulto_non_richiedente(caso)
    for privata, testo in ((False, DIARIO), (True, DIARIO_PRIVATO)):
        NotaDiario.objects.create(caso=caso, autore=cast.anna_verdi, testo=testo, privata=privata)
    RelazioneEsterna.objects.create(persona=persona, nome_libero=RELAZIONE, rapporto="zia", nota=RELAZIONE)
    AttestazioneISEE.objects.create(
        nucleo=caso.nucleo, valore=4321, protocollo=ISEE, omissioni=ISEE, presentata_il=oggi()
    )
    adulto.prova, adulto.motivo_esonero_testo = ESONERO, ESONERO
    adulto.save()
    crea_appuntamento(caso, cast.anna_verdi, giorni=3, nota=INCONTRO)
    crea_appuntamento(
        caso,
        cast.anna_verdi,
        giorni=-5,
        esito=EsitoIncontro.ASSENZA_INGIUSTIFICATA,
        sentita_il=oggi(),
        valutazione=INCONTRO,
        nota=INCONTRO,
    )
    AccessoConcesso.objects.create(
        caso=caso, utente=cast.bruno_colle, categoria=CategoriaAccesso.ALTRO, motivo=MOTIVO_ACCESSO
    )


def _analizza(caso: CasoAdi, cast: Cast) -> AnalisiPreliminare:
    analisi = inizia_analisi(caso=CasoAdi.objects.get(pk=caso.pk), operatore=cast.anna_verdi, al=oggi())
    persona = caso.componenti.get(richiedente=True).persona
    risposte = {
        "AP.PERS.02": _risposta("MOLTO", SALUTE),
        "AP.PERS.06": _risposta("NO", VIOLENZA),
        "AP.PERS.07": _risposta("SI", GIUDIZIARIO),
    }
    salva_sezione(
        analisi=analisi, area="AP.PERS", persona=persona, risposte=risposte, attesa=0,
        operatore=cast.anna_verdi, completa=True,
    )  # fmt: skip
    finali = {
        "AP.ESITO.03": _risposta("Servono più servizi insieme."),
        "AP.ESITO.06": _risposta("SI"),
        "AP.ESITO.08": _risposta((oggi() + datetime.timedelta(days=20)).isoformat()),
    }
    salva_sezione(
        analisi=analisi, area="AP.ESITO", persona=None, risposte=finali, attesa=0,
        operatore=cast.anna_verdi, completa=True,
    )  # fmt: skip
    scegli_esiti(
        analisi=analisi,
        scelte=[Scelta(codice="ESI.C", persona_id=None), Scelta(codice="ESI.D", persona_id=persona.pk)],
        motivazione="Servono più servizi insieme.",
        operatore=cast.anna_verdi,
    )
    segna_non_rilevate(
        analisi=analisi, scelte=[TUTTE], motivo="Si riprende al secondo colloquio.",
        operatore=cast.anna_verdi, al=oggi(),
    )  # fmt: skip
    return finalizza_analisi(analisi=analisi, operatore=cast.anna_verdi, al=oggi())


def _risposta(valore: object, nota: str = "") -> dict[str, object]:
    return {"valore": valore, "non_rilevato": False, "nota": nota}


def _adulto_non_richiedente(caso: CasoAdi) -> ComponenteCaso:
    return caso.componenti.filter(richiedente=False).order_by("pk")[0]


def appuntamento_futuro(caso: CasoAdi) -> Appuntamento:
    return Appuntamento.objects.filter(caso=caso, esito="").latest("inizio")
