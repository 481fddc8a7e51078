"""Invented Patti for the demo households: drafts, texts to be signed, signed ones with their first check."""

import datetime
import io
from collections.abc import Sequence
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.utils import timezone
from PIL import Image, ImageDraw

from adi_platform.calendario.mesi import aggiungi_mesi
from adi_platform.errori import DominioError
from adi_platform.organizzazione.models import Utente
from cases.enums import Obbligo, Percorso, StatoAnalisi, StatoCaso
from cases.models import AnalisiPreliminare, CasoAdi
from cases.popolamento.contesto import Contesto
from cases.services.analisi import modulo_corrente
from patti.documents.firme import adulto
from patti.enums import StatoImpegno, StatoRisultato
from patti.models import Patto, RisultatoAtteso
from patti.rules.catalogo import Catalogo
from patti.services.cataloghi import catalogo_di
from patti.services.componi import aggiungi_impegno, aggiungi_risultato, aggiungi_sostegno, salva_quadro
from patti.services.condividi import condividi_patto
from patti.services.firma import chiudi_firme, firma_sullo_schermo, firmatari
from patti.services.fotografia import componenti_attuali, ultima_analisi
from patti.services.inizia import inizia_patto
from patti.services.monitora import Giudizio, registra_verifica
from patti.services.priorita import collega_priorita, priorita_del_patto

FIRMATI = (StatoCaso.PATTO_SOTTOSCRITTO, StatoCaso.MONITORAGGIO)
UNO_OGNI = 4  # households whose last check is late
RISULTATI_FAMIGLIA = ("OB.ECON.01", "OB.ABIT.01", "OB.ECON.03")


def popola_patti(contesto: Contesto, casi: Sequence[CasoAdi]) -> None:
    """For every case that has reached the writing of the Patto. A case that lacks something keeps a draft."""
    catalogo = catalogo_di(contesto.ambito.pk)
    for numero, caso in enumerate(casi):
        if caso.case_manager is None or caso.stato in (StatoCaso.CHIUSO, StatoCaso.TRASFERITO):
            continue
        al = caso.patto_sottoscritto_il or contesto.fa(10 + numero % 20)
        try:
            with transaction.atomic():
                patto = _bozza(caso, catalogo, operatore=caso.case_manager, al=al, numero=numero)
        except DominioError:
            continue
        if caso.stato in FIRMATI or numero % 3 == 0:
            _avanza(contesto, patto, caso, al=al)


def _bozza(caso: CasoAdi, catalogo: Catalogo, *, operatore: Utente, al: datetime.date, numero: int) -> Patto:
    _analisi_conclusa(caso, al=al)
    patto = inizia_patto(caso=caso, operatore=operatore, al=al)
    persone = componenti_attuali(caso)
    adulti = [c for c in persone if adulto(c, al=al)]
    minori = [c for c in persone if not adulto(c, al=al)]
    comuni: dict[str, Any] = {"catalogo": catalogo, "operatore": operatore, "al": al}
    codice = RISULTATI_FAMIGLIA[numero % len(RISULTATI_FAMIGLIA)]
    casa = aggiungi_risultato(patto=patto, codice=codice, componenti=persone, **comuni)
    _sostieni(casa, catalogo, operatore=operatore, al=al)
    for persona in adulti:
        aggiungi_impegno(risultato=casa, codice="IM.CONT.01", componente=persona, **comuni)
        if persona.obbligo == Obbligo.OBBLIGATO and persona.percorso != Percorso.OBBLIGO_LAVORO_SOCIALE:
            utile = aggiungi_risultato(patto=patto, codice="OB.LAVO.09", componenti=[persona], **comuni)
            aggiungi_impegno(risultato=utile, codice="IM.PUC.01", componente=persona, **comuni)
    if minori and adulti:
        scuola = aggiungi_risultato(patto=patto, codice="OB.MINO.01", componenti=minori[:1], **comuni)
        _sostieni(scuola, catalogo, operatore=operatore, al=al)
        aggiungi_impegno(risultato=scuola, codice="IM.MINO.01", componente=adulti[0], **comuni)
    salva_quadro(
        patto=patto,
        attesa=patto.versione,
        operatore=operatore,
        valori={
            "referente_familiare": adulti[0] if adulti else None,
            "valido_al": aggiungi_mesi(al, 12),
            "prima_verifica": al + datetime.timedelta(days=80),
            "verifica_descrizione": "La famiglia e l'assistente sociale guardano insieme risultati e aiuti.",
            "preferenze": "Vorremmo arrivare a fine mese senza debiti e avere un po' di tempo per noi.",
            "partecipazione_minori": "Ha raccontato la sua settimana con un disegno." if minori else "",
        },
    )
    _collega_priorita(patto, operatore=operatore)
    return Patto.objects.get(pk=patto.pk)


