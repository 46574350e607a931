"""What the database itself refuses, the site version that it raises, and the extensions that both need."""

from django.contrib.postgres.operations import BtreeGistExtension, TrigramExtension, UnaccentExtension
from django.db import migrations

#: Retired, never deleted.
RETIRED = ["source", "term", "role", "factkey", "task", "credential", "entryroute"]
#: Written once: a release, its rows, and the record of what was made current.
WRITTEN_ONCE = [
    *("release", "releasemove", "wageestimate", "projection", "priceparity"),
    *("onettitle", "onettask", "onetrating"),
    *("lawedition", "editionauthor", "taskrule", "rulesource", "othervoice", "editionsource", "lawcheck"),
]
#: Rows of a law edition, with what finds their edition. They are written before it; once it stands, no more are.
OF_AN_EDITION = {
    "editionauthor": "NEW.edition_id",
    "taskrule": "NEW.edition_id",
    "othervoice": "NEW.edition_id",
    "editionsource": "NEW.edition_id",
    "rulesource": "(SELECT edition_id FROM careers_taskrule WHERE id = NEW.rule_id)",
}
#: What readers see changes with every row of these.
SEEN = ["source", "term", "role", "jurisdiction", "releasemove", "task", "lawedition", "lawcheck", "openquestion"]
SEEN += ["credential", "entryroute"]
#: New rows of these come with a release that nobody sees yet; only another title or name is seen.
SEEN_WHEN_CHANGED = ["industry", "occupation", "area"]

REFUSE = """
CREATE FUNCTION careers_refuse_delete() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'Rows of % are retired, never deleted: set retired_on instead.', TG_TABLE_NAME
        USING ERRCODE = 'restrict_violation';
END $$;
CREATE FUNCTION careers_refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'Rows of % are written once: add a new release, edition or check instead.', TG_TABLE_NAME
        USING ERRCODE = 'restrict_violation';
END $$;
-- An absent figure has a symbol, a published one has none.
CREATE FUNCTION careers_marks_are_of_absent_figures(marks jsonb, figures jsonb) RETURNS boolean
    LANGUAGE sql IMMUTABLE AS $$
    SELECT NOT EXISTS (
        SELECT FROM jsonb_each_text(marks) AS mark(figure, symbol)
        WHERE symbol IS NULL OR symbol NOT IN ('*', '**', '#', '~', '—')
            OR NOT figures ? figure
            OR figures -> figure <> 'null'::jsonb
    )
$$;
ALTER TABLE careers_wageestimate ADD CONSTRAINT wage_marks_are_of_absent_figures
    CHECK (careers_marks_are_of_absent_figures(marks, jsonb_build_object(
        'employment', employment, 'employment_rse', employment_rse, 'jobs_per_1000', jobs_per_1000,
        'location_quotient', location_quotient, 'share_of_industry', share_of_industry,
        'share_reporting', share_reporting, 'hourly_mean', hourly_mean, 'annual_mean', annual_mean,
        'mean_rse', mean_rse, 'hourly_p10', hourly_p10, 'hourly_p25', hourly_p25, 'hourly_median', hourly_median,
        'hourly_p75', hourly_p75, 'hourly_p90', hourly_p90, 'annual_p10', annual_p10, 'annual_p25', annual_p25,
        'annual_median', annual_median, 'annual_p75', annual_p75, 'annual_p90', annual_p90
    )));
ALTER TABLE careers_projection ADD CONSTRAINT projection_marks_are_of_absent_figures
    CHECK (careers_marks_are_of_absent_figures(marks, jsonb_build_object(
        'employment_base', employment_base, 'employment_projected', employment_projected, 'change', change,
        'growth', growth, 'self_employed', self_employed, 'openings', openings, 'exits', exits,
        'transfers', transfers, 'exit_rate', exit_rate, 'transfer_rate', transfer_rate
    )));
"""
ALLOW = """
ALTER TABLE careers_projection DROP CONSTRAINT projection_marks_are_of_absent_figures;
ALTER TABLE careers_wageestimate DROP CONSTRAINT wage_marks_are_of_absent_figures;
DROP FUNCTION careers_marks_are_of_absent_figures;
DROP FUNCTION careers_refuse_change;
DROP FUNCTION careers_refuse_delete;
"""

# Deferred to the end of the transaction, so that the row is locked for a moment only. The setting remembers, for this
# transaction alone, that the number was raised: a thousand changed rows raise it once.
SITE_VERSION = """
INSERT INTO careers_siteversion (id, number, changed_at) VALUES (1, 1, now());
CREATE FUNCTION careers_move_site_version() RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    IF current_setting('maguide.raised_in', true) IS DISTINCT FROM pg_current_xact_id()::text THEN
        UPDATE careers_siteversion SET number = number + 1, changed_at = now() WHERE id = 1;
        PERFORM set_config('maguide.raised_in', pg_current_xact_id()::text, true);
    END IF;
END $$;
CREATE FUNCTION careers_raise_site_version() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM careers_move_site_version();
    RETURN NULL;
END $$;
-- An older release joins the history of the figures by being loaded.
CREATE FUNCTION careers_release_is_history(data_set text, period text) RETURNS boolean LANGUAGE sql STABLE AS $$
    SELECT period < (
        SELECT release.period FROM careers_releasemove AS move JOIN careers_release AS release
            ON release.id = move.release_id
        WHERE move.data_set = $1 ORDER BY move.id DESC LIMIT 1
    )
$$;
CREATE FUNCTION careers_raise_for_history() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF careers_release_is_history(NEW.data_set, NEW.period) THEN
        PERFORM careers_move_site_version();
    END IF;
    RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER release_as_history_raises_site_version AFTER INSERT ON careers_release
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION careers_raise_for_history();
"""
NO_SITE_VERSION = """
DROP TRIGGER release_as_history_raises_site_version ON careers_release;
DROP FUNCTION careers_raise_for_history;
DROP FUNCTION careers_release_is_history;
DROP FUNCTION careers_raise_site_version;
DROP FUNCTION careers_move_site_version;
DELETE FROM careers_siteversion;
"""


