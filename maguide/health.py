"""For load balancers: is the process alive, and can it serve?"""

from django.db import Error, connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, JsonResponse


def healthz(request: HttpRequest) -> JsonResponse:
    return JsonResponse({"status": "alive"}, headers={"Cache-Control": "no-store"})


def readyz(request: HttpRequest) -> JsonResponse:
    try:
        executor = MigrationExecutor(connection)
        pending = executor.migration_plan(executor.loader.graph.leaf_nodes())
    except Error:
        state, status = "the database does not answer", 503
    else:
        state, status = ("migrations are pending", 503) if pending else ("ready", 200)
    return JsonResponse({"status": state}, status=status, headers={"Cache-Control": "no-store"})