def _collega_priorita(patto: Patto, *, operatore: Utente) -> None:
    """The priorities of the Quadro lead to the first objective."""
    scoperte = priorita_del_patto(patto)
    primo = patto.obiettivopatto_del_patto.first()
    if scoperte and primo is not None:
        attesa = Patto.objects.values_list("versione", flat=True).get(pk=patto.pk)
        scelte = {p.chiave: [primo.pk] for p in scoperte}
        collega_priorita(patto=patto, scelte=scelte, attesa=attesa, operatore=operatore)


def _avanza(contesto: Contesto, patto: Patto, caso: CasoAdi, *, al: datetime.date) -> None:
    """Share the text; with a case already signed also collect the signatures and hold the first check."""
    operatore = patto.case_manager
    try:
        with transaction.atomic():
            patto = condividi_patto(patto=patto, operatore=operatore, al=al)
            if caso.stato not in FIRMATI:
                return
            luogo = caso.comune.nome if caso.comune else "in ufficio"
            ora = timezone.make_aware(datetime.datetime.combine(al, datetime.time(10, 30)))
            for componente in [*firmatari(patto), None]:
                firma_sullo_schermo(
                    patto=patto,
                    componente=componente,
                    disegno=SimpleUploadedFile(
                        "firma.png", ghirigoro(componente.pk if componente else patto.pk), "image/png"
                    ),
                    luogo=luogo,
                    operatore=operatore,
                    quando=ora,
                )
            patto = chiudi_firme(patto=patto, operatore=operatore, luogo=luogo, al=al)
            _verifiche(contesto, patto, al=al)
    except DominioError:
        return


def _verifiche(contesto: Contesto, patto: Patto, *, al: datetime.date) -> None:
    """One check after another up to today; of some households the last one is late, as it happens."""
    giorno, passo = al + datetime.timedelta(days=75), datetime.timedelta(days=85)
    fine = contesto.oggi - passo / 2 if patto.caso_id % UNO_OGNI == 0 else contesto.oggi
    while giorno <= fine:
        _verifica(contesto, patto, giorno, prossima=giorno + passo)
        giorno += passo


def _verifica(contesto: Contesto, patto: Patto, giorno: datetime.date, *, prossima: datetime.date) -> None:
    risultati = list(patto.risultatoatteso_del_patto.all())
    registra_verifica(
        patto=patto,
        operatore=patto.case_manager,
        dati={
            "data": giorno,
            "presenti": "la famiglia e l'assistente sociale",
            "note": "Le bollette sono in regola; resta da scegliere il progetto.",
            "soddisfazione": "Va meglio, ma i tempi sono lunghi.",
            "prossima_data": prossima,
        },
        risultati={
            r.pk: Giudizio(stato=StatoRisultato.IN_CORSO if n else StatoRisultato.PARZIALE)
            for n, r in enumerate(risultati)
        },
        impegni={i.pk: Giudizio(stato=StatoImpegno.RISPETTATO) for i in patto.impegnopatto_del_patto.all()},
        al=contesto.oggi,
    )


def _sostieni(
    risultato: RisultatoAtteso, catalogo: Catalogo, *, operatore: Utente, al: datetime.date
) -> None:
    codice = catalogo.risultati[risultato.codice].sostegni[0]
    sostegno = aggiungi_sostegno(
        risultato=risultato,
        catalogo=catalogo,
        codice=codice,
        operatore=operatore,
        al=al,
    )
    sostegno.erogatore = sostegno.erogatore or "Cooperativa inventata La Bussola"
    sostegno.finanziamento = "Quota servizi del Fondo povertà"
    sostegno.save()


def _analisi_conclusa(caso: CasoAdi, *, al: datetime.date) -> None:
    """A Patto stands on an Analisi: a demo case without one gets it, empty and finalised."""
    if ultima_analisi(caso) is not None:
        return
    AnalisiPreliminare.objects.create(
        caso=caso,
        modulo=modulo_corrente(caso.ambito),
        stato=StatoAnalisi.FINALIZZATA,
        iniziata_il=al,
        finalizzata_il=timezone.make_aware(datetime.datetime.combine(al, datetime.time(9))),
        finalizzata_da=caso.case_manager,
    )


def ghirigoro(seme: int) -> bytes:
    """A scribble in place of a signature."""
    immagine = Image.new("RGB", (900, 300), "white")
    passi = [(40 + n * 60, 150 + ((seme * 37 + n * 53) % 160 - 80)) for n in range(14)]
    ImageDraw.Draw(immagine).line(passi, fill=(11, 37, 69), width=6, joint="curve")
    flusso = io.BytesIO()
    immagine.save(flusso, "PNG")
    return flusso.getvalue()
