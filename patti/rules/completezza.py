"""What is still missing from a Patto, and why: every reason names the article or the rule it rests on.

DA_INTEGRARE: the Patto cannot be shared for signature yet. NON_AMMISSIBILE: something in it is not
allowed. AVVISO: worth a thought, the worker decides.
"""

from collections.abc import Callable

from adi_platform.norme.esito import Esito
from patti.rules.completezza_pai import motivi_pai
from patti.rules.completezza_quadro import motivi_quadro
from patti.rules.foto import (
    AREA_PUC,
    AREE_DEGLI_ADULTI,
    ETA_SCUOLA,
    ImpegnoFoto,
    ObiettivoFoto,
    PattoFoto,
    PersonaFoto,
    SostegnoFoto,
    troppo_piccolo,
)
from patti.rules.mancanze import Motivi, avviso, breve, manca, vietato

ART_OBIETTIVI = "D.Lgs. 147/2017 art. 6; Protocollo di rete art. 7 lett. a)"
ART_SOSTEGNI = "D.Lgs. 147/2017 artt. 6 e 7; Protocollo di rete art. 7 lett. b)"
ART_IMPEGNI = "D.Lgs. 147/2017 art. 6; Protocollo di rete art. 7 lett. c)"
ART_ANALISI = "D.Lgs. 147/2017 art. 5; DM 72/2024"
ART_EQUIPE = "D.Lgs. 147/2017 art. 5; Protocollo di rete art. 5"
ART_MONITORAGGIO = "D.Lgs. 147/2017 art. 6; Protocollo di rete art. 7"
ART_NOVANTA = "DL 48/2023 art. 4; DM 154/2023 art. 9"
ART_OBBLIGATI = "DL 48/2023 art. 6 c. 4"
ART_ESCLUSI = "DL 48/2023 art. 6 cc. 4 e 5; Catalogo degli impegni, regola su «sanzionabile»"
ART_PUC = "DL 48/2023 art. 6; DM 156/2023; Protocollo di rete art. 7"
ART_SCUOLA = "DL 123/2023 art. 12 c. 3-bis; DM 87/2025"
ART_ISTRUZIONE_ADULTI = "DL 48/2023 art. 8 c. 6 lett. d)"
REGOLA_POCHI = "Catalogo degli obiettivi, regola: di solito da due a cinque risultati"
REGOLA_DATA = "Catalogo degli obiettivi, regola: restano un indicatore e una data"
REGOLA_RISERVATI = "Catalogo degli obiettivi, regola sugli obiettivi di sicurezza personale"
REGOLA_PROMESSA = "Catalogo dei sostegni, regola: un sostegno si promette solo se esiste"
REGOLA_SOSTEGNO = "Catalogo dei sostegni, regola: persona, chi lo realizza, inizio, frequenza, fondi"
REGOLA_SENSIBILE = "Catalogo degli impegni, regola su «sensibile»"
REGOLA_SALUTE = "Catalogo degli impegni, regola sugli impegni di salute; Protocollo di rete art. 7"

REGOLA_MINORI = "Catalogo degli impegni, regola sui ragazzi: gli obblighi sono dei genitori"

OSPITANTI = ("RU.TUTF", "RU.TPUC", "RU.ETS", "RU.RPUC")
AREA_CONTATTI, AREA_SALUTE, AREA_MINORI, AREA_ISTRUZIONE = "CONT", "PERS", "MINO", "ISTR"
IMPEGNI_SCUOLA = ("IM.MINO.01", "IM.MINO.02")
PERCORSO_LAVORO, PERCORSO_SOCIALE = 1, 4
MOLTI_RISULTATI = 5


def verifica_completezza(foto: PattoFoto) -> Esito:
    """All the reasons, the most serious first inside each check."""
    if foto.pai is not None:
        return Esito(motivi=motivi_pai(foto))
    return Esito(motivi=tuple(motivo for controllo in CONTROLLI for motivo in controllo(foto)))


