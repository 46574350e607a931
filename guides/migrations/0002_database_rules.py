"""What the database itself refuses: a review needs a reviewer, on every kind of guide."""

from django.db import migrations

TABLES = ["hubguidepage", "topicguidepage", "glossarypage", "simplepage", "indexpage", "searchpage"]


class Migration(migrations.Migration):
    dependencies = [("guides", "0001_initial")]

    operations = [
        migrations.RunSQL(
            f"ALTER TABLE guides_{table} ADD CONSTRAINT {table}_review_has_reviewer "
            "CHECK (reviewed_on IS NULL OR reviewed_by_id IS NOT NULL)",
            f"ALTER TABLE guides_{table} DROP CONSTRAINT {table}_review_has_reviewer",
        )
        for table in TABLES
    ]
