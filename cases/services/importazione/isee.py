"""Which kind of ISEE each household of a list carries."""

from dataclasses import dataclass

from adi_platform.norme.loader import Norme
from adi_platform.organizzazione.services.parametri import norme_dell_ambito
from cases.models import Importazione
from cases.rules.elenco.nuclei import NucleoLetto
from cases.rules.elenco.traduzione import tipo_isee_di
from cases.rules.isee import anno_della_dsu, tipo_dell_anno, tipo_nell_anno
from cases.services.importazione.mappa import mappatura_ricordata


@dataclass(frozen=True, slots=True, kw_only=True)
class TipiIsee:
    """What was said of the whole list, and the norms that say when a kind began to exist."""

    dell_elenco: str
    norme: Norme

    @classmethod
    def di(cls, importazione: Importazione) -> "TipiIsee":
        norme = norme_dell_ambito(importazione.ambito_id)
        dell_anno = tipo_dell_anno(importazione.data_estrazione.year, norme=norme)
        return cls(dell_elenco=importazione.tipo_isee or dell_anno, norme=norme)

    def del_nucleo(self, letto: NucleoLetto) -> str:
        """What its rows say; otherwise the kind of the list, as far as it existed in the year of the DSU."""
        scritto = tipo_isee_di(letto.tipo_isee)
        return scritto or tipo_nell_anno(self.dell_elenco, anno_della_dsu(letto.dsu), norme=self.norme)


def tipo_isee_proposto(importazione: Importazione) -> str:
    """What was said last time of a list like this, unless another kind counted then; or the kind of its year."""
    dell_anno = TipiIsee.di(importazione).dell_elenco
    ricordata = mappatura_ricordata(
        ambito_id=importazione.ambito_id, intestazioni=importazione.formato["intestazioni"]
    )
    if importazione.tipo_isee or not ricordata or not ricordata.tipo_isee:
        return dell_anno
    norme = norme_dell_ambito(importazione.ambito_id)
    allora = tipo_dell_anno(ricordata.aggiornato_il.year, norme=norme)
    return ricordata.tipo_isee if allora == dell_anno else dell_anno