def _obiettivi(foto: PattoFoto) -> Motivi:
    if not foto.obiettivi:
        yield manca("obiettivi", "Aggiungi almeno un obiettivo, scelto con la famiglia.", ART_OBIETTIVI)
    for obiettivo in foto.obiettivi:
        if not obiettivo.risultati:
            testo = f"L'obiettivo «{breve(obiettivo.testo)}» non ha ancora un risultato concreto."
            yield manca("obiettivo_senza_risultati", testo, ART_OBIETTIVI, obiettivo)
    if len(foto.risultati) > MOLTI_RISULTATI:
        testo = f"I risultati sono {len(foto.risultati)}: valuta se rimandarne qualcuno."
        yield avviso("troppi_risultati", testo, REGOLA_POCHI)


def _risultati(foto: PattoFoto) -> Motivi:
    for risultato in foto.risultati:
        nome = breve(risultato.testo)
        if risultato.entro is None:
            yield manca("risultato_senza_data", f"Scrivi entro quando: «{nome}».", ART_OBIETTIVI, risultato)
        elif risultato.entro <= foto.al:
            testo = f"La data di «{nome}» è già passata: mettine una nuova."
            yield manca("risultato_data_passata", testo, ART_OBIETTIVI, risultato)
        if not risultato.indicatore.strip():
            testo = f"Scrivi come si capisce che è raggiunto: «{nome}»."
            yield manca("risultato_senza_indicatore", testo, REGOLA_DATA, risultato)


def _sostegni(foto: PattoFoto) -> Motivi:
    if foto.obiettivi and not foto.sostegni:
        testo = "Aggiungi almeno un sostegno: che cosa fanno i servizi oltre al beneficio economico."
        yield manca("sostegni", testo, ART_SOSTEGNI)
    for sostegno in foto.sostegni:
        yield from _un_sostegno(sostegno)


def _un_sostegno(sostegno: SostegnoFoto) -> Motivi:
    nome = breve(sostegno.testo)
    if not sostegno.erogatore.strip():
        yield manca("sostegno_senza_erogatore", f"Scrivi chi realizza «{nome}».", ART_SOSTEGNI, sostegno)
    if not sostegno.persone:
        yield manca("sostegno_senza_persone", f"Indica per chi è «{nome}».", REGOLA_SOSTEGNO, sostegno)
    if sostegno.stato == "non_disponibile":
        testo = f"«{nome}» ora non è disponibile: il Patto non lo può promettere."
        yield avviso("sostegno_non_disponibile", testo, REGOLA_PROMESSA, sostegno)
    mancanti = [
        voce
        for voce, presente in (
            ("quando inizia", sostegno.dal is not None),
            ("quanto spesso", bool(sostegno.frequenza.strip())),
            ("con quali fondi", bool(sostegno.finanziamento.strip())),
        )
        if not presente
    ]
    if mancanti:
        testo = f"«{nome}»: manca {', '.join(mancanti)}."
        yield avviso("sostegno_incompleto", testo, REGOLA_SOSTEGNO, sostegno)


def _impegni(foto: PattoFoto) -> Motivi:
    for impegno in foto.impegni:
        if not (impegno.verifica_chi.strip() and impegno.verifica_come.strip()):
            testo = f"Scrivi chi verifica e come: «{breve(impegno.testo)}»."
            yield manca("impegno_senza_verifica", testo, ART_IMPEGNI, impegno)
        if impegno.sostegno_non_disponibile:
            testo = f"«{breve(impegno.testo)}» dipende da un sostegno non disponibile: non può partire."
            yield avviso("impegno_senza_sostegno", testo, REGOLA_PROMESSA, impegno)
        yield from _di_chi(impegno, foto)
        if impegno.sensibile and any(ruolo in OSPITANTI for ruolo in impegno.ruoli_verifica):
            testo = (
                f"«{breve(impegno.testo)}» è personale: non può verificarlo un ente che ospita o fornisce."
            )
            yield vietato("sensibile_a_ospitante", testo, REGOLA_SENSIBILE, impegno)


