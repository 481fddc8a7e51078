"""What a public text must not say of this household: gathered from the registry, for one check."""

from cases.models import AttestazioneISEE, Nucleo, Persona, Recapito
from contributi.models import Richiesta
from contributi.rules.lettere import parole_riservate
from contributi.rules.omissis import DatiVietati


def dati_vietati(richiesta: Richiesta) -> DatiVietati:
    """All who are or were in the household, who belongs to the case, and the applicant.

    Of a protected person the address is not read: it is encrypted and the plain columns are empty.
    """
    nucleo = richiesta.caso.nucleo
    persone = list(_persone(richiesta, nucleo))
    chiavi = [p.pk for p in persone]
    isee = AttestazioneISEE.objects.filter(nucleo=nucleo)
    return DatiVietati(
        nomi=tuple(sorted({parte for p in persone for parte in (p.nome, p.cognome) if parte})),
        codici=tuple(sorted({p.codice for p in persone if p.codice})),
        indirizzi=tuple(sorted({p.indirizzo for p in persone if p.indirizzo})),
        recapiti=tuple(
            Recapito.objects.filter(persona__in=chiavi).order_by("pk").values_list("valore", flat=True)
        ),
        nascite=tuple(sorted({p.data_nascita for p in persone if p.data_nascita})),
        importi=tuple(
            sorted(
                {
                    valore
                    for riga in isee.values_list("valore", "ise", "isr", "isp")
                    for valore in riga
                    if valore is not None
                }
            )
        ),
        salute=parole_riservate(),
    )


def _persone(richiesta: Richiesta, nucleo: Nucleo) -> set[Persona]:
    del_nucleo = Persona.objects.filter(appartenenze__nucleo=nucleo)
    del_caso = Persona.objects.filter(componenti_caso__caso=richiesta.caso)
    return {*del_nucleo, *del_caso, richiesta.richiedente}
