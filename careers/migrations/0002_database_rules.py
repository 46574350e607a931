"""What the database itself refuses, and the extensions that search needs."""

from django.contrib.postgres.operations import TrigramExtension, UnaccentExtension
from django.db import migrations

REFUSE_DELETE = """
CREATE FUNCTION careers_refuse_delete() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'Rows of % are retired, never deleted: set retired_on instead.', TG_TABLE_NAME
        USING ERRCODE = 'restrict_violation';
END $$;
CREATE TRIGGER source_is_never_deleted BEFORE DELETE ON careers_source
    FOR EACH ROW EXECUTE FUNCTION careers_refuse_delete();
CREATE TRIGGER term_is_never_deleted BEFORE DELETE ON careers_term
    FOR EACH ROW EXECUTE FUNCTION careers_refuse_delete();
"""
ALLOW_DELETE = """
DROP TRIGGER source_is_never_deleted ON careers_source;
DROP TRIGGER term_is_never_deleted ON careers_term;
DROP FUNCTION careers_refuse_delete();
"""


class Migration(migrations.Migration):
    dependencies = [("careers", "0001_initial")]

    operations = [TrigramExtension(), UnaccentExtension(), migrations.RunSQL(REFUSE_DELETE, ALLOW_DELETE)]
