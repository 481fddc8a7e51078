"""Roles and kinds of bodies."""

from django.db.models import TextChoices


class Ruolo(TextChoices):
    SEGRETARIATO = "segretariato", "Operatore di segretariato"
    ASSISTENTE_SOCIALE = "assistente_sociale", "Assistente sociale"
    EDUCATORE = "educatore", "Educatore"
    RESPONSABILE_VERIFICHE = "responsabile_verifiche", "Responsabile verifiche"
    COORDINATORE = "coordinatore", "Coordinatore"
    COMPONENTE_COMMISSIONE = "componente_commissione", "Componente della commissione"
    PRESIDENTE_COMMISSIONE = "presidente_commissione", "Presidente della commissione"
    DIRIGENTE = "dirigente", "Dirigente"
    AMMINISTRATIVO_CONTABILE = "amministrativo_contabile", "Amministrativo-contabile"
    REFERENTE_PARTNER = "referente_partner", "Referente di un ente partner"
    DPO_AUDITOR = "dpo_auditor", "Responsabile della protezione dei dati"
    AMMINISTRATORE_TECNICO = "amministratore_tecnico", "Amministratore tecnico"


class Approvazione(TextChoices):
    PROPOSTO = "proposto", "Da approvare"
    APPROVATO = "approvato", "Approvato"
    RESPINTO = "respinto", "Non approvato"


class TipoEnte(TextChoices):
    CPI = "cpi", "Centro per l'impiego"
    ASL = "asl", "Azienda sanitaria locale"
    SCUOLA = "scuola", "Scuola o ufficio scolastico"
    TERZO_SETTORE = "terzo_settore", "Ente del terzo settore"
    ALTRO = "altro", "Altro ente"


class TipoServizio(TextChoices):
    SERD = "serd", "Servizio per le dipendenze (SerD)"
    CSM = "csm", "Centro di salute mentale (CSM)"
    NPI = "npi", "Neuropsichiatria infantile (NPI)"
    CONSULTORIO = "consultorio", "Consultorio familiare"
    DISTRETTO = "distretto", "Distretto sanitario"
    ALTRO = "altro", "Altro servizio"
