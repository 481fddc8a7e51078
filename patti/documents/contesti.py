"""The content of the printed Patto and of the personal annexes, as plain JSON values.

The same content is previewed on screen, hashed for the signatures and printed.
"""

import datetime
import hashlib
import json
from collections.abc import Iterable
from typing import Any

from django.utils import timezone

from adi_platform.ui.formati import euro
from adi_platform.ui.formati import giorno as in_parole
from cases.models import ComponenteCaso
from equipe.models import MembroEquipe
from equipe.services.contenuti import nome_funzione
from patti.documents.lettura import obiettivi_visibili
from patti.enums import ModoFirma, StatoPatto
from patti.models import FirmaPatto, ImpegnoPatto, ObiettivoPatto, Patto, RisultatoAtteso, SostegnoPatto
from patti.rules.foto import eta_al
from patti.rules.visibilita import SGUARDO_COMPLETO, SGUARDO_COMUNE, Sguardo

Contesto = dict[str, Any]


def contesto_patto(patto: Patto, *, aree: dict[str, str], firme: list[FirmaPatto]) -> Contesto:
    """The copy for the whole household: nothing reserved, no sensitive commitment, no address."""
    return {
        **_comune(patto),
        "repertorio": _repertorio(patto),
        "preferenze": patto.preferenze,
        "partecipazione_minori": patto.partecipazione_minori,
        "progetti_integrati": patto.progetti_integrati,
        "equipe": equipe_di(patto),
        "obiettivi": [_obiettivo(o, aree) for o in obiettivi_visibili(patto, SGUARDO_COMUNE)],
        "verifica": _verifica(patto),
        "luogo_firma": patto.luogo_firma,
        "firme": _firme(patto, firme),
    }


def contesto_allegato(patto: Patto, *, componente: ComponenteCaso, aree: dict[str, str]) -> Contesto:
    """What concerns one person: all their commitments, and the objectives that only they see."""
    sguardo = Sguardo(persona=componente.pk)
    obiettivi = obiettivi_visibili(patto, sguardo)
    persona = componente.persona
    eta = eta_al(persona.data_nascita, al=patto.sottoscritto_il or patto.condiviso_il or timezone.localdate())
    return {
        **_comune(patto),
        "repertorio": _repertorio(patto),
        "persona": nome_di(componente),
        "con_il_tu": eta is not None and eta < 18,
        "impegni": _impegni_di(obiettivi, componente),
        "sostegni": _sostegni_di(obiettivi, componente),
        "riservati": [_obiettivo(o, aree) for o in obiettivi if o.riservato],
    }


