"""What is still missing from a PAI: the six things that art. 7 of the regulation asks it to say, and more.

The same degrees as for the Patto: DA_INTEGRARE stops the signature, AVVISO is left to the worker.
"""

from collections.abc import Callable

from adi_platform.calendario.mesi import aggiungi_mesi
from adi_platform.norme.esito import Motivo
from patti.rules.foto import PaiFoto, PattoFoto
from patti.rules.mancanze import Motivi, avviso, breve, manca

ART_VALUTAZIONE = "Regolamento art. 7 lett. a)"
ART_BISOGNO = "Regolamento artt. 4 e 7 (situazione di bisogno)"
ART_OBIETTIVI = "Regolamento art. 7 (obiettivi e finalizzazione dell'intervento)"
ART_COMPITI = "Regolamento artt. 7 e 8 (compiti, impegni e responsabilità)"
ART_DURATA = "Regolamento art. 7 (durata dell'intervento)"
ART_AMMONTARE = "Regolamento art. 7 (ammontare e modalità di erogazione)"
ART_VERIFICA = "Regolamento art. 7 (cadenza, criteri e modalità di verifica)"
ART_PARENTI = "Regolamento art. 4 lett. a) e art. 7 lett. a)"
ART_SERVIZIO = "Regolamento art. 7 (assistente sociale responsabile)"


def motivi_pai(foto: PattoFoto) -> tuple[Motivo, ...]:
    """All the reasons, in the order in which the PAI is written."""
    assert foto.pai is not None  # noqa: S101  narrows the type for mypy
    pai = foto.pai
    return tuple(motivo for controllo in CONTROLLI for motivo in controllo(foto, pai))


def _valutazione(foto: PattoFoto, pai: PaiFoto) -> Motivi:
    if not pai.valutazione.strip():
        testo = "Scrivi la valutazione preliminare: che cosa chiede la persona e quale bisogno c'è sotto."
        yield manca("valutazione", testo, ART_VALUTAZIONE)


def _bisogno(foto: PattoFoto, pai: PaiFoto) -> Motivi:
    if not pai.lettere:
        yield manca("lettere", "Scegli almeno uno stato di bisogno, dalla a) alla d).", ART_BISOGNO)
    if not pai.bisogno.strip():
        yield manca("bisogno", "Descrivi la situazione di bisogno.", ART_BISOGNO)


def _obiettivi(foto: PattoFoto, pai: PaiFoto) -> Motivi:
    if not foto.obiettivi:
        yield manca("obiettivi", "Aggiungi almeno un obiettivo, scelto con chi chiede.", ART_OBIETTIVI)
    for risultato in foto.risultati:
        if risultato.entro is None:
            testo = f"Scrivi entro quando: «{breve(risultato.testo)}»."
            yield manca("risultato_senza_data", testo, ART_OBIETTIVI, risultato)


def _impegni(foto: PattoFoto, pai: PaiFoto) -> Motivi:
    if not foto.impegni:
        testo = "Nessun impegno di chi chiede: va bene solo se oggi non è possibile prenderne."
        yield avviso("impegni", testo, ART_COMPITI)
    for impegno in foto.impegni:
        if not (impegno.verifica_chi.strip() and impegno.verifica_come.strip()):
            testo = f"Scrivi chi verifica e come: «{breve(impegno.testo)}»."
            yield manca("impegno_senza_verifica", testo, ART_COMPITI, impegno)


def _durata(foto: PattoFoto, pai: PaiFoto) -> Motivi:
    if foto.valido_dal is None or foto.valido_al is None:
        yield manca("durata", "Scrivi da quando a quando dura il progetto.", ART_DURATA)
        return
    if foto.valido_al >= aggiungi_mesi(foto.valido_dal, pai.mesi_massimi):
        testo = f"Il progetto dura al massimo {pai.mesi_massimi} mesi: anticipa la fine."
        yield Motivo(codice="durata_oltre", testo=testo, articolo=pai.riferimento_mesi or ART_DURATA)


