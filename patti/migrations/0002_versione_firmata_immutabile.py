"""A Patto shared for signature is read-only, and a signed one never changes: not even by direct SQL.

What may still move is named in the triggers: the state and who moved it, and the states of results,
supports and commitments found at the checks.
"""

from django.db import migrations

FUNZIONI = """
CREATE FUNCTION patti_testo_fermo(patto bigint) RETURNS boolean LANGUAGE sql STABLE AS $$
    SELECT EXISTS (SELECT 1 FROM patti_patto WHERE id = patto AND stato <> 'bozza')
$$;

CREATE FUNCTION patti_patto_fermo() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    mobili text[] := ARRAY['stato', 'versione', 'aggiornato_il', 'aggiornato_da_id', 'chiuso_il'];
BEGIN
    IF TG_OP = 'DELETE' THEN
        IF OLD.stato <> 'bozza' THEN
            RAISE EXCEPTION 'Un Patto condiviso non si cancella.' USING ERRCODE = 'integrity_constraint_violation';
        END IF;
        RETURN OLD;
    END IF;
    IF OLD.stato = 'bozza' THEN
        RETURN NEW;
    END IF;
    IF OLD.stato = 'condiviso' THEN
        mobili := mobili || ARRAY['condiviso_il', 'sottoscritto_il', 'luogo_firma', 'impronta_testo'];
    END IF;
    IF OLD.documento_id IS NULL THEN
        mobili := mobili || ARRAY['documento_id'];
    END IF;
    IF OLD.registrazione_id IS NULL THEN
        mobili := mobili || ARRAY['registrazione_id'];
    END IF;
    IF OLD.stato IN ('sottoscritto', 'in_revisione', 'aggiornato', 'concluso') AND NEW.stato IN ('bozza', 'condiviso') THEN
        RAISE EXCEPTION 'Un Patto sottoscritto non torna in bozza.' USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    IF (to_jsonb(NEW) - mobili) IS DISTINCT FROM (to_jsonb(OLD) - mobili) THEN
        RAISE EXCEPTION 'Il testo di un Patto condiviso non si cambia.' USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NEW;
END $$;

CREATE FUNCTION patti_parte_ferma() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    mobili text[] := ARRAY['stato', 'versione', 'aggiornato_il', 'aggiornato_da_id'];
BEGIN
    IF TG_OP = 'UPDATE' THEN
        IF (to_jsonb(NEW) - mobili) IS NOT DISTINCT FROM (to_jsonb(OLD) - mobili) THEN
            RETURN NEW;
        END IF;
        IF patti_testo_fermo(NEW.patto_id) OR patti_testo_fermo(OLD.patto_id) THEN
            RAISE EXCEPTION 'Il testo di un Patto condiviso non si cambia.' USING ERRCODE = 'integrity_constraint_violation';
        END IF;
        RETURN NEW;
    END IF;
    IF TG_OP = 'DELETE' THEN
        IF patti_testo_fermo(OLD.patto_id) THEN
            RAISE EXCEPTION 'Il testo di un Patto condiviso non si cambia.' USING ERRCODE = 'integrity_constraint_violation';
        END IF;
        RETURN OLD;
    END IF;
    IF patti_testo_fermo(NEW.patto_id) THEN
        RAISE EXCEPTION 'Il testo di un Patto condiviso non si cambia.' USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NEW;
END $$;

CREATE FUNCTION patti_persone_ferme() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    patto bigint;
BEGIN
    EXECUTE format('SELECT patto_id FROM %I WHERE id = $1', TG_ARGV[0])
        INTO patto USING (to_jsonb(COALESCE(NEW, OLD)) ->> TG_ARGV[1])::bigint;
    IF patti_testo_fermo(patto) THEN
        RAISE EXCEPTION 'Il testo di un Patto condiviso non si cambia.' USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN COALESCE(NEW, OLD);
END $$;

CREATE FUNCTION patti_firma_ferma() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    annullo text[] := ARRAY['annullata_il', 'motivo_annullamento'];
    stato_patto text;
BEGIN
    IF TG_OP = 'DELETE' THEN
        RAISE EXCEPTION 'Una firma non si cancella.' USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    SELECT stato INTO stato_patto FROM patti_patto WHERE id = NEW.patto_id;
    IF stato_patto IS DISTINCT FROM 'condiviso' THEN
        RAISE EXCEPTION 'Le firme di questo Patto sono chiuse.' USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    IF TG_OP = 'UPDATE' AND (
        OLD.annullata_il IS NOT NULL OR (to_jsonb(NEW) - annullo) IS DISTINCT FROM (to_jsonb(OLD) - annullo)
    ) THEN
        RAISE EXCEPTION 'Una firma non si cambia.' USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NEW;
END $$;
"""

PARTI = ("obiettivopatto", "risultatoatteso", "sostegnopatto", "impegnopatto", "componenteequipepatto")
PERSONE = (
    ("risultatoatteso_componenti", "patti_risultatoatteso", "risultatoatteso_id"),
    ("sostegnopatto_componenti", "patti_sostegnopatto", "sostegnopatto_id"),
    ("impegnopatto_altri", "patti_impegnopatto", "impegnopatto_id"),
)

TRIGGER = [
    "CREATE TRIGGER patto_fermo BEFORE UPDATE OR DELETE ON patti_patto"
    " FOR EACH ROW EXECUTE FUNCTION patti_patto_fermo();",
    "CREATE TRIGGER firma_ferma BEFORE INSERT OR UPDATE OR DELETE ON patti_firmapatto"
    " FOR EACH ROW EXECUTE FUNCTION patti_firma_ferma();",
    *(
        f"CREATE TRIGGER parte_ferma BEFORE INSERT OR UPDATE OR DELETE ON patti_{parte}"
        " FOR EACH ROW EXECUTE FUNCTION patti_parte_ferma();"
        for parte in PARTI
    ),
    *(
        f"CREATE TRIGGER persone_ferme BEFORE INSERT OR UPDATE OR DELETE ON patti_{tabella}"
        f" FOR EACH ROW EXECUTE FUNCTION patti_persone_ferme('{padre}', '{colonna}');"
        for tabella, padre, colonna in PERSONE
    ),
]

ANNULLA = [
    "DROP TRIGGER patto_fermo ON patti_patto;",
    "DROP TRIGGER firma_ferma ON patti_firmapatto;",
    *(f"DROP TRIGGER parte_ferma ON patti_{parte};" for parte in PARTI),
    *(f"DROP TRIGGER persone_ferme ON patti_{tabella};" for tabella, _, _ in PERSONE),
    "DROP FUNCTION patti_firma_ferma();",
    "DROP FUNCTION patti_persone_ferme();",
    "DROP FUNCTION patti_parte_ferma();",
    "DROP FUNCTION patti_patto_fermo();",
    "DROP FUNCTION patti_testo_fermo(bigint);",
]


class Migration(migrations.Migration):
    dependencies = [("patti", "0001_initial")]

    operations = [migrations.RunSQL([FUNZIONI, *TRIGGER], ANNULLA)]
