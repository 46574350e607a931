"""A law that is still a draft, on the page of its state: what editors see of it, and that nobody else does."""

from __future__ import annotations

from datetime import timedelta

import pytest
from bs4 import BeautifulSoup
from django.test import Client, RequestFactory
from django.urls import reverse
from django.utils import timezone
from wagtail import hooks

from careers.law.content import Content, Rule
from careers.models import Jurisdiction, StateLaw
from guides.models import StateGuidePage
from tests.guides.laws import changed, on_the_desk, rewritten, with_rule
from tests.guides.test_state_guides import UTAH, read, words
from tests.signing_in import EVERYTHING, signed_in

pytestmark = pytest.mark.django_db
NEW = "Words that only lie on the desk."


def previewed(law: StateLaw, mode: str = "") -> BeautifulSoup:
    """As the preview panel gets it: through the whole chain of a request."""
    request = RequestFactory().get("/admin/")
    answer = law.make_preview_request(request, mode)
    assert answer.status_code == 200
    return BeautifulSoup(answer.content, "html.parser")


def banner(soup: BeautifulSoup) -> str:
    return words(next(note for note in soup.select(".callout") if "draft" in note.text))


def test_one_answers_the_hook() -> None:
    assert len(hooks.get_hooks("preview_state_law")) == 1


def test_the_preview_is_the_real_page_with_the_draft_on_it() -> None:
    law = changed("ut", "vaccines", publish=False, text=NEW)
    soup = previewed(law)
    assert NEW in words(soup.find(id="rule-vaccines"))
    assert soup.h1.text == StateGuidePage.objects.get(jurisdiction__code="ut").title
    assert "This is a draft. Readers do not see it." in banner(soup)
    assert "cannot be published" not in banner(soup)
    assert soup.find("meta", {"name": "robots"})["content"] == "noindex, nofollow"
    assert NEW not in words(read(UTAH).main)


def test_sources_of_a_draft_are_numbered_as_on_the_page() -> None:
    soup = previewed(on_the_desk("ut"))
    now = read(UTAH)
    assert [words(item) for item in soup.select("#sources li")] == [words(item) for item in now.select("#sources li")]
    assert soup.select("#rule-vaccines sup.cite a")


def test_the_sheet_has_a_preview_of_its_own() -> None:
    soup = previewed(changed("ut", "vaccines", publish=False, answer="not_allowed"), "sheet")
    lines = {words(line.th): words(line.td) for line in soup.select(".sheet__table tbody tr")}
    assert lines["Giving vaccines"] == "Not allowed"
    assert "This is a draft." in banner(soup)


@pytest.mark.parametrize(("mode", "is_there"), [("", False), ("in-30", False), ("in-90", True), ("in-365", True)])
def test_a_rule_to_come_is_seen_on_its_day(mode: str, is_there: bool) -> None:
    day = timezone.localdate() + timedelta(days=60)
    changed("ut", "vaccines", publish=False, effective_to=day - timedelta(days=1))
    lead = on_the_desk("ut").rules[0].value["sources"][0].key
    law = with_rule(
        "ut",
        Rule(task="vaccines", answer="not_allowed", text=NEW, effective_from=day, sources=(lead,)),
        publish=False,
    )
    assert mode in dict(StateLaw.preview_modes)
    soup = previewed(law, mode)
    assert (NEW in words(soup.find(id="rule-vaccines"))) is is_there
    assert (soup.find(id="upcoming") is None) is is_there


def test_what_keeps_a_draft_from_being_published_is_said_on_it() -> None:
    law = changed("ut", "vaccines", publish=False, sources=())
    said = banner(previewed(law))
    assert "It cannot be published yet:" in said
    assert "An answer needs a source." in said
    law = rewritten("ut", Content(jurisdiction="ut"), publish=False)
    soup = previewed(law)
    assert "Every task needs a rule" in banner(soup)
    assert len(soup.select("table.rules tbody tr")) == 17, "each task says that it was not checked"


def test_a_state_without_a_page_can_be_previewed() -> None:
    StateGuidePage.objects.get(jurisdiction__code="ut").delete()
    soup = previewed(changed("ut", "vaccines", publish=False, text=NEW))
    assert NEW in words(soup.find(id="rule-vaccines"))
    assert "Utah" in soup.h1.text
    sheet = previewed(on_the_desk("ut"), "sheet")
    assert len(sheet.select(".sheet__table tbody tr")) == 17


def test_a_law_that_was_never_published_can_be_previewed() -> None:
    other = Jurisdiction.objects.create(
        code="zz", name="Zembla", slug="zembla", fips="99", region="west", map_row=99, map_column=99
    )
    soup = previewed(StateLaw(jurisdiction=other))
    assert "Zembla" in soup.h1.text
    assert "not yet researched" in words(soup.select_one(".summary"))
    assert soup.find(id="history") is None


def test_an_editor_looks_at_a_revision_in_the_admin() -> None:
    law = changed("ut", "vaccines", publish=False, text=NEW)
    address = reverse("wagtailsnippets_careers_statelaw:revisions_view", args=[law.pk, law.latest_revision_id])
    answer = signed_in(EVERYTHING).get(address)
    assert NEW in words(BeautifulSoup(answer.content, "html.parser").find(id="rule-vaccines"))
    assert "private" in answer["Cache-Control"]
    assert Client().get(address).status_code == 302


@pytest.mark.parametrize("mode", ["in-x", "in-99999999999", "in-31", "nonsense"])
def test_a_mode_that_there_is_not(mode: str) -> None:
    law = on_the_desk("ut")
    address = reverse("wagtailsnippets_careers_statelaw:revisions_view", args=[law.pk, law.latest_revision_id])
    assert signed_in(EVERYTHING).get(address, {"mode": mode}).status_code == 404
