"""The table of the shared cache: counters of failed sign-ins must be one for all the web processes."""

from django.core.management import call_command
from django.db import migrations


def crea(apps, schema_editor):
    call_command("createcachetable", database=schema_editor.connection.alias)


class Migration(migrations.Migration):
    initial = True
    dependencies = []
    operations = [migrations.RunPython(crea, migrations.RunPython.noop)]
