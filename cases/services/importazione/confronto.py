"""What a list would change of the archive, field by field. The default is always to keep the archive.

An empty cell never empties the archive; a field that is empty in the archive is completed; every other
difference waits for a choice. Spellings that differ only by accents, apostrophes or case are equal.
Of a person with a protected address nothing about the place is compared, shown or written.
"""

import datetime
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from adi_platform.organizzazione.models import Comune
from adi_platform.ricerca.testo import nome_proprio
from cases.enums import TipoISEE, TipoRecapito
from cases.models import CasoAdi, Importazione, Persona, RigaImportazione
from cases.rules.elenco.celle import piega
from cases.rules.elenco.giudizio import ENTRANO
from cases.rules.elenco.letture import PersonaLetta
from cases.rules.elenco.nuclei import NucleoLetto
from cases.services.importazione.archivio import Archivio
from cases.services.importazione.isee import TipiIsee
from cases.services.importazione.recapiti import recapiti_di
from cases.services.importazione.righe import comuni_per_nome
from cases.services.importazione.riservatezza import nascondi_luoghi
from cases.transizioni import FINALI

CAMBIA = "cambia"
AGGIUNGE = "aggiunge"
NUOVO_ISEE = "nuovo_isee"
NUOVO_RECAPITO = "recapito"
NUOVO_COMPONENTE = "componente"
NUOVE_NOTE = "note"
# Shown before, written as rows of their own and not as fields of a row that exists.
AGGIUNTE = (NUOVO_ISEE, NUOVO_RECAPITO, NUOVO_COMPONENTE, NUOVE_NOTE)
DALL_ELENCO = "elenco"
DALL_ARCHIVIO = "archivio"
CAMPI_DEL_LUOGO = ("comune_residenza", "indirizzo")
ETICHETTE = {f.name: str(f.verbose_name).capitalize() for f in Persona._meta.fields}


@dataclass(frozen=True, slots=True, kw_only=True)
class Differenza:
    """One field: what the archive has, what the list says. `oggetto`: caso, isee, or persona."""

    oggetto: str
    campo: str
    etichetta: str
    prima: Any
    dopo: Any
    riga: int
    componente: int = 0

    @property
    def chiave(self) -> str:
        return f"{self.oggetto}{self.componente or ''}.{self.campo}"

    @property
    def tipo(self) -> str:
        return AGGIUNGE if self.prima in (None, "") else CAMBIA

    def in_json(self) -> dict[str, str]:
        return {
            "chiave": self.chiave,
            "etichetta": self.etichetta,
            "prima": in_parole(self.prima),
            "dopo": in_parole(self.dopo),
            "tipo": self.tipo,
        }


def confronta_con_archivio(
    importazione: Importazione, righe: Iterable[RigaImportazione], nuclei: Mapping[str, NucleoLetto]
) -> None:
    """Write on the rows (not saved here) the case they speak of and what would change."""
    archivio = Archivio.carica(
        ambito_id=importazione.ambito_id, nuclei=nuclei.values(), tipi=TipiIsee.di(importazione)
    )
    comuni = comuni_per_nome(importazione.ambito_id)
    per_numero: dict[int, list[Differenza]] = {}
    for nucleo in nuclei.values():
        for differenza in differenze_del_nucleo(nucleo, archivio, comuni):
            per_numero.setdefault(differenza.riga, []).append(differenza)
    for riga in righe:
        nucleo_letto = nuclei.get(riga.domanda) if riga.esito in ENTRANO else None
        caso = archivio.casi.get(riga.domanda) if nucleo_letto else None
        riga.caso = caso
        riga.comune_archivio_id = caso.comune_id if caso else None
        riga.differenze = [d.in_json() for d in per_numero.get(riga.numero, [])] if nucleo_letto else []
    nascondi_luoghi(importazione, righe)


def differenze_del_nucleo(
    nucleo: NucleoLetto, archivio: Archivio, comuni: Mapping[str, Comune]
) -> list[Differenza]:
    """Differences on what is already in the archive; new cases and new persons have none."""
    caso = archivio.casi.get(nucleo.domanda)
    trovate: list[Differenza] = []
    if caso is not None and caso.stato not in FINALI:
        trovate += _sul_caso(nucleo, caso, comuni)
        trovate += _sull_isee(nucleo, caso, archivio)
        trovate += _sulle_note(nucleo, caso)
    for letta in nucleo.persone:
        persona = archivio.persona_di(letta, caso)
        if caso is not None and caso.stato not in FINALI and not archivio.ha_componente(caso, persona):
            trovate.append(_nuovo_componente(letta))
        if persona is not None:
            trovate += _sulla_persona(letta, nucleo, persona, comuni)
            if caso is not None and caso.stato not in FINALI:
                trovate += _sui_recapiti(letta, nucleo, persona, archivio)
    return trovate


def _sul_caso(nucleo: NucleoLetto, caso: CasoAdi, comuni: Mapping[str, Comune]) -> list[Differenza]:
    voci = (
        ("data_domanda", "Data della domanda", caso.data_domanda, nucleo.data_domanda),
        ("data_pad", "Data del PAD", caso.data_pad, nucleo.data_pad),
        ("data_trasmissione", "Trasmessa al Comune il", caso.data_trasmissione, nucleo.data_trasmissione),
        ("comune", "Comune", caso.comune, comuni.get(piega(nucleo.comune))),
    )
    riga = nucleo.persone[0].riga
    return [
        Differenza(oggetto="caso", campo=c, etichetta=e, prima=prima, dopo=dopo, riga=riga)
        for c, e, prima, dopo in voci
        if diverse(prima, dopo)
    ]


