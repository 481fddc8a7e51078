"""A measure in words: the values of each requirement, and what changes between two versions."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any

from contributi.rules.fatti import euro, giorno, mesi_in_parole
from contributi.rules.misura import Limite, MisuraLetta, Requisito

NOMI = {
    "massimo": "massimo",
    "massimi": "volte al massimo",
    "mesi": "mesi",
    "dopo_mesi": "dopo mesi",
    "da_anni": "da anni",
    "fino_a_anni": "fino ad anni",
    "cittadinanze": "cittadinanze",
    "categorie": "categorie",
    "categorie_residenza": "categorie catastali della casa",
    "pertinenze_massime": "pertinenze al massimo",
    "quota_massima": "quota massima in percento",
    "ammessi": "valori ammessi",
    "adempimento_impegno": "comporta",
    "adempimento_passaggio": "comporta",
}
"""Parameters that are worth reading; the others are for the program."""
NUMERI_DA_DIRE = {"pertinenze_massime", "quota_massima"}
SCELTE_DI = {"cittadinanze": "cittadinanza", "categorie": "categoria_deroga_residenza"}


def dettagli(requisito: Requisito, misura: MisuraLetta) -> tuple[str, ...]:
    """The values of a requirement that its sentence does not say, one line each."""
    righe = [
        f"{NOMI[nome]}: {_con_etichette(nome, valore, misura)}"
        for nome, valore in requisito.parametri.items()
        if nome in NOMI and not isinstance(valore, int | Decimal)
    ]
    righe += [
        f"{NOMI[nome]}: {_valore(nome, requisito.parametri[nome])}"
        for nome in NUMERI_DA_DIRE & requisito.parametri.keys()
    ]
    righe += [voce["testo"] for voce in requisito.parametri.get("elenco", ()) if isinstance(voce, Mapping)]
    righe += [_fascia(fascia) for fascia in requisito.parametri.get("fasce", ())]
    return tuple(righe)


def _con_etichette(nome: str, valore: Any, misura: MisuraLetta) -> str:
    """Codes of a fact become the words of its choices."""
    fatto = misura.fatto(SCELTE_DI.get(nome, ""))
    if fatto is None or not isinstance(valore, tuple):
        return _valore(nome, valore)
    return ", ".join(fatto.scelte.get(voce, voce).lower() for voce in valore)


def differenze(prima: MisuraLetta, dopo: MisuraLetta) -> tuple[str, ...]:
    """What changes from a version to the next, for who has to approve it."""
    return (
        *_campi(prima, dopo),
        *_requisiti(prima, dopo),
        *_elenchi(prima, dopo),
        *_limiti(prima.limiti, dopo.limiti),
    )


def _campi(prima: MisuraLetta, dopo: MisuraLetta) -> Iterable[str]:
    coppie = (
        ("il nome", prima.nome, dopo.nome),
        ("la descrizione", prima.descrizione, dopo.descrizione),
        ("l'articolo", prima.articolo, dopo.articolo),
        ("la corsia", prima.corsia, dopo.corsia),
        ("l'atto", prima.regolamento.atto, dopo.regolamento.atto),
        ("l'inizio", giorno(prima.regolamento.valido_dal), giorno(dopo.regolamento.valido_dal)),
        ("la fine", giorno(prima.regolamento.valido_al), giorno(dopo.regolamento.valido_al)),
        ("il progetto", _progetto(prima), _progetto(dopo)),
        ("i giorni per decidere", _termine(prima), _termine(dopo)),
        ("il codice SIUSS", prima.siuss.codice, dopo.siuss.codice),
        ("la rilevanza per l'AdI", _si_no(prima.adi.rilevante), _si_no(dopo.adi.rilevante)),
    )
    for nome, vecchio, nuovo in coppie:
        if vecchio != nuovo:
            yield f"Cambia {nome}: da «{vecchio or 'niente'}» a «{nuovo or 'niente'}»."


def _requisiti(prima: MisuraLetta, dopo: MisuraLetta) -> Iterable[str]:
    vecchi = {requisito.codice: requisito for requisito in prima.requisiti}
    nuovi = {requisito.codice: requisito for requisito in dopo.requisiti}
    for codice, requisito in nuovi.items():
        if codice not in vecchi:
            yield f"Nuovo requisito: {requisito.testo} ({requisito.articolo})."
        elif vecchi[codice] != requisito:
            yield from _un_requisito(vecchi[codice], requisito)
    for codice, requisito in vecchi.items():
        if codice not in nuovi:
            yield f"Non c'è più il requisito: {requisito.testo} ({requisito.articolo})."


def _un_requisito(prima: Requisito, dopo: Requisito) -> Iterable[str]:
    cambiati = [
        f"{NOMI[nome]} da {_valore(nome, prima.parametri.get(nome))} a {_valore(nome, dopo.parametri.get(nome))}"
        for nome in NOMI
        if prima.parametri.get(nome) != dopo.parametri.get(nome)
    ]
    come = "; ".join(cambiati) if cambiati else "cambia come si controlla"
    yield f"{dopo.testo} ({dopo.articolo}): {come}."


def _elenchi(prima: MisuraLetta, dopo: MisuraLetta) -> Iterable[str]:
    for nome in ("documenti", "spese", "beni", "modi"):
        vecchie = {voce.codice: voce.nome for voce in getattr(prima, nome)}
        nuove = {voce.codice: voce.nome for voce in getattr(dopo, nome)}
        aggiunte = [testo for codice, testo in nuove.items() if codice not in vecchie]
        tolte = [testo for codice, testo in vecchie.items() if codice not in nuove]
        if aggiunte:
            yield f"In più tra {TITOLI[nome]}: {', '.join(aggiunte)}."
        if tolte:
            yield f"In meno tra {TITOLI[nome]}: {', '.join(tolte)}."


def _limiti(prima: tuple[Limite, ...], dopo: tuple[Limite, ...]) -> Iterable[str]:
    vecchi = {limite.nome: limite for limite in prima}
    for limite in dopo:
        vecchio = vecchi.get(limite.nome)
        if vecchio is not None and vecchio.valore != limite.valore:
            yield f"{limite.nome}: da {quanto(vecchio)} a {quanto(limite)}."


def quanto(limite: Limite) -> str:
    """400,00 € al mese; 6 mesi; 10 per cento."""
    if limite.valore is None:
        return limite.nota or "non indicato"
    if limite.unita.startswith("euro"):
        return f"{euro(limite.valore)}{limite.unita.removeprefix('euro')}"
    numero = f"{limite.valore.normalize():f}".replace(".", ",")
    return {"numero": numero, "percento": f"{numero} %"}.get(limite.unita, _plurale(numero, limite.unita))


TITOLI = {
    "documenti": "i documenti",
    "spese": "le spese",
    "beni": "i beni",
    "modi": "i modi di pagamento",
}


def _plurale(numero: str, unita: str) -> str:
    singolari = {"mesi": "mese", "anni": "anno"}
    return f"{numero} {singolari.get(unita, unita) if numero == '1' else unita}"


def _valore(nome: str, valore: Any) -> str:
    if valore is None:
        return "niente"
    if isinstance(valore, Decimal):
        return f"{valore.normalize():f} %" if nome == "quota_massima" else euro(valore)
    return ", ".join(map(str, valore)) if isinstance(valore, tuple) else str(valore)


def _fascia(fascia: Mapping[str, Any]) -> str:
    quanti = f"posti {fascia['posti']}" if "posti" in fascia else f"{fascia['percento']} % dei dipendenti"
    return f"fino a {fascia['fino_a']} dipendenti: {quanti}" if "fino_a" in fascia else f"oltre: {quanti}"


def _progetto(misura: MisuraLetta) -> str:
    if not misura.progetto.richiesto:
        return "non richiesto"
    mesi = misura.progetto.mesi_massimi
    return f"{misura.progetto.nome}, al massimo {mesi_in_parole(mesi)}" if mesi else misura.progetto.nome


def _termine(misura: MisuraLetta) -> str:
    return str(misura.termini.giorni or misura.termini.parametro)


def _si_no(valore: bool) -> str:
    return "sì" if valore else "no"