def _di_chi(impegno: ImpegnoFoto, foto: PattoFoto) -> Motivi:
    """A child does not commit; a youngster only to what is their own."""
    persona = next((p for p in foto.persone if p.pk == impegno.persona and p.minore), None)
    if persona is None:
        return
    nome = breve(impegno.testo)
    if troppo_piccolo(persona.eta):
        testo = f"«{nome}» non può essere di {persona.nome}, che ha {persona.eta} anni: dallo a un adulto."
        yield vietato("impegno_di_un_bambino", testo, REGOLA_MINORI, impegno)
    elif not impegno.codice or impegno.area in AREE_DEGLI_ADULTI:
        testo = f"«{nome}» è di {persona.nome}, che ha {persona.eta} anni: è adatto alla sua età?"
        yield avviso("impegno_di_un_minore", testo, REGOLA_MINORI, impegno)


def _aree_minime(foto: PattoFoto) -> Motivi:
    aree = {impegno.area for impegno in foto.impegni}
    if AREA_CONTATTI not in aree:
        testo = "Scrivi con quale frequenza ci si vede: manca un impegno sui contatti con i servizi."
        yield manca("area_contatti", testo, ART_IMPEGNI)
    if AREA_SALUTE not in aree:
        testo = "Nessun impegno di prevenzione e cura: si scrive solo se lo indicano i sanitari."
        yield avviso("area_salute", testo, REGOLA_SALUTE)


def _persone_obbligate(foto: PattoFoto) -> Motivi:
    for persona in foto.persone:
        if persona.obbligo == "da_definire" and persona.adulta:
            testo = (
                f"Per {persona.nome} gli obblighi sono ancora da definire: decidilo nella scheda del caso."
            )
            yield manca("obblighi_da_definire", testo, ART_OBBLIGATI)
        if persona.obbligata and not foto.impegni_di(persona):
            testo = f"{persona.nome} è fra chi è tenuto agli obblighi e non ha ancora un impegno."
            yield manca("obbligato_senza_impegni", testo, ART_OBBLIGATI)


def _sanzionabili(foto: PattoFoto) -> Motivi:
    for persona in foto.persone:
        if persona.obbligata:
            continue
        for impegno in foto.impegni_di(persona):
            if impegno.sanzionabile:
                yield vietato("sanzionabile_non_ammesso", _perche_no(persona, impegno), ART_ESCLUSI, impegno)


def _perche_no(persona: PersonaFoto, impegno: ImpegnoFoto) -> str:
    perche = {
        "volontario": "ha aderito per scelta",
        "escluso": "è fuori dagli obblighi",
        "da_definire": "non ha ancora obblighi definiti",
    }.get(persona.obbligo, "non ha obblighi")
    if persona.minore:
        perche = "è minorenne"
    return (
        f"«{breve(impegno.testo)}» non può avere conseguenze: {persona.nome} {perche}. "
        "Togli la spunta da «La legge può collegare una conseguenza»."
    )


def _puc(foto: PattoFoto) -> Motivi:
    for persona in foto.persone:
        if not persona.obbligata or any(i.area == AREA_PUC for i in foto.impegni_di(persona)):
            continue
        if persona.percorso == PERCORSO_SOCIALE:
            testo = f"Per {persona.nome} il progetto utile alla collettività è un obbligo: manca l'impegno."
            yield manca("puc", testo, ART_PUC)
        elif persona.percorso == PERCORSO_LAVORO:
            testo = f"Il progetto utile alla collettività di {persona.nome} va scritto nel patto di servizio."
            yield avviso("puc_nel_patto_di_servizio", testo, ART_PUC)
        else:
            testo = f"Attribuisci il percorso a {persona.nome}: decide dove va scritto il progetto utile."
            yield avviso("puc_senza_percorso", testo, ART_PUC)


def _scuola(foto: PattoFoto) -> Motivi:
    in_eta = [p for p in foto.persone if p.eta is not None and p.eta in ETA_SCUOLA]
    if in_eta and not any(i.codice in IMPEGNI_SCUOLA for i in foto.impegni):
        nomi = ", ".join(p.nome for p in in_eta)
        testo = f"Manca l'impegno su iscrizione e frequenza della scuola per {nomi}."
        yield manca("scuola_minori", testo, ART_SCUOLA)
    for persona in foto.persone:
        if not (persona.istruzione_da_completare and persona.obbligata):
            continue
        if not any(i.area == AREA_ISTRUZIONE for i in foto.impegni_di(persona)):
            testo = f"{persona.nome} non ha concluso l'obbligo di istruzione: serve l'impegno a iscriversi."
            yield manca("istruzione_adulti", testo, ART_ISTRUZIONE_ADULTI)