# Answers rest on law and official opinions only, also when a source is called something else later. Two rules for the
# same task and class never hold on the same day.
LAW = """
CREATE FUNCTION careers_refuse_weak_lead() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.answer <> 'not_checked' AND NOT EXISTS (
        SELECT FROM careers_source
        WHERE id = NEW.lead_source_id AND kind IN ('statute', 'regulation', 'board', 'opinion')
    ) THEN
        RAISE EXCEPTION 'An answer rests on a statute, a regulation, a board rule or an official opinion.'
            USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER taskrule_rests_on_law BEFORE INSERT ON careers_taskrule
    FOR EACH ROW EXECUTE FUNCTION careers_refuse_weak_lead();
CREATE FUNCTION careers_refuse_weaker_kind() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.kind NOT IN ('statute', 'regulation', 'board', 'opinion') AND EXISTS (
        SELECT FROM careers_taskrule WHERE lead_source_id = NEW.id AND answer <> 'not_checked'
    ) THEN
        RAISE EXCEPTION 'Answers rest on this source: it stays a statute, regulation, board rule or official opinion.'
            USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER lead_source_stays_law BEFORE UPDATE OF kind ON careers_source
    FOR EACH ROW WHEN (OLD.kind IS DISTINCT FROM NEW.kind) EXECUTE FUNCTION careers_refuse_weaker_kind();
ALTER TABLE careers_taskrule ADD CONSTRAINT rule_holds_alone_on_a_day EXCLUDE USING gist (
    edition_id WITH =, task_id WITH =, applies_to WITH =, daterange(effective_from, effective_to, '[]') WITH &&
);
"""
NO_LAW = """
ALTER TABLE careers_taskrule DROP CONSTRAINT rule_holds_alone_on_a_day;
DROP TRIGGER lead_source_stays_law ON careers_source;
DROP FUNCTION careers_refuse_weaker_kind;
DROP TRIGGER taskrule_rests_on_law ON careers_taskrule;
DROP FUNCTION careers_refuse_weak_lead;
"""


def late_row(table: str, edition: str) -> migrations.RunSQL:
    """Refuses a row for an edition that already stands."""
    return migrations.RunSQL(
        f"""
        CREATE FUNCTION careers_refuse_late_{table}() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
            IF EXISTS (SELECT FROM careers_lawedition WHERE id = {edition}) THEN
                RAISE EXCEPTION 'A published edition is complete: publish a new one instead.'
                    USING ERRCODE = 'restrict_violation';
            END IF;
            RETURN NEW;
        END $$;
        CREATE TRIGGER {table}_comes_before_its_edition BEFORE INSERT ON careers_{table}
            FOR EACH ROW EXECUTE FUNCTION careers_refuse_late_{table}();
        """,
        f"DROP TRIGGER {table}_comes_before_its_edition ON careers_{table}; DROP FUNCTION careers_refuse_late_{table};",
    )


def trigger(table: str, name: str, event: str, function: str, deferred: bool = False) -> migrations.RunSQL:
    kind, late = ("CONSTRAINT TRIGGER", "DEFERRABLE INITIALLY DEFERRED") if deferred else ("TRIGGER", "")
    return migrations.RunSQL(
        f"CREATE {kind} {name} {event} ON careers_{table} {late} FOR EACH ROW EXECUTE FUNCTION {function}()",
        f"DROP TRIGGER {name} ON careers_{table}",
    )


class Migration(migrations.Migration):
    dependencies = [("careers", "0001_initial")]

    operations = [
        TrigramExtension(),
        UnaccentExtension(),
        BtreeGistExtension(),
        migrations.RunSQL(REFUSE, ALLOW),
        migrations.RunSQL(LAW, NO_LAW),
        *(late_row(table, edition) for table, edition in OF_AN_EDITION.items()),
        *(trigger(table, f"{table}_is_never_deleted", "BEFORE DELETE", "careers_refuse_delete") for table in RETIRED),
        *(
            trigger(table, f"{table}_is_written_once", "BEFORE UPDATE OR DELETE", "careers_refuse_change")
            for table in WRITTEN_ONCE
        ),
        migrations.RunSQL(SITE_VERSION, NO_SITE_VERSION),
        *(
            trigger(
                table,
                f"{table}_raises_site_version",
                "AFTER INSERT OR UPDATE OR DELETE",
                "careers_raise_site_version",
                deferred=True,
            )
            for table in SEEN
        ),
        *(
            trigger(
                table,
                f"{table}_raises_site_version",
                "AFTER UPDATE OR DELETE",
                "careers_raise_site_version",
                deferred=True,
            )
            for table in SEEN_WHEN_CHANGED
        ),
    ]
