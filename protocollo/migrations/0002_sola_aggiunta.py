"""What was disclosed only grows: no change, no deletion, no emptying."""

from django.db import migrations

CREA = """
CREATE FUNCTION protocollo_sola_aggiunta() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'Ciò che è stato divulgato non si modifica e non si cancella.'
        USING ERRCODE = 'restrict_violation';
END $$;
CREATE TRIGGER divulgazione_riga BEFORE UPDATE OR DELETE ON protocollo_divulgazione
    FOR EACH ROW EXECUTE FUNCTION protocollo_sola_aggiunta();
CREATE TRIGGER divulgazione_tutto BEFORE TRUNCATE ON protocollo_divulgazione
    FOR EACH STATEMENT EXECUTE FUNCTION protocollo_sola_aggiunta();
"""
TOGLIE = """
DROP TRIGGER divulgazione_riga ON protocollo_divulgazione;
DROP TRIGGER divulgazione_tutto ON protocollo_divulgazione;
DROP FUNCTION protocollo_sola_aggiunta();
"""


class Migration(migrations.Migration):
    dependencies = [("protocollo", "0001_initial")]
    operations = [migrations.RunSQL(CREA, TOGLIE)]
