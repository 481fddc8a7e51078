"""The content of a PAI and its relatives are frozen with their version, like every other part."""

from django.db import migrations

PARTI = ("contenutopai", "parentetenuto")


class Migration(migrations.Migration):
    dependencies = [("patti", "0003_pai")]

    operations = [
        migrations.RunSQL(
            [
                f"CREATE TRIGGER parte_ferma BEFORE INSERT OR UPDATE OR DELETE ON patti_{parte}"
                " FOR EACH ROW EXECUTE FUNCTION patti_parte_ferma();"
                for parte in PARTI
            ],
            [f"DROP TRIGGER parte_ferma ON patti_{parte};" for parte in PARTI],
        )
    ]
