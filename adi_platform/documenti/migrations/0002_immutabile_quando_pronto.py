"""A document that is ready is never changed nor deleted."""

from django.db import migrations

CREA = """
CREATE FUNCTION documenti_immutabile() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'Il documento % è pronto: non si modifica e non si cancella.', OLD.codice
        USING ERRCODE = 'restrict_violation';
END $$;
CREATE TRIGGER documento_immutabile BEFORE UPDATE OR DELETE ON documenti_documento
    FOR EACH ROW WHEN (OLD.stato = 'pronto') EXECUTE FUNCTION documenti_immutabile();
"""
TOGLIE = """
DROP TRIGGER documento_immutabile ON documenti_documento;
DROP FUNCTION documenti_immutabile();
"""


class Migration(migrations.Migration):
    dependencies = [("documenti", "0001_initial")]
    operations = [migrations.RunSQL(CREA, TOGLIE)]