def impronta_testo(patto: Patto) -> str:
    """SHA-256 of everything that the Patto says, annexes included: the text that people sign."""
    contenuto = {
        **_comune(patto),
        "preferenze": patto.preferenze,
        "partecipazione_minori": patto.partecipazione_minori,
        "progetti_integrati": patto.progetti_integrati,
        "equipe": equipe_di(patto),
        "obiettivi": [_obiettivo(o, {}) for o in obiettivi_visibili(patto, SGUARDO_COMPLETO)],
        "verifica": _verifica(patto),
    }
    testo = json.dumps(contenuto, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256(testo.encode()).hexdigest()


def equipe_di(patto: Patto) -> list[Contesto]:
    """The team frozen in the Patto, or the present one while the text is open."""
    if patto.stato != StatoPatto.BOZZA:
        return [
            {
                "nome": str(c),
                "funzione": c.nome_funzione,
                "ente": c.ente,
                "responsabile": c.responsabile,
            }
            for c in patto.componenti_equipe.all()
        ]
    return [
        {
            "nome": str(m),
            "funzione": nome_funzione(m.funzione),
            "ente": m.nome_ente,
            "responsabile": m.utente_id == patto.case_manager_id,
        }
        for m in membri_attuali(patto)
    ]


def membri_attuali(patto: Patto) -> list[MembroEquipe]:
    """Members of the team of the case today, the case manager first."""
    righe = MembroEquipe.objects.in_carica(timezone.localdate()).filter(
        equipe__caso=patto.caso_id, equipe__sciolta_il__isnull=True
    )
    membri = list(righe.select_related("ente", "servizio").order_by("cognome", "nome", "pk"))
    return sorted(membri, key=lambda m: m.utente_id != patto.case_manager_id)


def nome_di(componente: ComponenteCaso) -> str:
    return f"{componente.persona.nome} {componente.persona.cognome}"


def _comune(patto: Patto) -> Contesto:
    caso = patto.caso
    referente = patto.referente_familiare
    return {
        "numero": patto.numero,
        "revisione_di": patto.precedente_id is not None,
        "motivo_revisione": patto.motivo_revisione,
        "domanda": caso.numero_domanda,
        "comune": caso.comune.nome if caso.comune else "",
        "componenti": [nome_di(c) for c in caso.componenti.all() if c.uscito_il is None],
        "case_manager": str(patto.case_manager),
        "referente": nome_di(referente) if referente else "",
        "valido_dal": _data(patto.valido_dal),
        "valido_al": _data(patto.valido_al),
        **({"pai": _pai(patto)} if patto.del_pai else {}),
    }


def _repertorio(patto: Patto) -> str:
    """Number and day of the register; nothing before the signatures. Not part of the text that people sign."""
    numero = patto.registrazione
    if numero is None:
        return ""
    return f"n. {numero.segnatura} del {in_parole(timezone.localdate(numero.registrata_il))}"


def _pai(patto: Patto) -> Contesto:
    """Need, support and relatives. The notes on the relatives stay in the office."""
    pai = patto.pai
    return {
        "valutazione": pai.valutazione,
        "bisogni": pai.bisogni,
        "bisogno": pai.bisogno,
        "misura": pai.misura_nome or pai.misura,
        "importo": euro(pai.importo) if pai.importo is not None else "",
        "mesi": pai.mesi,
        "modo": pai.get_modo_display(),
        "informato_il": _data(pai.informato_il),
        "parenti_necessari": pai.parenti_necessari,
        "perche_parenti": pai.perche_parenti,
        "parenti": [
            {
                "nome": p.nome,
                "rapporto": p.get_rapporto_display(),
                "esito": p.get_esito_display(),
                "il": _data(p.il),
            }
            for p in patto.parenti.all()
        ],
    }


def chi_firma(
    patto: Patto, componenti: Iterable[ComponenteCaso], *, al: datetime.date
) -> list[ComponenteCaso]:
    """Adults called to sign: all of them a Patto, only who asks a PAI."""
    adulti = [c for c in componenti if c.uscito_il is None and adulto(c, al=al)]
    if not patto.del_pai:
        return adulti
    return [c for c in adulti if c.pk == patto.referente_familiare_id] or adulti


def _obiettivo(obiettivo: ObiettivoPatto, aree: dict[str, str]) -> Contesto:
    return {
        "area": aree.get(obiettivo.area, obiettivo.area),
        "testo": obiettivo.testo,
        "priorita": obiettivo.get_priorita_display(),
        "riservato": obiettivo.riservato,
        "risultati": [_risultato(r) for r in obiettivo.risultati.all()],
    }


def _risultato(risultato: RisultatoAtteso) -> Contesto:
    return {
        "testo": risultato.testo,
        "indicatore": risultato.indicatore,
        "entro": _data(risultato.entro),
        "per": _nomi(list(risultato.componenti.all())),
        "sostegni": [_sostegno(s) for s in risultato.sostegni.all()],
        "impegni": [_impegno(i) for i in risultato.impegni.all()],
    }


def _sostegno(sostegno: SostegnoPatto) -> Contesto:
    return {
        "testo": sostegno.testo,
        "erogatore": sostegno.erogatore,
        "finanziamento": sostegno.finanziamento,
        "per": _nomi(list(sostegno.componenti.all())),
        "periodo": _periodo(sostegno.dal, sostegno.al),
        "frequenza": sostegno.frequenza,
    }


def _impegno(impegno: ImpegnoPatto) -> Contesto:
    return {
        "chi": nome_di(impegno.componente),
        "testo": impegno.testo,
        "frequenza": impegno.frequenza,
        "periodo": _periodo(impegno.dal, impegno.al),
        "verifica": " - ".join(parte for parte in (impegno.verifica_chi, impegno.verifica_come) if parte),
        "altri": _nomi(list(impegno.altri.all())),
        "condizione": impegno.sanzionabile,
        "quando": f"quando parte: {impegno.sostegno.testo}" if impegno.sostegno else "",
    }


def _impegni_di(obiettivi: list[ObiettivoPatto], componente: ComponenteCaso) -> list[Contesto]:
    return [
        _impegno(i)
        for o in obiettivi
        for r in o.risultati.all()
        for i in r.impegni.all()
        if i.componente_id == componente.pk
    ]


def _sostegni_di(obiettivi: list[ObiettivoPatto], componente: ComponenteCaso) -> list[Contesto]:
    return [
        _sostegno(s)
        for o in obiettivi
        if not o.riservato
        for r in o.risultati.all()
        for s in r.sostegni.all()
        if any(c.pk == componente.pk for c in s.componenti.all())
    ]


def _verifica(patto: Patto) -> Contesto:
    return {
        "ogni_giorni": patto.verifica_ogni_giorni,
        "modalita": patto.get_verifica_modalita_display(),
        "descrizione": patto.verifica_descrizione,
        "prima": _data(patto.prima_verifica),
    }


def _firme(patto: Patto, firme: list[FirmaPatto]) -> list[Contesto]:
    """One place for each signatory; empty lines on the copy to be signed on paper. No reason of refusal."""
    date = {f.componente_id: f for f in firme}
    oggi = patto.sottoscritto_il or timezone.localdate()
    adulti = chi_firma(patto, patto.caso.componenti.all(), al=oggi)
    ruolo = "chi chiede" if patto.del_pai else "componente della famiglia"
    posti = [_posto(nome_di(c), ruolo, date.get(c.pk)) for c in adulti]
    return [*posti, _posto(str(patto.case_manager), "per il servizio sociale", date.get(None))]


def _posto(chi: str, ruolo: str, firma: FirmaPatto | None) -> Contesto:
    if firma is None:
        return {"chi": chi, "ruolo": ruolo, "quando": "", "immagine": ""}
    giorno = in_parole(timezone.localtime(firma.firmata_il).date())
    parole = {
        ModoFirma.SCHERMO: f"{firma.luogo}, {giorno}",
        ModoFirma.CARTA: f"{firma.luogo}, {giorno} - firma sul foglio di carta, conservato dall'ufficio",
        ModoFirma.RIFIUTO: f"{giorno} - non firma",
    }
    immagine = f"firma-{firma.pk}.png" if firma.modo == ModoFirma.SCHERMO else ""
    return {"chi": chi, "ruolo": ruolo, "quando": parole[ModoFirma(firma.modo)], "immagine": immagine}


def adulto(componente: ComponenteCaso, *, al: datetime.date) -> bool:
    """Of age on that day; whoever has no birth date counts as an adult and the worker decides."""
    eta = eta_al(componente.persona.data_nascita, al=al)
    return eta is None or eta >= 18


def _nomi(componenti: list[ComponenteCaso]) -> str:
    return ", ".join(c.persona.nome for c in componenti)


def _data(giorno: datetime.date | None) -> str:
    return in_parole(giorno) if giorno else ""


def _periodo(dal: datetime.date | None, al: datetime.date | None) -> str:
    if dal and al:
        return f"dal {_data(dal)} al {_data(al)}"
    return f"dal {_data(dal)}" if dal else f"fino al {_data(al)}" if al else ""
