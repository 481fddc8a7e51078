"""The register of reads only grows: no change, no deletion, no emptying."""

from django.db import migrations

CREA = """
CREATE FUNCTION registro_accessi_sola_aggiunta() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'Il registro delle letture non si modifica e non si cancella.'
        USING ERRCODE = 'restrict_violation';
END $$;
CREATE TRIGGER lettura_riga BEFORE UPDATE OR DELETE ON registro_accessi_lettura
    FOR EACH ROW EXECUTE FUNCTION registro_accessi_sola_aggiunta();
CREATE TRIGGER lettura_tutto BEFORE TRUNCATE ON registro_accessi_lettura
    FOR EACH STATEMENT EXECUTE FUNCTION registro_accessi_sola_aggiunta();
"""
TOGLIE = """
DROP TRIGGER lettura_riga ON registro_accessi_lettura;
DROP TRIGGER lettura_tutto ON registro_accessi_lettura;
DROP FUNCTION registro_accessi_sola_aggiunta();
"""


class Migration(migrations.Migration):
    dependencies = [("registro_accessi", "0001_initial")]
    operations = [migrations.RunSQL(CREA, TOGLIE)]
