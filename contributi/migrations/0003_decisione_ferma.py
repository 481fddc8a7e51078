"""An adopted act, a sent letter, the reasons of a notice and a publication never change: not even by SQL.

What may still move is named in the triggers: the proof of receipt of a letter, the files that are made
or signed after the act, the annulment.
"""

from django.db import migrations

FUNZIONI = """
CREATE FUNCTION contributi_provvedimento_fermo() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    mobili text[] := ARRAY['versione', 'aggiornato_il', 'aggiornato_da_id'];
BEGIN
    IF TG_OP = 'DELETE' THEN
        IF OLD.stato <> 'bozza' THEN
            RAISE EXCEPTION 'Un provvedimento adottato non si cancella.' USING ERRCODE = 'integrity_constraint_violation';
        END IF;
        RETURN OLD;
    END IF;
    IF OLD.stato = 'bozza' THEN
        RETURN NEW;
    END IF;
    IF NEW.stato = 'annullato' AND OLD.stato = 'adottato' THEN
        mobili := mobili || ARRAY['stato'];
    END IF;
    IF OLD.documento_id IS NULL THEN
        mobili := mobili || ARRAY['documento_id'];
    END IF;
    IF OLD.documento_pubblico_id IS NULL THEN
        mobili := mobili || ARRAY['documento_pubblico_id'];
    END IF;
    IF OLD.documento_firmato_id IS NULL THEN
        mobili := mobili || ARRAY['documento_firmato_id', 'verifica_firma'];
    END IF;
    IF (to_jsonb(NEW) - mobili) IS DISTINCT FROM (to_jsonb(OLD) - mobili) THEN
        RAISE EXCEPTION 'Un provvedimento adottato non si cambia.' USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NEW;
END $$;

CREATE FUNCTION contributi_riga_ferma() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    mobili text[] := COALESCE(TG_ARGV::text[], ARRAY[]::text[]);
BEGIN
    IF TG_OP = 'DELETE' OR (to_jsonb(NEW) - mobili) IS DISTINCT FROM (to_jsonb(OLD) - mobili) THEN
        RAISE EXCEPTION 'Questa riga non si cambia e non si cancella.' USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NEW;
END $$;

CREATE FUNCTION contributi_pubblicazione_ferma() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    mobili text[] := ARRAY['aggiornato_il', 'aggiornato_da_id'];
BEGIN
    IF TG_OP = 'DELETE' THEN
        RAISE EXCEPTION 'Una pubblicazione non si cancella.' USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    IF OLD.pubblicata_il IS NULL THEN
        mobili := mobili || ARRAY['oggetto', 'con_comune', 'dati', 'avvisi', 'perche_nonostante', 'pubblicata_il',
            'fino_al', 'pubblicata_da_id', 'registrazione_id'];
    END IF;
    IF (to_jsonb(NEW) - mobili) IS DISTINCT FROM (to_jsonb(OLD) - mobili) THEN
        RAISE EXCEPTION 'Una pubblicazione non si cambia.' USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NEW;
END $$;
"""

# Table → columns that may still move.
FERME = {
    "comunicazione": (
        "consegnata_il",
        "avviso_giacenza_il",
        "estremi_prova",
        "prova_id",
        "documento_id",
        "registrazione_id",
        "versione",
        "aggiornato_il",
        "aggiornato_da_id",
    ),
    "preavviso": ("riesame_il", "versione", "aggiornato_il", "aggiornato_da_id"),
    "motivoostativo": (),
    "osservazione": (
        "accolta",
        "risposta",
        "risposta_da_id",
        "versione",
        "aggiornato_il",
        "aggiornato_da_id",
    ),
    "elencoderoghe": ("documento_id",),
}

TRIGGER = [
    "CREATE TRIGGER provvedimento_fermo BEFORE UPDATE OR DELETE ON contributi_provvedimento"
    " FOR EACH ROW EXECUTE FUNCTION contributi_provvedimento_fermo();",
    "CREATE TRIGGER pubblicazione_ferma BEFORE UPDATE OR DELETE ON contributi_pubblicazione"
    " FOR EACH ROW EXECUTE FUNCTION contributi_pubblicazione_ferma();",
    *(
        f"CREATE TRIGGER riga_ferma BEFORE UPDATE OR DELETE ON contributi_{tabella} FOR EACH ROW"
        f" EXECUTE FUNCTION contributi_riga_ferma({', '.join(repr(c) for c in mobili)});"
        for tabella, mobili in FERME.items()
    ),
]

ANNULLA = [
    "DROP TRIGGER provvedimento_fermo ON contributi_provvedimento;",
    "DROP TRIGGER pubblicazione_ferma ON contributi_pubblicazione;",
    *(f"DROP TRIGGER riga_ferma ON contributi_{tabella};" for tabella in FERME),
    "DROP FUNCTION contributi_pubblicazione_ferma();",
    "DROP FUNCTION contributi_riga_ferma();",
    "DROP FUNCTION contributi_provvedimento_fermo();",
]


class Migration(migrations.Migration):
    dependencies = [("contributi", "0002_commissione_ferma")]

    operations = [migrations.RunSQL([FUNZIONI, *TRIGGER], ANNULLA)]
