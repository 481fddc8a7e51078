"""The register only grows: no change, no deletion, no emptying."""

from django.db import migrations

TABELLE = ("repertorio_registrazione", "repertorio_estremiprotocollo", "repertorio_giornaleregistro")

FUNZIONE = """
CREATE FUNCTION repertorio_sola_aggiunta() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'Il repertorio non si modifica e non si cancella (%).', TG_TABLE_NAME
        USING ERRCODE = 'restrict_violation';
END $$;
"""
CREA = FUNZIONE + "".join(
    f"""
CREATE TRIGGER {tabella}_riga BEFORE UPDATE OR DELETE ON {tabella}
    FOR EACH ROW EXECUTE FUNCTION repertorio_sola_aggiunta();
CREATE TRIGGER {tabella}_tutto BEFORE TRUNCATE ON {tabella}
    FOR EACH STATEMENT EXECUTE FUNCTION repertorio_sola_aggiunta();
"""
    for tabella in TABELLE
)
TOGLIE = "".join(
    f"DROP TRIGGER {tabella}_riga ON {tabella}; DROP TRIGGER {tabella}_tutto ON {tabella};" for tabella in TABELLE
) + "DROP FUNCTION repertorio_sola_aggiunta();"


class Migration(migrations.Migration):
    dependencies = [("repertorio", "0001_initial")]
    operations = [migrations.RunSQL(CREA, TOGLIE)]
