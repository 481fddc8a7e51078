"""Reads the parts of a measure that are not requirements: facts, documents, lists, limits, terms."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import Decimal

from contributi.rules.lettura_requisito import leggi_condizione
from contributi.rules.misura import (
    Deroga,
    Disposizione,
    DocumentoRichiesto,
    Fase,
    FattoRichiesto,
    Limite,
    Origine,
    Progetto,
    Pubblicazione,
    Requisito,
    RilevanzaAdi,
    Siuss,
    Termini,
    TipoFatto,
    Voce,
)
from contributi.rules.nodo_file import Nodo

CON_SCELTE = (TipoFatto.SCELTA, TipoFatto.SCELTE)
UNITA = ("euro", "euro al mese", "euro per nucleo", "euro all'anno", "mesi", "anni", "percento", "numero")


def leggi_fatti(radice: Nodo) -> tuple[FattoRichiesto, ...]:
    righe = radice.nodi("fatti", "fatto")
    radice.unici(righe)
    return tuple(_fatto(riga) for riga in righe)


def _fatto(nodo: Nodo, *, colonna: bool = False) -> FattoRichiesto:
    tipo = TipoFatto(nodo.scelta("tipo", [t.value for t in TipoFatto]))
    scelte = nodo.nodo("scelte", obbligatorio=tipo in CON_SCELTE)
    campi = nodo.nodi("campi", "colonna", obbligatorio=tipo is TipoFatto.RIGHE and not colonna)
    fatto = FattoRichiesto(
        codice=nodo.codice(),
        etichetta=nodo.testo("etichetta"),
        tipo=tipo,
        articolo=nodo.articolo(obbligatorio=not colonna),
        origine=Origine(nodo.scelta("origine", [o.value for o in Origine], altrimenti=Origine.OPERATORE)),
        scelte={str(c): str(testo) for c, testo in scelte.dati.items()} if scelte else {},
        aiuto=nodo.testo("aiuto", obbligatorio=False),
        campi=tuple(_fatto(campo, colonna=True) for campo in campi),
    )
    nodo.nient_altro()
    return fatto


def leggi_documenti(
    nodo: Nodo, fatti: Mapping[str, FattoRichiesto], nomi: Mapping[str, str]
) -> tuple[DocumentoRichiesto, ...]:
    righe = nodo.nodi("documenti", "documento", obbligatorio=False)
    nodo.unici(righe)
    documenti = []
    for riga in righe:
        codice = riga.codice()
        if codice and codice not in nomi:
            riga.segnala(f"il documento «{codice}» non è nel catalogo dei documenti")
        documenti.append(
            DocumentoRichiesto(
                codice=codice,
                nome=nomi.get(codice, codice),
                articolo=riga.articolo(),
                fase=Fase(riga.scelta("fase", [f.value for f in Fase], altrimenti=Fase.DOMANDA)),
                quando=leggi_condizione(riga, fatti),
                per=riga.testo("per", obbligatorio=False) or "tutti",
            )
        )
        riga.nient_altro()
    return tuple(documenti)


def leggi_disposizioni(nodo: Nodo, nome: str, *, obbligatorie: bool = True) -> tuple[Disposizione, ...]:
    lette = []
    for riga in nodo.nodi(nome, nome, obbligatorio=obbligatorie):
        lette.append(Disposizione(testo=riga.testo("testo"), articolo=riga.articolo()))
        riga.nient_altro()
    return tuple(lette)


def leggi_voci(
    nodo: Nodo, nome: str, *, nomi: Mapping[str, str] | None = None, obbligatorie: bool = True
) -> tuple[Voce, ...]:
    """With `nomi`, the codes are those of a list of the program, which gives the words too."""
    righe = nodo.nodi(nome, nome, obbligatorio=obbligatorie)
    nodo.unici(righe)
    voci = []
    for riga in righe:
        codice = riga.codice()
        if nomi is not None and codice not in nomi:
            riga.segnala(f"«{codice}» non esiste; si può scegliere tra: {', '.join(nomi)}")
        voci.append(
            Voce(
                codice=codice,
                nome=nomi.get(codice, codice) if nomi is not None else riga.testo("nome"),
                articolo=riga.articolo(),
                nota=riga.testo("nota", obbligatorio=False),
            )
        )
        riga.nient_altro()
    return tuple(voci)


def leggi_limiti(nodo: Nodo, requisiti: Iterable[Requisito]) -> tuple[Limite, ...]:
    """`da: requisito.parametro` takes the number from the rule that checks it, so that they never differ."""
    numeri = {
        f"{requisito.codice}.{nome}": Decimal(valore)
        for requisito in requisiti
        for nome, valore in requisito.parametri.items()
        if isinstance(valore, Decimal | int)
    }
    limiti = []
    for riga in nodo.nodi("limiti", "limite", obbligatorio=False):
        richiamo = riga.testo("da", obbligatorio=False)
        if richiamo and richiamo not in numeri:
            riga.segnala(f"«da»: «{richiamo}» non è il numero di un requisito di questa misura")
        limiti.append(
            Limite(
                nome=riga.testo("nome"),
                articolo=riga.articolo(),
                valore=numeri.get(richiamo) or riga.importo("valore", obbligatorio=False),
                unita=riga.scelta("unita", UNITA, altrimenti="euro"),
                nota=riga.testo("nota", obbligatorio=False),
            )
        )
        riga.nient_altro()
    return tuple(limiti)


def leggi_progetto(nodo: Nodo) -> Progetto:
    riga = nodo.nodo("progetto")
    if riga is None:
        return Progetto(richiesto=False, nome="", articolo="")
    progetto = Progetto(
        richiesto=riga.vero("richiesto"),
        nome=riga.testo("nome"),
        articolo=riga.articolo(),
        mesi_massimi=riga.intero("mesi_massimi", obbligatorio=False),
    )
    riga.nient_altro()
    return progetto


def leggi_termini(nodo: Nodo, parametri: frozenset[str]) -> Termini:
    riga = nodo.nodo("termini")
    if riga is None:
        return Termini(articolo="")
    termini = Termini(
        articolo=riga.articolo(),
        giorni=riga.intero("giorni", obbligatorio=False),
        parametro=riga.testo("parametro", obbligatorio=False),
    )
    if (termini.giorni is None) == (not termini.parametro):
        riga.segnala("servono i «giorni» del regolamento, oppure il «parametro» che li stabilisce")
    _parametro_noto(riga, termini.parametro, parametri)
    riga.nient_altro()
    return termini


def leggi_adi(nodo: Nodo, modi: Mapping[str, str]) -> RilevanzaAdi:
    riga = nodo.nodo("adi")
    if riga is None:
        return RilevanzaAdi(rilevante=False, articolo="")
    adi = RilevanzaAdi(
        rilevante=riga.vero("rilevante"),
        articolo=riga.articolo(),
        modi_esclusi=riga.testi("modi_esclusi", obbligatorio=False),
        da_confermare=riga.vero("da_confermare", obbligatorio=False, altrimenti=True),
    )
    for modo in adi.modi_esclusi:
        if modo not in modi:
            riga.segnala(f"«modi_esclusi»: «{modo}» non è un modo di erogazione")
    riga.nient_altro()
    return adi


def leggi_siuss(nodo: Nodo) -> Siuss:
    riga = nodo.nodo("siuss")
    if riga is None:
        return Siuss(codice="", nota="")
    siuss = Siuss(codice=riga.testo("codice", obbligatorio=False), nota=riga.testo("nota"))
    riga.nient_altro()
    return siuss


def leggi_pubblicazione(nodo: Nodo, parametri: frozenset[str]) -> Pubblicazione:
    riga = nodo.nodo("pubblicazione")
    if riga is None:
        return Pubblicazione(soglia="", omissis=True, articolo="")
    pubblicazione = Pubblicazione(
        soglia=riga.testo("soglia"), omissis=riga.vero("omissis"), articolo=riga.articolo()
    )
    _parametro_noto(riga, pubblicazione.soglia, parametri)
    riga.nient_altro()
    return pubblicazione


def leggi_deroga(nodo: Nodo) -> Deroga | None:
    riga = nodo.nodo("deroga", obbligatorio=False)
    if riga is None:
        return None
    deroga = Deroga(articolo=riga.articolo(), adempimento=riga.testo("adempimento"))
    riga.nient_altro()
    return deroga


def _parametro_noto(nodo: Nodo, chiave: str, parametri: frozenset[str]) -> None:
    if chiave and chiave not in parametri:
        nodo.segnala(f"il parametro «{chiave}» non esiste")