def _sull_isee(nucleo: NucleoLetto, caso: CasoAdi, archivio: Archivio) -> list[Differenza]:
    attestazione = archivio.attestazione(caso, nucleo)
    if attestazione is None:
        return _nuovo_isee(nucleo, caso, archivio)
    if attestazione.annullata or not diverse(attestazione.valore, nucleo.isee):
        return []
    return [
        Differenza(
            oggetto="isee",
            campo="valore",
            etichetta="ISEE",
            prima=attestazione.valore,
            dopo=nucleo.isee,
            riga=nucleo.persone[0].riga,
        )
    ]


def _nuovo_isee(nucleo: NucleoLetto, caso: CasoAdi, archivio: Archivio) -> list[Differenza]:
    """Another DSU is another attestation: it is written beside the ones in the archive, and shown before."""
    if nucleo.isee is None and not nucleo.dsu:
        return []
    valide = [a for a in archivio.isee.get(caso.nucleo_id, []) if not a.annullata]
    altre = [in_parole(a.valore) or "senza valore" for a in valide]
    tipo = TipoISEE(archivio.tipi.del_nucleo(nucleo)).label.lower()
    parti = [in_parole(nucleo.isee), tipo, f"DSU {nucleo.dsu}" if nucleo.dsu else ""]
    return [
        Differenza(
            oggetto=NUOVO_ISEE,
            campo="valore",
            etichetta=f"Nuovo ISEE, accanto a quello in archivio ({', '.join(altre)})" if altre else "ISEE",
            prima=None,
            dopo=", ".join(p for p in parti if p),
            riga=nucleo.persone[0].riga,
        )
    ]


def _sulle_note(nucleo: NucleoLetto, caso: CasoAdi) -> list[Differenza]:
    nuove = note_nuove(nucleo, caso)
    if not nuove:
        return []
    riga = nucleo.persone[0].riga
    testo = " ".join(nuove)
    return [Differenza(oggetto=NUOVE_NOTE, campo="note", etichetta="Note", prima=None, dopo=testo, riga=riga)]


def note_nuove(nucleo: NucleoLetto, caso: CasoAdi) -> list[str]:
    """Lines of the notes that the case does not have yet."""
    return [riga for riga in nucleo.note.splitlines() if riga not in caso.note_elenco.splitlines()]


def _nuovo_componente(letta: PersonaLetta) -> Differenza:
    return Differenza(
        oggetto=NUOVO_COMPONENTE,
        campo="persona",
        etichetta="Nuovo componente",
        prima=None,
        dopo=f"{nome_proprio(letta.cognome)} {nome_proprio(letta.nome)}",
        riga=letta.riga,
        componente=letta.componente,
    )


def _sui_recapiti(
    letta: PersonaLetta, nucleo: NucleoLetto, persona: Persona, archivio: Archivio
) -> list[Differenza]:
    """Contacts that the archive does not have: they are added, the ones it has stay."""
    return [
        Differenza(
            oggetto=NUOVO_RECAPITO,
            campo=str(recapito.tipo),
            etichetta=f"{TipoRecapito(recapito.tipo).label} di {persona}",
            prima=None,
            dopo=recapito.valore,
            riga=letta.riga,
            componente=letta.componente,
        )
        for recapito in recapiti_di(nucleo, [(letta, persona)], None)
        if not archivio.ha_recapito(recapito)
    ]


def _sulla_persona(
    letta: PersonaLetta, nucleo: NucleoLetto, persona: Persona, comuni: Mapping[str, Comune]
) -> list[Differenza]:
    nuovi = campi_della_persona(letta, nucleo, comuni)
    return [
        Differenza(
            oggetto="persona",
            campo=campo,
            etichetta=ETICHETTE[campo],
            prima=getattr(persona, campo),
            dopo=dopo,
            riga=letta.riga,
            componente=letta.componente,
        )
        for campo, dopo in nuovi.items()
        if not (persona.protetta and campo in CAMPI_DEL_LUOGO) and diverse(getattr(persona, campo), dopo)
    ]


def campi_della_persona(
    letta: PersonaLetta, nucleo: NucleoLetto, comuni: Mapping[str, Comune]
) -> dict[str, Any]:
    """Fields of Persona as the list gives them."""
    return {
        "cognome": nome_proprio(letta.cognome),
        "nome": nome_proprio(letta.nome),
        "data_nascita": letta.data_nascita,
        "sesso": letta.sesso,
        "luogo_nascita": letta.luogo_nascita,
        "cittadinanza": letta.cittadinanza,
        "titolo_soggiorno": letta.titolo_soggiorno,
        "scadenza_titolo": letta.scadenza_titolo,
        "comune_residenza": comuni.get(piega(nucleo.comune)),
        "indirizzo": nucleo.indirizzo,
    }


def diverse(prima: Any, dopo: Any) -> bool:
    if dopo in (None, ""):
        return False
    if isinstance(prima, str) and isinstance(dopo, str):
        return piega(prima) != piega(dopo)
    return bool(prima != dopo)


def in_parole(valore: Any) -> str:
    """As shown beside each other and kept in the row."""
    if isinstance(valore, datetime.date):
        return f"{valore:%d/%m/%Y}"
    if isinstance(valore, Decimal):
        intero, decimali = f"{valore:,.2f}".split(".")
        return f"{intero.replace(',', '.')},{decimali} €"
    return "" if valore is None else str(valore)
