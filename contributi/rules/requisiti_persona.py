"""Kinds of requirement about who asks: residence, title to stay, need, relatives, age, conditions."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from adi_platform.norme.esito import Livello
from contributi.rules.esame import Campo, Contesto, Esame, Riscontro, TipoCampo, TipoRequisito, solo
from contributi.rules.fatti import giorno
from contributi.rules.letture_misura import Compleanno29, Oltre65, RifiutoParenti
from contributi.rules.misura import Valori

CODICE_TITOLO = "DOC.SOGG"


def residenza(contesto: Contesto) -> Esame:
    """Resident, or in one of the exceptions that the file opens."""
    residente = contesto.fatti.vero("residente")
    if residente is None:
        return solo(contesto.manca("residente"))
    if residente:
        return solo(contesto.in_regola("Residente nel territorio.", "residente"))
    if _categoria_eccettuata(contesto):
        fatti = ("categoria_deroga_residenza", "gia_in_percorso", "fondi_dedicati_adeguati")
        return solo(
            contesto.in_regola("Eccezione alla residenza per situazioni di grave marginalità.", *fatti)
        )
    return _non_residente(contesto)


def _non_residente(contesto: Contesto) -> Esame:
    p, fatti = contesto.parametri, contesto.fatti
    di_passaggio = fatti.vero("presente_occasionalmente")
    if p.get("di_passaggio") and di_passaggio:
        riga = contesto.in_regola(
            "Non residente di passaggio: interventi per la sola emergenza.", "presente_occasionalmente"
        )
        return Esame(riscontri=(riga,), adempimenti=(p["adempimento_passaggio"],))
    impegno = fatti.scelta("impegno_comune_provenienza") if p.get("con_impegno") else ""
    if impegno == "si":
        riga = contesto.in_regola(
            "Il Comune di provenienza ha assunto l'impegno di spesa.", "impegno_comune_provenienza"
        )
        return Esame(riscontri=(riga,), adempimenti=(p["adempimento_impegno"],))
    if impegno == "non_richiesto" and di_passaggio:
        return solo(
            contesto.motivo(
                "IMPEGNO_COMUNE",
                "Serve l'impegno di spesa preventivo e formale del Comune di provenienza.",
                "residente",
                "impegno_comune_provenienza",
                livello=Livello.DA_INTEGRARE,
            )
        )
    return solo(
        contesto.motivo("RESIDENZA", "Non residente e fuori dalle eccezioni della misura.", "residente")
    )


def _categoria_eccettuata(contesto: Contesto) -> bool:
    fatti = contesto.fatti
    return (
        fatti.scelta("categoria_deroga_residenza") in contesto.parametri.get("categorie", ())
        and fatti.vero("gia_in_percorso") is True
        and fatti.vero("fondi_dedicati_adeguati") is False
    )


def titolo_soggiorno(contesto: Contesto) -> Esame:
    """A valid title for the citizenships named by the file; the last day is still good."""
    fatti = contesto.fatti
    if fatti.manca("cittadinanza"):
        return solo(contesto.manca("cittadinanza"))
    if fatti.scelta("cittadinanza") not in contesto.parametri["cittadinanze"]:
        return solo(contesto.in_regola("Il titolo di soggiorno non è richiesto.", "cittadinanza"))
    scadenza = fatti.data("titolo_soggiorno_scadenza")
    if scadenza is None:
        return solo(_titolo_non_allegato(contesto))
    if scadenza < contesto.al:
        return solo(
            contesto.motivo(
                "TITOLO_SOGGIORNO",
                f"Il titolo di soggiorno è scaduto il {giorno(scadenza)}.",
                "titolo_soggiorno_scadenza",
            )
        )
    return solo(
        contesto.in_regola(f"Il titolo è valido fino al {giorno(scadenza)}.", "titolo_soggiorno_scadenza")
    )


def _titolo_non_allegato(contesto: Contesto) -> Riscontro:
    """The same reason as any document that is missing; the check of documents says it once."""
    if CODICE_TITOLO in contesto.fatti.elenco("documenti_mancanti"):
        return contesto.in_regola(
            "Il titolo di soggiorno è tra i documenti da portare.", "titolo_soggiorno_scadenza"
        )
    dopo = contesto.misura.urgente and contesto.letture.urgenza != "ordinaria"
    return contesto.motivo(
        "DOCUMENTI_DOPO" if dopo else "DOCUMENTI",
        "Manca il titolo di soggiorno.",
        "cittadinanza",
        "titolo_soggiorno_scadenza",
        livello=Livello.AVVISO if dopo else Livello.DA_INTEGRARE,
    )


def bisogno(contesto: Contesto) -> Esame:
    """The need, as the social worker has found it."""
    stato = contesto.fatti.scelta("stato_bisogno")
    if stato == "accertato":
        return solo(contesto.in_regola("Stato di bisogno accertato.", "stato_bisogno"))
    if stato == "escluso":
        return solo(
            contesto.motivo("BISOGNO", "L'indagine sociale ha escluso lo stato di bisogno.", "stato_bisogno")
        )
    return solo(
        contesto.motivo(
            "BISOGNO_DA_ACCERTARE",
            "Lo stato di bisogno è ancora da accertare.",
            "stato_bisogno",
            livello=Livello.DA_INTEGRARE,
        )
    )


def parenti(contesto: Contesto) -> Esame:
    """Who refuses to involve the relatives bound to maintenance, when the social worker needs it (A18)."""
    fatti = ("parenti_coinvolgimento_necessario", "parenti_rifiuto")
    necessario, rifiuto = (contesto.fatti.vero(fatto) for fatto in fatti)
    if not (necessario and rifiuto):
        if necessario is None:
            perche = "Non indicato: nessuno ha scritto che serve coinvolgerli."
        elif necessario and rifiuto is None:
            perche = "Non è indicato un rifiuto di chi chiede."
        else:
            perche = (
                "Chi chiede non rifiuta di coinvolgerli." if necessario else "Coinvolgerli non è necessario."
            )
        return solo(contesto.in_regola(perche, *fatti))
    blocca = contesto.letture.rifiuto_parenti is RifiutoParenti.BLOCCA
    return solo(
        contesto.motivo(
            "PARENTI",
            "Chi chiede non vuole coinvolgere gli obbligati agli alimenti: di norma è motivo di esclusione.",
            *fatti,
            livello=Livello.NON_AMMISSIBILE if blocca else Livello.AVVISO,
        )
    )


def eta_minori(contesto: Contesto) -> Esame:
    """At least one child of an age between `da_anni` and `fino_a_anni` completed, both included."""
    p, lettura = contesto.parametri, contesto.letture.compleanno_29
    nascite = contesto.fatti.date("nascite_minori")
    if not nascite:
        return solo(contesto.manca("nascite_minori"))
    eta = [anni_compiuti(nascita, contesto.al, lettura) for nascita in nascite]
    scritte = ", ".join(f"{anni} anni" for anni in eta)
    if any(p["da_anni"] <= anni <= p["fino_a_anni"] for anni in eta):
        return solo(contesto.in_regola(f"Età al {giorno(contesto.al)}: {scritte}.", "nascite_minori"))
    return solo(
        contesto.motivo(
            "ETA_MINORI",
            f"Nessun minore tra {p['da_anni']} e {p['fino_a_anni']} anni: al {giorno(contesto.al)} {scritte}.",
            "nascite_minori",
        )
    )


def condizioni(contesto: Contesto) -> Esame:
    """At least one of the conditions of the list."""
    elenco: tuple[Mapping[str, Any], ...] = contesto.parametri["elenco"]
    presenti = [voce["testo"] for voce in elenco if _presente(contesto, voce)]
    fatti = ("condizioni",)
    if presenti:
        return solo(contesto.in_regola(f"Condizione presente: {presenti[0]}.", *fatti))
    return solo(
        contesto.motivo("CONDIZIONI", "Nessuna delle condizioni dell'elenco della misura è presente.", *fatti)
    )


def _presente(contesto: Contesto, voce: Mapping[str, Any]) -> bool:
    fatti = contesto.fatti
    if voce["codice"] in fatti.elenco("condizioni"):
        return True
    if "figli_oltre" in voce:
        return (fatti.intero("figli_minorenni") or 0) > int(voce["figli_oltre"])
    if "oltre_anni" not in voce:
        return False
    nascita = fatti.data("data_nascita")
    in_carico = fatti.vero("in_carico_servizi") is True
    return in_carico and nascita is not None and oltre_anni(nascita, voce["oltre_anni"], contesto)


def oltre_anni(nascita: date, anni: int, contesto: Contesto) -> bool:
    """«oltre i N anni», in the reading that the Ambito has chosen."""
    lettura = contesto.letture
    if lettura.oltre_65 is Oltre65.DAL_66:
        return anni_compiuti(nascita, contesto.al, lettura.compleanno_29) > anni
    ieri = contesto.al - timedelta(days=1)
    return anni_compiuti(nascita, ieri, lettura.compleanno_29) >= anni


def anni_compiuti(nascita: date, al: date, compleanno_29: Compleanno29) -> int:
    giorno_nascita = (nascita.month, nascita.day)
    bisestile = al.year % 4 == 0 and (al.year % 100 != 0 or al.year % 400 == 0)
    if giorno_nascita == (2, 29) and not bisestile:
        giorno_nascita = (3, 1) if compleanno_29 is Compleanno29.PRIMO_MARZO else (2, 28)
    return al.year - nascita.year - ((al.month, al.day) < giorno_nascita)


def _fatti_residenza(parametri: Valori) -> tuple[str, ...]:
    fatti: tuple[str, ...] = ()
    if parametri.get("di_passaggio") or parametri.get("con_impegno"):
        fatti += ("presente_occasionalmente",)
    if parametri.get("con_impegno"):
        fatti += ("impegno_comune_provenienza",)
    if parametri.get("categorie"):
        fatti += ("categoria_deroga_residenza", "gia_in_percorso", "fondi_dedicati_adeguati")
    return fatti


def _fatti_condizioni(parametri: Valori) -> tuple[str, ...]:
    voci = parametri["elenco"]
    figli = ("figli_minorenni",) if any("figli_oltre" in voce for voce in voci) else ()
    anziani = ("data_nascita", "in_carico_servizi") if any("oltre_anni" in voce for voce in voci) else ()
    return (*figli, *anziani)


_TESTO_FACOLTATIVO = Campo(tipo=TipoCampo.TESTO, obbligatorio=False)
_SI_NO = Campo(tipo=TipoCampo.SI_NO, obbligatorio=False)

TIPI = {
    "residenza": TipoRequisito(
        descrizione="Residenza nel territorio, con le eccezioni della misura",
        valuta=residenza,
        campi={
            "di_passaggio": _SI_NO,
            "adempimento_passaggio": _TESTO_FACOLTATIVO,
            "con_impegno": _SI_NO,
            "adempimento_impegno": _TESTO_FACOLTATIVO,
            "categorie": Campo(tipo=TipoCampo.TESTI, obbligatorio=False),
        },
        fatti=("residente",),
        motivi=("RESIDENZA", "IMPEGNO_COMUNE"),
        fatti_da=_fatti_residenza,
    ),
    "titolo_soggiorno": TipoRequisito(
        descrizione="Titolo di soggiorno in corso di validità",
        valuta=titolo_soggiorno,
        campi={"cittadinanze": Campo(tipo=TipoCampo.TESTI)},
        fatti=("cittadinanza", "titolo_soggiorno_scadenza"),
        motivi=("TITOLO_SOGGIORNO", "DOCUMENTI", "DOCUMENTI_DOPO"),
    ),
    "bisogno": TipoRequisito(
        descrizione="Stato di bisogno accertato",
        valuta=bisogno,
        fatti=("stato_bisogno",),
        motivi=("BISOGNO", "BISOGNO_DA_ACCERTARE"),
    ),
    "parenti": TipoRequisito(
        descrizione="Parenti obbligati agli alimenti",
        valuta=parenti,
        fatti=("parenti_coinvolgimento_necessario", "parenti_rifiuto"),
        motivi=("PARENTI",),
    ),
    "eta_minori": TipoRequisito(
        descrizione="Minori di una certa età",
        valuta=eta_minori,
        campi={"da_anni": Campo(tipo=TipoCampo.INTERO), "fino_a_anni": Campo(tipo=TipoCampo.INTERO)},
        fatti=("nascite_minori",),
        motivi=("ETA_MINORI",),
    ),
    "condizioni": TipoRequisito(
        descrizione="Almeno una delle condizioni dell'elenco",
        valuta=condizioni,
        campi={"elenco": Campo(tipo=TipoCampo.CONDIZIONI)},
        fatti=("condizioni",),
        motivi=("CONDIZIONI",),
        fatti_da=_fatti_condizioni,
    ),
}
