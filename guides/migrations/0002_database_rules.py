"""What the database itself refuses, and which changes of pages and settings raise the site version."""

from django.db import migrations

GUIDES = ["hubguidepage", "topicguidepage", "glossarypage", "simplepage", "indexpage", "searchpage"]
GUIDES += ["salarypage", "statepaypage"]
#: Written only when something that readers see changes: drafts live in revisions.
SEEN = [f"guides_{table}" for table in [*GUIDES, "siteidentity", "describedimage", "describeddocument"]]
SEEN += ["wagtailcore_site", "wagtailredirects_redirect"]

# A draft touches the row of a page as well, but none of these columns.
PAGES = """
CREATE CONSTRAINT TRIGGER page_raises_site_version AFTER INSERT OR DELETE ON wagtailcore_page
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION careers_raise_site_version();
CREATE CONSTRAINT TRIGGER changed_page_raises_site_version AFTER UPDATE ON wagtailcore_page
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW
    WHEN (
        (OLD.live, OLD.title, OLD.slug, OLD.url_path, OLD.path, OLD.seo_title, OLD.search_description,
            OLD.show_in_menus, OLD.first_published_at, OLD.last_published_at)
        IS DISTINCT FROM
        (NEW.live, NEW.title, NEW.slug, NEW.url_path, NEW.path, NEW.seo_title, NEW.search_description,
            NEW.show_in_menus, NEW.first_published_at, NEW.last_published_at)
    )
    EXECUTE FUNCTION careers_raise_site_version();
"""
NO_PAGES = """
DROP TRIGGER changed_page_raises_site_version ON wagtailcore_page;
DROP TRIGGER page_raises_site_version ON wagtailcore_page;
"""


class Migration(migrations.Migration):
    dependencies = [
        ("guides", "0001_initial"),
        ("careers", "0002_database_rules"),
        ("wagtailredirects", "0008_add_verbose_name_plural"),
    ]

    operations = [
        *(
            migrations.RunSQL(
                f"ALTER TABLE guides_{table} ADD CONSTRAINT {table}_review_has_reviewer "
                "CHECK (reviewed_on IS NULL OR reviewed_by_id IS NOT NULL)",
                f"ALTER TABLE guides_{table} DROP CONSTRAINT {table}_review_has_reviewer",
            )
            for table in GUIDES
        ),
        migrations.RunSQL(PAGES, NO_PAGES),
        *(
            migrations.RunSQL(
                f"CREATE CONSTRAINT TRIGGER {table}_raises_site_version AFTER INSERT OR UPDATE OR DELETE ON {table} "
                "DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION careers_raise_site_version()",
                f"DROP TRIGGER {table}_raises_site_version ON {table}",
            )
            for table in SEEN
        ),
    ]
