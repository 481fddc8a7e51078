"""The content of the printed Patto and of the personal annexes, as plain JSON values.

The same content is previewed on screen, hashed for the signatures and printed.
"""

import datetime
import hashlib
import json
from collections.abc import Mapping, Sequence
from typing import Any

from django.utils import timezone

from adi_platform.documenti.models import Documento
from adi_platform.ui.formati import euro
from adi_platform.ui.formati import giorno as in_parole
from cases.models import ComponenteCaso
from patti.documents.equipe import equipe_di
from patti.documents.firme import firmatari_di, nome_di, posti_di_firma
from patti.documents.lettura import obiettivi_visibili
from patti.models import (
    FirmaPatto,
    ImpegnoPatto,
    ObiettivoPatto,
    Patto,
    RisultatoAtteso,
    SostegnoPatto,
)
from patti.rules.foto import eta_al
from patti.rules.visibilita import SGUARDO_COMPLETO, SGUARDO_COMUNE, Sguardo

Contesto = dict[str, Any]


def contesto_patto(
    patto: Patto,
    *,
    aree: dict[str, str],
    firme: Sequence[FirmaPatto] = (),
    allegati: Mapping[int, Documento] | None = None,
) -> Contesto:
    """The copy for the whole household: nothing reserved, no sensitive commitment, no address.

    `allegati`: the annexes of this print by member; without them (previews) they are named without code.
    """
    obiettivi = obiettivi_visibili(patto, SGUARDO_COMUNE)
    return {
        **_comune(patto),
        "repertorio": _repertorio(patto),
        "preferenze": patto.preferenze,
        "partecipazione_minori": patto.partecipazione_minori,
        "progetti_integrati": patto.progetti_integrati,
        "equipe": equipe_di(patto),
        "obiettivi": [_obiettivo(o, aree) for o in obiettivi],
        "allegati": _citati(patto, obiettivi, allegati or {}),
        "verifica": _verifica(patto),
        "luogo_firma": patto.luogo_firma,
        "firme": posti_di_firma(patto, firmatari_di(patto), firme),
    }


def contesto_allegato(
    patto: Patto,
    *,
    componente: ComponenteCaso,
    aree: dict[str, str],
    firme: Sequence[FirmaPatto] = (),
    codice_patto: str = "",
) -> Contesto:
    """What concerns one person: all their commitments, and the objectives that only they see.

    `codice_patto`: of the print of the Patto to which the annex belongs. Of the signatures only their own and
    that of the service.
    """
    sguardo = Sguardo(persona=componente.pk)
    obiettivi = obiettivi_visibili(patto, sguardo)
    persona = componente.persona
    eta = eta_al(persona.data_nascita, al=patto.sottoscritto_il or patto.condiviso_il or timezone.localdate())
    firma_anche_lui = [c for c in firmatari_di(patto) if c.pk == componente.pk]
    return {
        **_comune(patto),
        "repertorio": _repertorio(patto),
        "titolo_patto": titolo_di(patto),
        "codice_patto": codice_patto,
        "persona": nome_di(componente),
        "con_il_tu": eta is not None and eta < 18,
        "impegni": _impegni_di(obiettivi, componente),
        "sostegni": _sostegni_di(obiettivi, componente),
        "riservati": [_obiettivo(o, aree) for o in obiettivi if o.riservato],
        "luogo_firma": patto.luogo_firma,
        "firma_la_persona": bool(firma_anche_lui),
        "firme": posti_di_firma(patto, firma_anche_lui, firme),
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


def titolo_di(patto: Patto) -> str:
    return f"{patto.get_tipo_display()}, versione {patto.numero}"


def _citati(
    patto: Patto, obiettivi: list[ObiettivoPatto], allegati: Mapping[int, Documento]
) -> list[Contesto]:
    """The annexes that the copy of the household names: of who signs, and of who has a commitment written there.

    The annex of anybody else holds reserved things only: to name it would already tell that there are some.
    """
    persone = {c.pk: c for c in firmatari_di(patto)}
    for obiettivo in obiettivi:
        for risultato in obiettivo.risultati.all():
            persone |= {i.componente_id: i.componente for i in risultato.impegni.all()}
    return [
        {"di": nome_di(c), "codice": d.codice if d else "", "impronta": d.impronta if d else ""}
        for pk, c in persone.items()
        for d in [allegati.get(pk)]
    ]


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


def _nomi(componenti: list[ComponenteCaso]) -> str:
    return ", ".join(c.persona.nome for c in componenti)


def _data(giorno: datetime.date | None) -> str:
    return in_parole(giorno) if giorno else ""


def _periodo(dal: datetime.date | None, al: datetime.date | None) -> str:
    if dal and al:
        return f"dal {_data(dal)} al {_data(al)}"
    return f"dal {_data(dal)}" if dal else f"fino al {_data(al)}" if al else ""
