"""What the database itself refuses, and which changes of pages and settings raise the site version."""

from django.db import migrations

GUIDES = ["hubguidepage", "topicguidepage", "glossarypage", "simplepage", "searchpage"]
GUIDES += ["salarypage", "statepaypage", "statespage", "stateguidepage", "taskmatrixpage", "taskpage"]
GUIDES += ["rolecomparisonspage", "rolecomparisonpage", "rolecomparisontoolpage", "credentialchooserpage"]
GUIDES += ["taskcheckerpage", "statecomparisonpage", "lawchangespage"]
#: Readers see every change of these.
SEEN = [f"guides_{table}" for table in ["siteidentity", "describedimage", "describeddocument"]]
SEEN += ["wagtailcore_site", "wagtailredirects_redirect", "wagtailcore_pageviewrestriction"]

# A draft of a published page lives in revisions and touches none of these columns; one of a page that was never
# published is written to the page itself, which readers do not see.
PAGES = """
CREATE CONSTRAINT TRIGGER new_page_raises_site_version AFTER INSERT ON wagtailcore_page
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW WHEN (NEW.live) EXECUTE FUNCTION careers_raise_site_version();
CREATE CONSTRAINT TRIGGER deleted_page_raises_site_version AFTER DELETE ON wagtailcore_page
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW WHEN (OLD.live) EXECUTE FUNCTION careers_raise_site_version();
CREATE CONSTRAINT TRIGGER changed_page_raises_site_version AFTER UPDATE ON wagtailcore_page
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW
    WHEN (
        (OLD.live OR NEW.live) AND
        (OLD.live, OLD.title, OLD.slug, OLD.url_path, OLD.path, OLD.seo_title, OLD.search_description,
            OLD.show_in_menus, OLD.first_published_at, OLD.last_published_at)
        IS DISTINCT FROM
        (NEW.live, NEW.title, NEW.slug, NEW.url_path, NEW.path, NEW.seo_title, NEW.search_description,
            NEW.show_in_menus, NEW.first_published_at, NEW.last_published_at)
    )
    EXECUTE FUNCTION careers_raise_site_version();
CREATE FUNCTION guides_raise_for_published_page() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (SELECT FROM wagtailcore_page WHERE id = NEW.page_ptr_id AND live) THEN
        PERFORM careers_move_site_version();
    END IF;
    RETURN NULL;
END $$;
-- The name under which a review stands.
CREATE CONSTRAINT TRIGGER public_name_raises_site_version AFTER UPDATE ON people_user
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW WHEN (OLD.public_name IS DISTINCT FROM NEW.public_name)
    EXECUTE FUNCTION careers_raise_site_version();
"""
NO_PAGES = """
DROP TRIGGER public_name_raises_site_version ON people_user;
DROP FUNCTION guides_raise_for_published_page;
DROP TRIGGER changed_page_raises_site_version ON wagtailcore_page;
DROP TRIGGER deleted_page_raises_site_version ON wagtailcore_page;
DROP TRIGGER new_page_raises_site_version ON wagtailcore_page;
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
                f"CREATE CONSTRAINT TRIGGER {table}_raises_site_version AFTER INSERT OR UPDATE ON guides_{table} "
                "DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION guides_raise_for_published_page()",
                f"DROP TRIGGER {table}_raises_site_version ON guides_{table}",
            )
            for table in GUIDES
        ),
        *(
            migrations.RunSQL(
                f"CREATE CONSTRAINT TRIGGER {table}_raises_site_version AFTER INSERT OR UPDATE OR DELETE ON {table} "
                "DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION careers_raise_site_version()",
                f"DROP TRIGGER {table}_raises_site_version ON {table}",
            )
            for table in SEEN
        ),
    ]
