"""The copies of a sum (`impegnato`, `speso`) equal their rows at the end of each transaction, also by direct SQL;
what was paid, and a list once registered, never change.
"""

from django.db import migrations

FUNZIONI = """
CREATE FUNCTION contributi_fondo_quadra() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    fondo bigint := CASE WHEN TG_TABLE_NAME = 'contributi_fondo' THEN (to_jsonb(NEW)->>'id')::bigint
                         ELSE (to_jsonb(NEW)->>'fondo_id')::bigint END;
BEGIN
    IF (SELECT impegnato FROM contributi_fondo WHERE id = fondo) IS DISTINCT FROM
       (SELECT coalesce(sum(importo - rilasciato), 0) FROM contributi_prenotazione WHERE fondo_id = fondo) THEN
        RAISE EXCEPTION 'Il fondo non quadra con le sue prenotazioni.' USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER fondo_quadra AFTER INSERT OR UPDATE ON contributi_fondo
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION contributi_fondo_quadra();
CREATE CONSTRAINT TRIGGER prenotazione_quadra AFTER INSERT OR UPDATE ON contributi_prenotazione
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION contributi_fondo_quadra();

CREATE FUNCTION contributi_buono_quadra() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    buono bigint := CASE WHEN TG_TABLE_NAME = 'contributi_buono' THEN (to_jsonb(NEW)->>'id')::bigint
                         ELSE (to_jsonb(NEW)->>'buono_id')::bigint END;
BEGIN
    IF (SELECT speso FROM contributi_buono WHERE id = buono) IS DISTINCT FROM
       (SELECT coalesce(sum(importo), 0) FROM contributi_utilizzobuono WHERE buono_id = buono AND annullato_il IS NULL) THEN
        RAISE EXCEPTION 'Il buono non quadra con le sue spese.' USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER buono_quadra AFTER INSERT OR UPDATE ON contributi_buono
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION contributi_buono_quadra();
CREATE CONSTRAINT TRIGGER utilizzo_quadra AFTER INSERT OR UPDATE ON contributi_utilizzobuono
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION contributi_buono_quadra();

CREATE FUNCTION contributi_denaro_fermo() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'Questa riga non si modifica e non si cancella.' USING ERRCODE = 'integrity_constraint_violation';
END $$;
CREATE TRIGGER pagamento_fermo BEFORE UPDATE OR DELETE ON contributi_pagamento
    FOR EACH ROW EXECUTE FUNCTION contributi_denaro_fermo();
CREATE TRIGGER variazione_ferma BEFORE UPDATE OR DELETE ON contributi_variazionefondo
    FOR EACH ROW EXECUTE FUNCTION contributi_denaro_fermo();
CREATE TRIGGER utilizzo_non_si_cancella BEFORE DELETE ON contributi_utilizzobuono
    FOR EACH ROW EXECUTE FUNCTION contributi_denaro_fermo();
CREATE TRIGGER prenotazione_non_si_cancella BEFORE DELETE ON contributi_prenotazione
    FOR EACH ROW EXECUTE FUNCTION contributi_denaro_fermo();

CREATE FUNCTION contributi_liquidazione_ferma() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF OLD.registrata_il IS NOT NULL AND (OLD.righe, OLD.totale, OLD.registrata_il, OLD.registrazione_id)
       IS DISTINCT FROM (NEW.righe, NEW.totale, NEW.registrata_il, NEW.registrazione_id) THEN
        RAISE EXCEPTION 'Una liquidazione registrata non si cambia.' USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER liquidazione_ferma BEFORE UPDATE ON contributi_liquidazione
    FOR EACH ROW EXECUTE FUNCTION contributi_liquidazione_ferma();
"""
VIA = """
DROP TRIGGER liquidazione_ferma ON contributi_liquidazione;
DROP TRIGGER prenotazione_non_si_cancella ON contributi_prenotazione;
DROP TRIGGER utilizzo_non_si_cancella ON contributi_utilizzobuono;
DROP TRIGGER variazione_ferma ON contributi_variazionefondo;
DROP TRIGGER pagamento_fermo ON contributi_pagamento;
DROP TRIGGER utilizzo_quadra ON contributi_utilizzobuono;
DROP TRIGGER buono_quadra ON contributi_buono;
DROP TRIGGER prenotazione_quadra ON contributi_prenotazione;
DROP TRIGGER fondo_quadra ON contributi_fondo;
DROP FUNCTION contributi_liquidazione_ferma();
DROP FUNCTION contributi_denaro_fermo();
DROP FUNCTION contributi_buono_quadra();
DROP FUNCTION contributi_fondo_quadra();
"""


class Migration(migrations.Migration):
    dependencies = [("contributi", "0003_decisione_ferma")]
    operations = [migrations.RunSQL(FUNZIONI, VIA)]
