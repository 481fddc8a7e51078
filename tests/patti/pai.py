"""A PAI to which nothing is missing, for a household that came to the counter."""

import datetime
from decimal import Decimal
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile

from adi_platform.calendario.mesi import aggiungi_mesi
from cases.models import CasoAdi
from patti.enums import EsitoParente, LetteraBisogno, ModoSostegno, Rapporto, TipoPatto
from patti.models import ParenteTenuto, Patto
from patti.services.cataloghi import catalogo_di
from patti.services.componi import aggiungi_impegno, aggiungi_risultato, crea_parte, salva_pai, salva_quadro
from patti.services.condividi import condividi_patto
from patti.services.firma import chiudi_firme, firma_sullo_schermo, firmatari
from patti.services.fotografia import componenti_attuali
from patti.services.inizia import inizia_patto
from tests.casi import oggi
from tests.patti.firme import PNG_FIRMA

CANARINO_PARENTE = "CANARINO-NOTA-PARENTE-1E55"


def crea_pai(caso: CasoAdi, **altro: Any) -> Patto:
    operatore = caso.case_manager
    assert operatore is not None
    patto = inizia_patto(caso=caso, operatore=operatore, al=oggi(), tipo=TipoPatto.PAI)
    persone, catalogo = componenti_attuali(caso), catalogo_di(caso.ambito_id)
    comuni: dict[str, Any] = {"catalogo": catalogo, "operatore": operatore, "al": oggi()}
    casa = aggiungi_risultato(patto=patto, codice="OB.ECON.01", componenti=persone, **comuni)
    aggiungi_impegno(risultato=casa, codice="IM.CONT.01", componente=persone[0], **comuni)
    salva_pai(
        patto=patto,
        attesa=patto.pai.versione,
        operatore=operatore,
        valori={
            "valutazione": "Ascoltata la richiesta: il reddito di questo mese non basta.",
            "lettere": [LetteraBisogno.A],
            "bisogno": "La bolletta arretrata mette a rischio la fornitura.",
            "misura": "straordinario-una-tantum",
            "misura_nome": "Contributo straordinario una tantum",
            "importo": Decimal("300.00"),
            "modo": ModoSostegno.CANALIZZATO,
            "informato_il": oggi(),
            "parenti_necessari": True,
            "perche_parenti": "Una sorella vive vicino.",
            **altro,
        },
    )
    aggiungi_parente(patto)
    salva_quadro(
        patto=patto,
        attesa=patto.versione,
        operatore=operatore,
        valori={
            "referente_familiare": persone[0],
            "valido_al": aggiungi_mesi(oggi(), 3),
            "prima_verifica": oggi() + datetime.timedelta(days=45),
            "verifica_descrizione": "Si guarda insieme se la spesa è pagata.",
        },
    )
    return Patto.objects.con_le_persone().get(pk=patto.pk)


def aggiungi_parente(patto: Patto, esito: str = EsitoParente.SENTITO) -> ParenteTenuto:
    return crea_parte(
        patto=patto,
        modello=ParenteTenuto,
        valori={
            "nome": "Sorella Inventata",
            "rapporto": Rapporto.FRATELLO,
            "esito": esito,
            "il": None if esito == EsitoParente.DA_SENTIRE else oggi(),
            "nota": f"Può ospitare, {CANARINO_PARENTE}",
        },
        molti={},
        operatore=patto.case_manager,
    )


def firma_pai(patto: Patto) -> Patto:
    """Share, let who asks and the service sign, close."""
    operatore = patto.case_manager
    condiviso = condividi_patto(patto=patto, operatore=operatore, al=oggi())
    for componente in [*firmatari(condiviso), None]:
        firma_sullo_schermo(
            patto=condiviso,
            componente=componente,
            disegno=SimpleUploadedFile("firma.png", PNG_FIRMA, "image/png"),
            luogo="Borgo Sereno",
            operatore=operatore,
        )
    return chiudi_firme(patto=condiviso, operatore=operatore, luogo="Borgo Sereno", al=oggi())
