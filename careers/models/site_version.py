"""The site version: one row that counts how often anything a reader can see has changed.

Nothing in Python raises it. Deferred triggers on the tables that readers see do (`0002_database_rules` of each app), so
it is raised once for each transaction, as its last statement, whichever way the change was written.
"""

from django.db import connection, models
from django.db.models import Q


class SiteVersion(models.Model):
    number = models.PositiveBigIntegerField(default=1)
    changed_at = models.DateTimeField(auto_now=True)

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(pk=1), name="site_version_is_one_row")]

    def __str__(self) -> str:
        return str(self.number)


def site_version() -> int:
    """The number now. Read it before anything else in a request: what is read later is then never older."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT number FROM careers_siteversion")
        row = cursor.fetchone()
    return row[0] if row else 0
