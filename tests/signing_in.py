"""A browser in which somebody is signed in."""

from __future__ import annotations

from typing import Any

from django.test import Client

from tests.factories import UserFactory

EVERYTHING = "everything"  # not a group: a superuser


def signed_in(group: str | None = None, **user: Any) -> Client:
    """A client signed in as a new member of `group`, as a superuser for EVERYTHING, or as nobody in particular."""
    person = UserFactory(is_superuser=True, **user) if group == EVERYTHING else UserFactory(group=group, **user)
    client = Client()
    client.force_login(person, backend="django.contrib.auth.backends.ModelBackend")
    return client