def _riservati(foto: PattoFoto) -> Motivi:
    for obiettivo in foto.obiettivi:
        if obiettivo.riservato and _ha_impegni(obiettivo):
            testo = f"L'obiettivo riservato «{breve(obiettivo.testo)}» non può avere impegni: toglili."
            yield vietato("riservato_con_impegni", testo, REGOLA_RISERVATI, obiettivo)


def _ha_impegni(obiettivo: ObiettivoFoto) -> bool:
    return any(risultato.impegni for risultato in obiettivo.risultati)


def _analisi(foto: PattoFoto) -> Motivi:
    if not foto.analisi_conclusa:
        testo = "L'Analisi preliminare non è ancora conclusa: finalizzala prima di condividere il Patto."
        yield manca("analisi", testo, ART_ANALISI)


def _figure(foto: PattoFoto) -> Motivi:
    if not foto.case_manager:
        yield manca("case_manager", "Indica il responsabile del caso.", ART_EQUIPE)
    referente = next((p for p in foto.persone if p.pk == foto.referente), None)
    if referente is None or referente.minore:
        testo = "Scegli con la famiglia l'adulto referente del Patto."
        yield manca("referente", testo, ART_EQUIPE)
    if foto.bisogno_complesso and len(foto.equipe) < 2:
        testo = "L'analisi chiede un'équipe: scrivi nomi, funzioni ed enti di chi ne fa parte."
        yield manca("equipe", testo, ART_EQUIPE)
    for membro in foto.equipe:
        if not (membro.funzione.strip() and membro.ente.strip()):
            testo = f"Scrivi nell'équipe la funzione e l'ente di {membro.nome}: il Patto li riporta."
            yield manca("equipe_senza_ente", testo, ART_EQUIPE)


def _monitoraggio(foto: PattoFoto) -> Motivi:
    massimo = foto.giorni_verifica
    if foto.prima_verifica is None:
        yield manca("prima_verifica", "Fissa la data della prima verifica.", ART_MONITORAGGIO)
    elif foto.prima_verifica <= foto.al:
        yield manca("prima_verifica_passata", "La prima verifica è già passata.", ART_MONITORAGGIO)
    elif (foto.prima_verifica - foto.al).days > massimo and not foto.escluso_monitoraggio:
        testo = f"La prima verifica è a più di {massimo} giorni: il beneficio può essere sospeso."
        yield avviso("prima_verifica_tardi", testo, ART_NOVANTA)
    if foto.verifica_ogni_giorni > massimo and not foto.escluso_monitoraggio:
        testo = f"Le verifiche sono a più di {massimo} giorni l'una dall'altra."
        yield avviso("verifiche_rade", testo, ART_NOVANTA)
    if not foto.verifica_descrizione.strip():
        testo = "Scrivi chi partecipa alle verifiche e che cosa si guarda insieme."
        yield manca("modo_verifica", testo, ART_MONITORAGGIO)


def _partecipazione(foto: PattoFoto) -> Motivi:
    if not foto.preferenze.strip():
        testo = "Scrivi, con le sue parole, che cosa desidera la famiglia."
        yield avviso("preferenze", testo, ART_MONITORAGGIO)
    if foto.minori and not foto.partecipazione_minori.strip():
        testo = "Scrivi come bambini e ragazzi hanno detto la loro."
        yield avviso("partecipazione_minori", testo, ART_MONITORAGGIO)
    if foto.servizi_attivi and not foto.progetti_integrati.strip():
        testo = f"Ci sono già servizi attivi ({', '.join(foto.servizi_attivi)}): scrivi come si integrano."
        yield avviso("progetti_integrati", testo, ART_MONITORAGGIO)


CONTROLLI: tuple[Callable[[PattoFoto], Motivi], ...] = (
    _analisi,
    _obiettivi,
    motivi_quadro,
    _risultati,
    _sostegni,
    _impegni,
    _sanzionabili,
    _riservati,
    _persone_obbligate,
    _aree_minime,
    _puc,
    _scuola,
    _figure,
    _monitoraggio,
    _partecipazione,
)
