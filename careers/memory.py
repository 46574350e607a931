"""What a process remembers for as long as the site version stands.

Most pages ask for the same facts, tables and menus. What they say changes only when the site version does, so a process
keeps what it has found under that number and finds it anew when the number has moved. What is remembered is shared by
requests: treat it as read-only.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable
from contextvars import ContextVar
from dataclasses import dataclass, field
from functools import wraps
from threading import Lock
from typing import Any, ParamSpec, TypeVar

from django.core.signals import request_finished, request_started
from django.db import connection

from careers.models.site_version import site_version

P = ParamSpec("P")
R = TypeVar("R")


@dataclass
class Memory:
    """What was found under one site version."""

    version: int
    kept: dict[Hashable, Any] = field(default_factory=dict)


#: Nothing is remembered under it.
NONE = -1
_newest = Memory(NONE)
_lock = Lock()
# A request reads the version once, so that everything on a page is of one version. None outside of requests.
_request: ContextVar[dict[str, Memory] | None] = ContextVar("request", default=None)


def _begin(**signal: Any) -> None:
    _request.set({})


def _end(**signal: Any) -> None:
    _request.set(None)


request_started.connect(_begin, dispatch_uid="careers.memory")
request_finished.connect(_end, dispatch_uid="careers.memory")


def is_settled() -> bool:
    """Not inside a transaction: what was changed there may not be remembered, what is remembered may not hold there."""
    return not connection.in_atomic_block


def memory() -> Memory:
    """The memory of this request, else of the version that stands now; a fresh one where nothing is settled."""
    global _newest
    if not is_settled():
        return Memory(NONE)
    request = _request.get()
    if request and "memory" in request:
        return request["memory"]
    version = site_version()
    with _lock:
        if _newest.version != version:
            _newest = Memory(version)
        found = _newest
    if request is not None:
        request["memory"] = found
    return found


def remembered(function: Callable[P, R]) -> Callable[P, R]:
    """A function of hashable arguments whose result readers see: found once for each site version."""

    @wraps(function)
    def remembering(*args: P.args, **kwargs: P.kwargs) -> R:
        kept = memory().kept
        key = (function.__module__, function.__qualname__, args, tuple(sorted(kwargs.items())))
        if key not in kept:
            kept[key] = function(*args, **kwargs)
        found: R = kept[key]
        return found

    return remembering
