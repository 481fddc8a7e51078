"""What was asked by letter and what a session took note of do not change: only the answer comes later."""

from django.db import migrations

FUNZIONE = """
CREATE FUNCTION contributi_presa_d_atto_ferma() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'UPDATE' OR (SELECT stato FROM contributi_seduta WHERE id = OLD.seduta_id) IN ('aperta', 'chiusa') THEN
        RAISE EXCEPTION 'Una presa d''atto non si cambia.' USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN OLD;
END $$;
"""


class Migration(migrations.Migration):
    dependencies = [("contributi", "0007_urgenza")]

    operations = [
        migrations.RunSQL(
            [
                FUNZIONE,
                "CREATE TRIGGER presa_d_atto_ferma BEFORE UPDATE OR DELETE ON contributi_presadatto"
                " FOR EACH ROW EXECUTE FUNCTION contributi_presa_d_atto_ferma();",
                "CREATE TRIGGER riga_ferma BEFORE UPDATE OR DELETE ON contributi_documentichiesti FOR EACH ROW"
                " EXECUTE FUNCTION contributi_riga_ferma("
                "'arrivati_il', 'ripresa_il', 'aggiornato_il', 'aggiornato_da_id');",
            ],
            [
                "DROP TRIGGER riga_ferma ON contributi_documentichiesti;",
                "DROP TRIGGER presa_d_atto_ferma ON contributi_presadatto;",
                "DROP FUNCTION contributi_presa_d_atto_ferma();",
            ],
        )
    ]
