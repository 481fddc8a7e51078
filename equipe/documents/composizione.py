"""The composition of a team as plain JSON values: names, functions, bodies, dates, reasons."""

from collections.abc import Callable
from typing import Any

from adi_platform.ui.formati import giorno
from equipe.models import Equipe, MembroEquipe

TIPO_COMPOSIZIONE = "equipe.composizione"


def contesto_composizione(equipe: Equipe, *, nome_funzione: Callable[[str], str]) -> dict[str, Any]:
    """Neither the reason of the team nor anything of the analysis: the sheet goes to the household too."""
    membri = list(equipe.membri.select_related("ente", "servizio").order_by("dal", "pk"))
    return {
        "caso": equipe.caso.numero_domanda or str(equipe.caso.pk),
        "costituita_il": giorno(equipe.costituita_il),
        "sciolta_il": giorno(equipe.sciolta_il) if equipe.sciolta_il else "",
        "responsabile": str(equipe.responsabile),
        "case_manager": str(equipe.case_manager),
        "referente": str(equipe.referente_familiare) if equipe.referente_familiare else "",
        "presenti": [_riga(m, nome_funzione) for m in membri if m.al is None],
        "usciti": [
            {**_riga(m, nome_funzione), "al": giorno(m.al), "motivo": m.motivo_variazione}
            for m in membri
            if m.al
        ],
        "cambi": [
            {"che_cosa": c.get_che_cosa_display(), "prima": c.prima, "dopo": c.dopo, "dal": giorno(c.dal)}
            for c in equipe.cambi.order_by("dal", "pk")
        ],
    }


def _riga(membro: MembroEquipe, nome_funzione: Callable[[str], str]) -> dict[str, str]:
    return {
        "nome": str(membro),
        "funzione": nome_funzione(membro.funzione),
        "ente": membro.nome_ente,
        "dal": giorno(membro.dal),
    }