def _sostegno(foto: PattoFoto, pai: PaiFoto) -> Motivi:
    if not pai.misura:
        testo = "Nessun sostegno economico proposto: il PAI si può firmare lo stesso."
        yield avviso("misura", testo, ART_AMMONTARE)
        return
    if pai.importo is None:
        yield manca("importo", "Scrivi l'ammontare del sostegno economico.", ART_AMMONTARE)
    if not pai.modo:
        yield manca("modo", "Scegli come si eroga il sostegno economico.", ART_AMMONTARE)
    elif pai.modi_ammessi and pai.modo not in pai.modi_ammessi:
        testo = f"Questa misura non si eroga così, ma con: {', '.join(pai.modi_ammessi.values()).lower()}."
        yield Motivo(codice="modo_non_ammesso", testo=testo, articolo=pai.riferimento_modi or ART_AMMONTARE)
    if pai.mesi is not None and pai.mesi > pai.mesi_massimi:
        testo = f"Il sostegno dura al massimo {pai.mesi_massimi} mesi, poi si rinnova con una verifica."
        yield Motivo(codice="mesi_oltre", testo=testo, articolo=pai.riferimento_mesi or ART_DURATA)


def _verifica(foto: PattoFoto, pai: PaiFoto) -> Motivi:
    if foto.prima_verifica is None:
        yield manca("prima_verifica", "Fissa la data della prima verifica.", ART_VERIFICA)
    elif foto.prima_verifica <= foto.al:
        yield manca("prima_verifica_passata", "La prima verifica è già passata.", ART_VERIFICA)
    if not foto.verifica_descrizione.strip():
        testo = "Scrivi chi partecipa alle verifiche e con quali criteri si guarda com'è andata."
        yield manca("modo_verifica", testo, ART_VERIFICA)


def _parenti(foto: PattoFoto, pai: PaiFoto) -> Motivi:
    if pai.informato_il is None:
        testo = "Scrivi quando hai informato chi chiede del diritto agli alimenti dai familiari."
        yield manca("informato", testo, ART_PARENTI)
    if pai.parenti_necessari and not pai.parenti:
        yield manca("parenti", "Scrivi quali parenti sono tenuti agli alimenti.", ART_PARENTI)
    if not pai.parenti_necessari and not pai.perche_parenti.strip():
        testo = "Scrivi perché non serve coinvolgere i parenti tenuti agli alimenti, o che non ce ne sono."
        yield manca("perche_parenti", testo, ART_PARENTI)
    for parente in pai.parenti:
        if pai.parenti_necessari and parente.aperto:
            yield avviso("parente_da_sentire", f"{parente.nome}: ancora da sentire.", ART_PARENTI)
        if pai.parenti_necessari and parente.rifiuto:
            yield _del_rifiuto(parente.nome, pai)


def _del_rifiuto(nome: str, pai: PaiFoto) -> Motivo:
    """Shown, never decided here: the measure examines the request, a person decides."""
    effetto = (
        "nel vostro regolamento di norma non si ammette il contributo"
        if pai.rifiuto_blocca
        else "di norma esclude dal contributo: se lo proponi lo stesso, spiega perché"
    )
    testo = f"{nome}: chi chiede non vuole coinvolgerlo; {effetto}."
    return avviso("parente_rifiutato", testo, pai.riferimento_rifiuto or ART_PARENTI)


def _figure(foto: PattoFoto, pai: PaiFoto) -> Motivi:
    if not foto.case_manager:
        yield manca("case_manager", "Indica l'assistente sociale responsabile.", ART_SERVIZIO)
    referente = next((p for p in foto.persone if p.pk == foto.referente), None)
    if referente is None or referente.minore:
        yield manca("referente", "Scegli l'adulto che chiede e firma il progetto.", ART_SERVIZIO)


CONTROLLI: tuple[Callable[[PattoFoto, PaiFoto], Motivi], ...] = (
    _valutazione,
    _bisogno,
    _obiettivi,
    _impegni,
    _durata,
    _sostegno,
    _verifica,
    _parenti,
    _figure,
)
