"""An empty site within a test's transaction, although nothing of a release can be deleted."""

from django.db import connection

TABLES = (
    *("wageestimate", "projection", "priceparity", "onettitle", "onettask", "onetrating", "releasemove", "release"),
    *("role", "credential", "entryroute", "occupation", "industry", "area", "jurisdiction"),
)


def empty_tables() -> None:
    """TRUNCATE asks no row triggers. Afterwards the site knows no place, role, credential, industry or release."""
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")  # what still waits for the end of the transaction
        cursor.execute(f"TRUNCATE {', '.join(f'careers_{table}' for table in TABLES)} CASCADE")
        cursor.execute("SET CONSTRAINTS ALL DEFERRED")
