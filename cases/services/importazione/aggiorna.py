"""Households that the archive already has: completed, and changed only where somebody chose so."""

from collections.abc import Mapping, Sequence
from typing import Any

from cases.models import Appartenenza, AttestazioneISEE, CasoAdi, Persona, Recapito
from cases.rules.elenco.letture import PersonaLetta
from cases.rules.elenco.nuclei import NucleoLetto
from cases.services.correzioni import LUNGHEZZA_MOTIVO, fotografa_date, segui_le_date
from cases.services.importazione.archivio import Archivio
from cases.services.importazione.confronto import (
    AGGIUNGE,
    AGGIUNTE,
    DALL_ELENCO,
    Differenza,
    differenze_del_nucleo,
    in_parole,
    note_nuove,
)
from cases.services.importazione.nuovi import (
    MOTIVO,
    Chiave,
    Contesto,
    attestazione_di,
    chiave_di,
    crea_appartenenze,
    crea_componenti,
)
from cases.services.importazione.recapiti import recapiti_di
from cases.transizioni import FINALI

# By row: what the operator chose on each difference, with the value that was then in the archive.
Scelte = Mapping[int, Mapping[str, Any]]


def aggiorna_caso(
    letto: NucleoLetto,
    caso: CasoAdi,
    archivio: Archivio,
    persone: Mapping[Chiave, Persona],
    scelte: Scelte,
    contesto: Contesto,
) -> list[str]:
    """Complete a case and apply the choices. Returns what was done, in words; nothing when all was equal.

    A closed or transferred case is only read: a list does not open it again.
    """
    if caso.stato in FINALI:
        return []
    prima = fotografa_date(caso)
    fatto = applica_differenze(letto, caso, archivio, persone, scelte, contesto)
    fatto += _aggiungi_note(letto, caso, contesto)
    fatto += _aggiungi_persone(letto, caso, archivio, persone, contesto)
    fatto += _aggiungi_isee(letto, caso, archivio, contesto)
    fatto += _aggiungi_recapiti(letto, persone, contesto)
    if fatto:
        motivo = f"{MOTIVO}: {contesto.file}"[:LUNGHEZZA_MOTIVO]
        segui_le_date(caso, prima, motivo=motivo, operatore=contesto.operatore, al=contesto.oggi)
    return fatto


def applica_differenze(
    letto: NucleoLetto,
    caso: CasoAdi | None,
    archivio: Archivio,
    persone: Mapping[Chiave, Persona],
    scelte: Scelte,
    contesto: Contesto,
) -> list[str]:
    """Only what is empty in the archive, or what somebody chose on the value that is still there."""
    oggetti: dict[int, Any] = {}
    fatto: list[str] = []
    per_posto = {(p.riga, p.componente): persone[chiave_di(letto, p)] for p in letto.persone}
    for differenza in differenze_del_nucleo(letto, archivio, contesto.comuni):
        if differenza.oggetto in AGGIUNTE or not _si_applica(differenza, scelte):
            continue
        oggetto = _oggetto_di(differenza, letto, caso, archivio, per_posto)
        setattr(oggetto, differenza.campo, differenza.dopo)
        if isinstance(oggetto, CasoAdi) and differenza.campo == "data_pad":
            oggetto.pad_da_confermare = False
        oggetti[id(oggetto)] = oggetto
        fatto.append(f"{differenza.etichetta}: {in_parole(differenza.dopo)}")
    for oggetto in oggetti.values():
        _salva(oggetto, contesto)
    return fatto


def _si_applica(differenza: Differenza, scelte: Scelte) -> bool:
    if differenza.tipo == AGGIUNGE:
        return True
    scelta = scelte.get(differenza.riga, {}).get(differenza.chiave) or {}
    return bool(scelta.get("vale") == DALL_ELENCO and scelta.get("prima") == in_parole(differenza.prima))


def _oggetto_di(
    differenza: Differenza,
    letto: NucleoLetto,
    caso: CasoAdi | None,
    archivio: Archivio,
    per_posto: Mapping[tuple[int, int], Persona],
) -> CasoAdi | AttestazioneISEE | Persona | None:
    if differenza.oggetto == "persona":
        return per_posto[differenza.riga, differenza.componente]
    if differenza.oggetto == "isee" and caso is not None:
        return archivio.attestazione(caso, letto)
    return caso


def _salva(oggetto: Any, contesto: Contesto) -> None:
    oggetto.aggiornato_da = contesto.operatore
    oggetto._history_user = contesto.operatore
    oggetto._change_reason = f"{MOTIVO}: {contesto.file}"[:100]
    if hasattr(oggetto, "versione"):
        oggetto.versione += 1
    oggetto.save()


def _aggiungi_note(letto: NucleoLetto, caso: CasoAdi, contesto: Contesto) -> list[str]:
    nuove = note_nuove(letto, caso)
    if not nuove:
        return []
    caso.note_elenco = "\n".join([*caso.note_elenco.splitlines(), *nuove])
    _salva(caso, contesto)
    return ["Note dell'elenco aggiunte"]


def _aggiungi_persone(
    letto: NucleoLetto,
    caso: CasoAdi,
    archivio: Archivio,
    persone: Mapping[Chiave, Persona],
    contesto: Contesto,
) -> list[str]:
    presenti = {c.persona_id for c in archivio.componenti.get(caso.pk, ())}
    membri = _membri(letto, persone)
    mancanti = [(p, persona) for p, persona in membri if persona.pk not in presenti]
    if not mancanti:
        return []
    gia_nel_nucleo = set(
        Appartenenza.objects.filter(
            nucleo_id=caso.nucleo_id, persona__in=[p.pk for _, p in mancanti]
        ).values_list("persona_id", flat=True)
    )
    fuori = [(p, persona) for p, persona in mancanti if persona.pk not in gia_nel_nucleo]
    crea_appartenenze([(caso.nucleo, letto, fuori)], contesto)
    crea_componenti([(caso, mancanti)], contesto)
    return [f"Nuovo componente: {persona}" for _, persona in mancanti]


def _aggiungi_isee(letto: NucleoLetto, caso: CasoAdi, archivio: Archivio, contesto: Contesto) -> list[str]:
    """Another protocol is another attestation: it stands beside the others."""
    nuova = attestazione_di(letto, caso.nucleo, contesto)
    if nuova is None or archivio.attestazione(caso, letto) is not None:
        return []
    _salva(nuova, contesto)
    return [f"Nuova attestazione ISEE {letto.dsu}".strip()]


def _aggiungi_recapiti(
    letto: NucleoLetto, persone: Mapping[Chiave, Persona], contesto: Contesto
) -> list[str]:
    proposti = recapiti_di(letto, _membri(letto, persone), contesto.operatore)
    esistenti = set(
        Recapito.objects.filter(persona__in=[r.persona_id for r in proposti]).values_list(
            "persona_id", "tipo", "valore_norm"
        )
    )
    nuovi = [r for r in proposti if (r.persona_id, r.tipo, r.valore_norm) not in esistenti]
    Recapito.objects.bulk_create(nuovi, ignore_conflicts=True)
    return [f"Nuovo recapito: {r.valore}" for r in nuovi]


def _membri(letto: NucleoLetto, persone: Mapping[Chiave, Persona]) -> Sequence[tuple[PersonaLetta, Persona]]:
    return [(p, persone[chiave_di(letto, p)]) for p in letto.persone]
