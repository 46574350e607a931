"""A source that answers rest on stays law: the form says so before the database does."""

from __future__ import annotations

import pytest
from django.core.exceptions import ValidationError

from tests.careers.law.made import LEAD, content, lead, publish
from tests.factories import SourceFactory

pytestmark = pytest.mark.django_db


def test_what_answers_rest_on_stays_law() -> None:
    publish(content("ak"))
    source = lead()
    assert source.key == LEAD
    source.kind = "regulation"
    source.full_clean()
    source.kind = "secondary"
    with pytest.raises(ValidationError, match="Published answers rest on this source") as refused:
        source.full_clean()
    assert list(refused.value.message_dict) == ["kind"]


def test_what_no_answer_rests_on_may_become_anything() -> None:
    source = SourceFactory(kind="statute")
    source.kind = "secondary"
    source.full_clean()
    SourceFactory.build(kind="secondary", key="not-saved").full_clean()
