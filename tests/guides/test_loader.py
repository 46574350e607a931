"""Starter content: loaded again and again it changes nothing, never overwrites a person, and is all or nothing."""

from __future__ import annotations

import re
import shutil
import threading
from datetime import date
from functools import lru_cache
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.contrib.auth.models import Group
from django.contrib.contenttypes.models import ContentType
from django.core.management import CommandError, call_command
from django.db import OperationalError, connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from wagtail.models import Page, ReferenceIndex, Revision, Site
from wagtail.search.backends import get_search_backend
from wagtail.search.models import IndexEntry

from careers.models import Source, StateLaw, Term
from guides.content import reader
from guides.content.loader import load
from guides.content.problems import ContentProblems
from guides.content.starter import Outcome
from guides.models import HubGuidePage, SiteIdentity, StarterObject, TopicGuidePage
from tests.factories import citation

pytestmark = pytest.mark.django_db
#: What the editor would strip from a text depends on the text alone, and nearly all texts are the same in all tests.
stripped = lru_cache(maxsize=None)(reader.stripped)


@pytest.fixture(autouse=True)
def _each_text_is_looked_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reader, "stripped", stripped)


class Files:
    """A copy of the content files that a test may change."""

    def __init__(self, folder: Path) -> None:
        self.content, self.data = folder / "content", folder / "data"
        shutil.copytree(reader.CONTENT, self.content, ignore=shutil.ignore_patterns("*.py", "__pycache__"))
        shutil.copytree(reader.DATA, self.data)

    def page(self, name: str) -> Path:
        return self.content / "pages" / f"{name}.md"

    def change(self, path: Path, old: str, new: str) -> int:
        """Replace the first `old`; the line where it stood."""
        text = path.read_text()
        assert old in text
        path.write_text(text.replace(old, new, 1))
        return text[: text.index(old)].count("\n") + 1

    def append(self, path: Path, text: str) -> int:
        """Add at the end; the line where the addition begins."""
        before = path.read_text()
        path.write_text(before + text)
        return before.count("\n") + 1

    def load(self) -> Outcome:
        return load(reader.read(content=self.content, data=self.data))

    def problems(self) -> list[str]:
        with pytest.raises(ContentProblems) as found:
            self.load()
        return str(found.value).splitlines()


@pytest.fixture
def files(tmp_path: Path) -> Files:
    return Files(tmp_path)


@pytest.fixture
def few_files(tmp_path: Path) -> Files:
    """Three short pages, for what is found before anything is loaded."""
    files = Files(tmp_path)
    for path in files.content.glob("pages/*.md"):
        if path.stem in {"hub", "jobs", "outlook"}:
            top = re.sub(r"summary: \|.*?\n---\n", "summary: |\n  Words.\n---\n", path.read_text(), flags=re.DOTALL)
            path.write_text(f"{top[: top.index('## ')]}## Why? {{#why}}\n\nBecause.\n")
        else:
            path.unlink()
    (files.content / "tree.yaml").write_text(
        "# The tree.\n- {address: /}\n- {address: /jobs/}\n- {address: /outlook/}\n"
    )
    (files.content / "glossary.yaml").write_text("- key: word\n  term: Word\n  definition: A word.\n")
    return files


def page(slug: str) -> Any:
    return Page.objects.get(slug=slug).specific


def everything() -> dict[str, Any]:
    """What loading could have touched, with the times of the last change."""
    return {
        "pages": {p.pk: (p.path, p.live, p.last_published_at, p.latest_revision_id) for p in Page.objects.all()},
        "revisions": Revision.objects.count(),
        "sources": list(Source.objects.values()),
        "terms": list(Term.objects.values()),
        "records": list(StarterObject.objects.values()),
        "groups": {group.name: group.permissions.count() for group in Group.objects.all()},
        "identity": list(SiteIdentity.objects.values()),
        "sites": list(Site.objects.values()),
    }


# Again --------------------------------------------------------------------------------------------------------------


def test_loading_twice_changes_nothing(files: Files) -> None:
    before = everything()
    outcome = files.load()
    assert str(outcome) == "Starter content: nothing to do."
    assert outcome.left_alone == []
    assert everything() == before


def test_a_changed_file_updates_an_untouched_page_and_nothing_else(files: Files) -> None:
    before = everything()
    files.change(files.page("salary"), "\nsummary: |\n", "\nsummary: |\n  A new first sentence.\n")
    assert files.load().counts == {"pages written": 1}
    assert "A new first sentence." in Client().get("/salary/").content.decode()
    after = everything()
    changed = {pk for pk in before["pages"] if before["pages"][pk] != after["pages"][pk]}
    assert changed == {page("salary").pk}
    assert {key: after[key] for key in ("sources", "terms", "groups", "identity")} == {
        key: before[key] for key in ("sources", "terms", "groups", "identity")
    }
    assert files.load().counts == {}


def test_a_page_that_was_updated_once_can_be_updated_again(files: Files) -> None:
    for words in ("First words.", "Second words."):
        files.change(files.page("salary"), "\nsummary: |\n", f"\nsummary: |\n  {words}\n")
        assert files.load().counts == {"pages written": 1}
    assert "Second words." in page("salary").summary


def test_a_section_keeps_its_id_when_its_page_changes(files: Files) -> None:
    before = [block.id for block in page("salary").body]
    files.change(files.page("salary"), "\nsummary: |\n", "\nsummary: |\n  New.\n")
    files.load()
    assert [block.id for block in page("salary").body] == before
    assert len(before) > 2


def test_a_changed_source_and_term_are_updated(files: Files) -> None:
    files.change(
        files.data / "sources.yaml", "publisher: American Association of Medical Assistants", "publisher: AAMA"
    )
    files.append(files.content / "glossary.yaml", "- key: brand-new\n  term: Brand new\n  definition: A word.\n")
    assert files.load().counts == {"facts written": 2}
    assert Source.objects.filter(publisher="AAMA").count() == 1
    assert Term.objects.get(key="brand-new").definition == "<p>A word.</p>"


def test_a_new_page_file_makes_a_page_that_others_may_link_to(files: Files) -> None:
    _new_page(files, "Words.")
    files.change(files.page("salary"), "\nsummary: |\n", "\nsummary: |\n  See [the new one](/brand-new/).\n")
    assert files.load().counts == {"pages written": 2}
    assert Client().get("/brand-new/").status_code == 200
    assert 'href="/brand-new/"' in Client().get("/salary/").content.decode()


def _new_page(files: Files, body: str) -> None:
    files.page("brand-new").write_text(
        "---\npage: topic\naddress: /brand-new/\ntitle: Brand new\ndescription: A guide.\nsummary: New.\n---\n"
        f"\n## Why? {{#why}}\n\n{body}\n"
    )
    files.append(files.content / "tree.yaml", "- {address: /brand-new/}\n")


def test_what_is_loaded_is_published_and_its_history_starts_there() -> None:
    for guide in TopicGuidePage.objects.filter(pk__in=StarterObject.objects.values("object_id")):
        assert guide.live, guide
        assert not guide.has_unpublished_changes, guide
        assert guide.revisions.count() == 1, guide


# Together -----------------------------------------------------------------------------------------------------------


def _found(words: str, model: Any) -> list[Any]:
    return list(get_search_backend().search(words, model))


def _new_source(files: Files, key: str, **values: str) -> int:
    values = {"kind": "statute", "citation": f"Citation {key}", **values}
    lines = "".join(f"  {field}: {value}\n" for field, value in values.items())
    return files.append(files.data / "sources.yaml", f"- key: {key}\n{lines}")


def test_a_row_made_in_bulk_is_as_if_it_was_saved_by_itself(files: Files) -> None:
    values = {"kind": "board", "citation": "Same words", "address": "https://example.org/", "read_on": "2026-11-20"}
    own = Source.objects.create(key="own", **{**values, "read_on": date(2026, 11, 20)})
    own.save_revision()
    _new_source(files, "loaded", **values)
    files.load()
    loaded = Source.objects.get(key="loaded")
    differing = {"pk", "key", "latest_revision"}
    revisions = [Revision.objects.for_instance(source).get() for source in (own, loaded)]
    contents = [
        {name: value for name, value in revision.content.items() if name not in differing} for revision in revisions
    ]
    assert contents[0] == contents[1]
    assert revisions[1].content["pk"] == loaded.pk
    assert revisions[1].as_object() == loaded
    assert loaded.latest_revision == revisions[1]
    same = ("content_type_id", "base_content_type_id", "object_str", "user_id", "approved_go_live_at")
    assert [getattr(revisions[0], name) for name in same] == [getattr(revisions[1], name) for name in same]
    assert StarterObject.objects.get(key="source:loaded").revision_id == revisions[1].pk


def test_forty_new_sources_cost_no_more_questions_than_one(files: Files) -> None:
    costs = []
    for count in (1, 40):
        for number in range(count):
            _new_source(files, f"new-{count}-{number}")
        with CaptureQueriesContext(connection) as asked:
            assert files.load().counts == {"facts written": count}
        costs.append(len(asked))
    assert costs[1] <= costs[0]


def test_what_is_loaded_is_found_and_its_uses_are_known(files: Files) -> None:
    _new_source(files, "zebrafish-law", citation="Zebrafish Act")
    files.append(
        files.content / "glossary.yaml", "- key: zebra\n  term: Zebra\n  definition: A fish. [@zebrafish-law]\n"
    )
    _new_page(files, "A quagga. [@zebrafish-law]")
    files.load()
    source, term, guide = Source.objects.get(key="zebrafish-law"), Term.objects.get(key="zebra"), page("brand-new")
    assert _found("zebrafish", Source) == [source]
    assert _found("zebra", Term) == [term]
    assert _found("quagga", Page) == [guide.page_ptr]
    users = {user for user, _ in ReferenceIndex.get_grouped_references_to(source)}
    assert users == {term, guide.page_ptr}


def test_both_indexes_are_as_built_anew() -> None:
    """All but `title_norm`, which weighs a title against those that search knew when it came."""
    loaded = {
        (content_type, str(pk))
        for content_type, pk in StarterObject.objects.exclude(key__startswith="group:").values_list(
            "content_type_id", "object_id"
        )
    }

    def rows() -> list[list[Any]]:
        texts = IndexEntry.objects.values_list(
            *("content_type_id", "object_id", "title", "body", "autocomplete", "title_text", "body_text")
        )
        references = ReferenceIndex.objects.values_list(
            *("content_type_id", "object_id", "to_content_type_id", "to_object_id", "model_path", "content_path")
        )
        return [sorted(row for row in found if row[:2] in loaded) for found in (texts, references)]

    before = rows()
    # Laws are found through their pages; search does not know them.
    laws = ContentType.objects.get_for_model(StateLaw).pk
    assert {row[:2] for row in before[0]} == {row for row in loaded if row[0] != laws}
    assert len([row for row in loaded if row[0] == laws]) == 51
    call_command("rebuild_references_index", verbosity=0, stdout=StringIO())
    call_command("update_index", verbosity=0, stdout=StringIO())
    assert rows() == before


@pytest.mark.parametrize("fails", [False, True])
def test_what_is_saved_after_a_load_is_found_at_once(files: Files, fails: bool) -> None:
    if fails:
        _new_source(files, "too-long", citation="C" * 401)
        files.problems()
    else:
        files.load()
    source = Source.objects.create(key="zebrafish-law", kind="statute", citation="Zebrafish Act")
    term = Term.objects.create(key="zebra", term="Zebra", definition=f"<p>A fish.{citation(source)}</p>")
    assert _found("zebrafish", Source) == [source]
    assert ReferenceIndex.get_references_for_object(term).exists()


def test_a_value_that_must_be_unique_is_named(files: Files) -> None:
    official = Source.objects.exclude(data_set=None).values_list("data_set", flat=True).first()
    first = _new_source(files, "same-data", data_set=str(official))
    second = _new_source(files, "no-such-extent", extent="maybe")
    assert [problem.split(": ")[:2] for problem in files.problems()] == [
        [f"sources.yaml:{first}", "same-data"],
        [f"sources.yaml:{second}", "no-such-extent"],
    ]


def test_two_new_terms_of_one_name_are_named(files: Files) -> None:
    glossary = files.content / "glossary.yaml"
    files.append(glossary, "- key: word-one\n  term: Word\n  definition: A word.\n")
    line = files.append(glossary, "- key: word-two\n  term: Word\n  definition: A word.\n")
    assert files.problems() == [f"glossary.yaml:{line}: word-two: Term with this Term already exists."]


# What a person did --------------------------------------------------------------------------------------------------


def _edit(found: Any) -> None:
    found.title = "By a person"
    found.save_revision().publish()


def _draft(found: Any) -> None:
    found.title = "By a person"
    found.save_revision()


def _move(found: Any) -> None:
    Page.objects.get(pk=found.pk).move(Page.objects.get(slug="jobs"), pos="last-child")


def _rename(found: Any) -> None:
    found.slug = "pay"
    found.save_revision().publish()


def _unpublish(found: Any) -> None:
    found.unpublish()


def _delete(found: Any) -> None:
    found.delete()


@pytest.mark.parametrize(
    ("act", "reason"),
    [
        (_edit, "edited by a person"),
        (_draft, "edited by a person"),
        (_move, "moved by a person"),
        (_rename, "edited by a person"),
        (_unpublish, "unpublished by a person"),
        (_delete, "deleted by a person"),
    ],
)
def test_what_a_person_touched_is_left_alone_and_named(files: Files, act: Any, reason: str) -> None:
    outlook = Page.objects.filter(pk=page("outlook").pk)
    act(page("outlook"))
    before = list(outlook.values())
    files.change(files.page("outlook"), "\nsummary: |\n", "\nsummary: |\n  Should not be loaded.\n")
    outcome = files.load()
    assert outcome.left_alone == [f"page:/outlook/ ({reason})"]
    assert "left alone" in str(outcome)
    assert list(outlook.values()) == before


def test_a_deleted_page_stays_deleted_and_links_to_it_become_words(files: Files) -> None:
    page("outlook").delete()
    assert files.load().left_alone == []
    assert not Page.objects.filter(slug="outlook").exists()
    files.change(files.page("salary"), "\nsummary: |\n", "\nsummary: |\n  See [the outlook](/outlook/).\n")
    files.load()
    answer = Client().get("/salary/")
    assert answer.status_code == 200
    assert "See the outlook." in re.sub(r"</?a>", "", answer.content.decode())


def test_pages_below_a_deleted_page_stay_deleted(files: Files) -> None:
    page("salary").delete()
    files.change(files.page("salary-by-state"), "\nsummary: |\n", "\nsummary: |\n  New.\n")
    assert "page:/salary/by-state/ (deleted by a person)" in files.load().left_alone
    assert not Page.objects.filter(slug__in=["salary", "by-state"]).exists()


def test_a_page_whose_file_became_another_kind_is_left_alone_and_named(files: Files) -> None:
    files.change(files.page("outlook"), "\npage: topic", "\npage: simple")
    assert files.load().left_alone == ["page:/outlook/ (is a page of another kind)"]
    assert type(page("outlook")) is TopicGuidePage


def test_a_page_that_a_person_made_at_the_same_address_is_left_alone(files: Files) -> None:
    own = TopicGuidePage(title="Ours", slug="brand-new", summary="<p>By a person.</p>")
    HubGuidePage.objects.get().add_child(instance=own)
    _new_page(files, "Words.")
    assert files.load().left_alone == ["page:/brand-new/ (made by a person)"]
    own.refresh_from_db()
    assert (own.title, own.summary) == ("Ours", "<p>By a person.</p>")


def test_a_source_that_a_person_edited_is_left_alone_and_named(files: Files) -> None:
    source = Source.objects.order_by("key").first()
    assert source is not None
    source.citation = "By a person"
    source.save()
    source.save_revision()
    files.change(
        files.data / "sources.yaml", "publisher: American Association of Medical Assistants", "publisher: AAMA"
    )
    assert files.load().left_alone == [f"source:{source.key} (edited by a person)"]
    source.refresh_from_db()
    assert source.citation == "By a person"


def test_a_source_that_a_person_made_first_is_left_alone(files: Files) -> None:
    Source.objects.create(key="brand-new", kind="statute", citation="By a person")
    files.append(files.data / "sources.yaml", "- key: brand-new\n  kind: statute\n  citation: From the file\n")
    assert files.load().left_alone == ["source:brand-new (made by a person)"]
    assert Source.objects.get(key="brand-new").citation == "By a person"


def test_groups_and_settings_that_a_person_changed_stay_so(files: Files) -> None:
    Group.objects.get(name="Writers").permissions.clear()
    Group.objects.get(name="Fact stewards").delete()
    SiteIdentity.objects.update(publisher="Example Press")
    before = everything()
    files.load()
    assert everything() == before


# Bad files ----------------------------------------------------------------------------------------------------------

FENCE = "```"


@pytest.mark.parametrize(
    ("addition", "where", "message"),
    [
        ("A claim. [@no-such-source]", 1, "no source has the key 'no-such-source'"),
        ("See [it](/no/such/page/).", 1, "no page has the address '/no/such/page/'"),
        ("It is {{no.such.figure}}.", 1, "'no.such.figure' is not a fact"),
        ("See [it](http://example.org/).", 1, "neither a page of this site nor https://"),
        ("> A quote.", 1, "has no place in running text"),
        ("![A picture](/x.png)", 1, "image has no place in running text"),
        ("`code`", 1, "code inline has no place in running text"),
        ("***", 1, "hr has no place in running text"),
        ("## No anchor", 1, "the section needs an anchor"),
        ("## A *loud* heading {#loud}\n\nWords.", 1, "a heading is plain words, without em"),
        (
            "Words.\n\n### A smaller heading {#small}\n\nMore words.",
            3,
            "may stand only behind the heading of a section",
        ),
        ("Words with {#anchor} inside.", 1, "may stand only behind the heading of a section"),
        (f"{FENCE}callout\nkind: note\nheading: H {{#h}}\ntext: T\n{FENCE}", 1, "may stand only behind the heading"),
        (
            f"{FENCE}if_then_table\ncaption: C\nrows:\n- {{answer: maybe, then: T}}\n{FENCE}",
            *(1, "'answer' is 'maybe'; it must be one of allowed, "),
        ),
        (
            f"{FENCE}if_then_table\ncaption: C\nrows:\n- {{answer: allowed, if: I, then: T}}\n{FENCE}",
            *(1, "if_then_table: unknown key 'if'"),
        ),
        (f"{FENCE}no_such_block\na: b\n{FENCE}", 1, "there is no block 'no_such_block'"),
        (f"{FENCE}callout\nkind: note\nheading: H\ntext: T\ncolour: red\n{FENCE}", 1, "callout: unknown key 'colour'"),
        (f"{FENCE}callout\nkind: loud\nheading: H\ntext: T\n{FENCE}", 1, "it must be note or warning"),
        (f"{FENCE}callout\nkind: note\ntext: T\n{FENCE}", 1, "callout: 'heading' is missing"),
        (f"{FENCE}callout\nkind: note\nheading: H\ntext: A [@nowhere]\n{FENCE}", 1, "no source has the key 'nowhere'"),
        (f"{FENCE}callout\nkind: note\nheading: [H\n{FENCE}", 4, "the YAML of 'callout' cannot be read"),
        (f"{FENCE}callout\njust words\n{FENCE}", 1, "callout: this block needs keys with values"),
        (f"{FENCE}do_list\nitems: []\n{FENCE}", 1, "'items' must be a list with at least one item"),
        (f"{FENCE}do_list\nitems: ['# Heading']\n{FENCE}", 1, "only sentences may stand here"),
        (f"{FENCE}steps\nitems:\n- {{heading: H, text: T, more: M}}\n{FENCE}", 1, "steps: unknown key 'more'"),
        (f"{FENCE}key_figure\nvalue: true\nlabel: L\n{FENCE}", 1, "'value' must be text"),
        (
            f"{FENCE}comparison_table\ncaption: C\ncolumns: [A, B]\nrows:\n- {{header: H, cells: [one]}}\n{FENCE}",
            *(1, "row 1 has 1 cells for 2 columns"),
        ),
        (
            f"{FENCE}comparison_table\ncaption: C\ncolumns: [A]\nrows:\n- {{header: H, cells: one}}\n{FENCE}",
            *(1, "'cells' of row 1 must be a list"),
        ),
        (f"{FENCE}comparison_table\ncaption: C\ncolumns: [A]\nrows: []\n{FENCE}", 1, "'rows' must be a list"),
        (f"{FENCE}comparison_table\ncaption: C\ncolumns: A\nrows: []\n{FENCE}", 1, "'columns' must be a list"),
        (f"{FENCE}related_guides\nitems:\n- {{page: /nowhere/}}\n{FENCE}", 1, "no page has the address '/nowhere/'"),
    ],
)
def test_a_bad_text_names_file_and_line_and_loads_nothing(
    few_files: Files, addition: str, where: int, message: str
) -> None:
    few_files.change(few_files.page("jobs"), "\nsummary: |\n", "\nsummary: |\n  A good change beside the bad one.\n")
    before, line = everything(), few_files.append(few_files.page("outlook"), f"\n{addition}\n")
    (problem,) = few_files.problems()
    assert problem.startswith(f"outlook.md:{line + where}: ")
    assert message in problem
    assert everything() == before


def test_a_heading_shows_no_marks_of_markdown(files: Files) -> None:
    """The asterisk of O*NET is protected while a text is read, and must not keep its backslash."""
    files.append(
        files.page("outlook"), "\n## What is O*NET, and what is a * b? {#onet-words}\n\nO*NET is a database.\n"
    )
    files.load()
    section = page("outlook").body[-1]
    assert section.value["heading"] == "What is O*NET, and what is a * b?"
    assert section.value["anchor"] == "onet-words"
    assert "O*NET is a database." in section.render()


def test_a_row_of_an_answer_gets_its_sign_and_its_word(files: Files) -> None:
    block = "caption: C\nif_heading: Answer\nthen_heading: Meaning\nrows:\n- {answer: law_silent, then: Ask.}"
    files.append(files.page("outlook"), f"\n{FENCE}if_then_table\n{block}\n{FENCE}\n")
    files.load()
    table = page("outlook").body[-1].value["content"][-1].value
    assert (table["condition_heading"], table["consequence_heading"]) == ("Answer", "Meaning")
    assert table["rows"][0]["mark"] == "law_silent"
    assert table["rows"][0]["condition"].source == "<p><b>Law is silent</b></p>"


def test_html_in_a_text_is_shown_as_words_and_never_as_markup(files: Files) -> None:
    files.append(files.page("outlook"), "\nBefore <script>alert(1)</script> <b>after</b>.\n")
    files.load()
    body = page("outlook").body.render_as_block()
    assert "<script>" not in body
    assert "&lt;script&gt;alert(1)&lt;/script&gt; &lt;b&gt;after&lt;/b&gt;" in body


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("\ntitle: ", "\ncolour: red\ntitle: ", "unknown key 'colour' at the top"),
        ("\ndescription: ", "\ndescriptio: ", "'description' is missing at the top"),
        ("\npage: topic", "\npage: essay", "'page' is 'essay'; it must be one of"),
        ("\ntitle: ", "\ntitle: 12 ", "'title' holds a digit"),
        ("\ndescription: ", "\ndescription: In 2026 ", "'description' holds a digit"),
        ("\ntitle: ", f"\ntitle: {'very ' * 20}", "'title' has"),
        ("\naddress: /outlook/", "\naddress: outlook", "is not an address"),
        ("---\n", "", "does not begin with ---"),
        ("\ntitle: ", "\ntitle: [", "the YAML cannot be read"),
    ],
)
def test_a_bad_top_names_file_and_line_and_loads_nothing(few_files: Files, old: str, new: str, message: str) -> None:
    before = everything()
    few_files.change(few_files.page("outlook"), old, new)
    problems = [problem for problem in few_files.problems() if problem.startswith("outlook.md:")]
    assert any(message in problem for problem in problems), problems
    assert everything() == before


def test_a_bad_summary_is_named_with_its_line(few_files: Files) -> None:
    line = few_files.change(few_files.page("outlook"), "summary: |\n", "summary: |\n  A claim. [@no-such-source]\n")
    assert few_files.problems() == [f"outlook.md:{line}: no source has the key 'no-such-source'"]


def test_text_before_the_first_section_is_named(few_files: Files) -> None:
    line = few_files.change(few_files.page("outlook"), "\n## ", "\nToo early.\n\n## ")
    assert (
        few_files.problems()[0]
        == f"outlook.md:{line + 1}: text stands before the first section (## Heading {{#anchor}})"
    )


def test_an_anchor_used_twice_is_named(few_files: Files) -> None:
    few_files.append(few_files.page("outlook"), "\n## One {#twin}\n\nWords.\n\n## Two {#twin}\n\nWords.\n")
    (problem,) = few_files.problems()
    assert problem.startswith("outlook.md:")
    assert "the anchor 'twin' is used twice" in problem


@pytest.mark.parametrize(
    ("file", "entry", "message"),
    [
        ("sources", "key: x-new\n  kind: statute\n  citation: C\n  colour: red", "unknown key 'colour'"),
        ("sources", "key: x-new\n  kind: statute", "'citation' is missing"),
        ("sources", "key: x-new\n  kind: rumour\n  citation: C", "'rumour' is not a kind of source"),
        (
            "sources",
            "key: bls-oews\n  kind: statute\n  citation: C",
            "the key 'bls-oews' is used twice",
        ),
        ("sources", "key: x-new\n  kind: statute\n  citation: C\n  read_on: someday", "'read_on' is not a day"),
        ("sources", "just words", "an entry needs keys with values"),
        ("glossary", "key: x-new\n  term: T\n  definition: D [@nowhere]", "no source has the key 'nowhere'"),
        ("glossary", "key: x-new\n  term: T", "'definition' is missing"),
        ("glossary", "key: x-new\n  term: T\n  definition: D\n  meaning: M", "unknown key 'meaning'"),
    ],
)
def test_a_bad_entry_names_file_and_line_and_loads_nothing(
    few_files: Files, file: str, entry: str, message: str
) -> None:
    before = everything()
    path = few_files.data / "sources.yaml" if file == "sources" else few_files.content / "glossary.yaml"
    line = few_files.append(path, f"- {entry}\n")
    problems = few_files.problems()
    assert any(p.startswith(f"{file}.yaml:{line}: ") and message in p for p in problems), problems
    assert everything() == before


@pytest.mark.parametrize("file", ["sources.yaml", "glossary.yaml", "tree.yaml"])
def test_a_list_that_cannot_be_read_is_named_with_its_line(few_files: Files, file: str) -> None:
    path = (few_files.data if file == "sources.yaml" else few_files.content) / file
    line = few_files.append(path, "- {key: [\n")
    problems = few_files.problems()
    assert any(problem.startswith((f"{file}:{line}: the YAML", f"{file}:{line + 1}: the YAML")) for problem in problems)


def test_what_only_the_database_knows_is_named_too(files: Files) -> None:
    """A citation that is too long passes the files' own checks."""
    before = everything()
    line = files.append(files.data / "sources.yaml", f"- key: x-new\n  kind: statute\n  citation: {'C' * 401}\n")
    (problem,) = files.problems()
    assert problem.startswith(f"sources.yaml:{line}: x-new: ")
    assert everything() == before


def test_a_wrong_tree_is_named(few_files: Files) -> None:
    line = few_files.append(few_files.content / "tree.yaml", "- {address: /nowhere/}\n")
    assert few_files.problems() == [f"tree.yaml:{line}: no file has the address /nowhere/"]


def test_a_tree_entry_without_address_is_named(few_files: Files) -> None:
    line = few_files.append(few_files.content / "tree.yaml", "- {menu: true}\n")
    assert few_files.problems() == [f"tree.yaml:{line}: 'address' is missing"]


def test_a_page_missing_in_the_tree_is_named(few_files: Files) -> None:
    few_files.change(few_files.content / "tree.yaml", "- {address: /outlook/}\n", "")
    assert few_files.problems() == ["outlook.md:1: /outlook/ is missing in tree.yaml"]


def test_two_files_with_one_address_are_named(few_files: Files) -> None:
    shutil.copy(few_files.page("outlook"), few_files.page("outlook-copy"))
    assert "outlook.md:1: /outlook/ is also the address of another file" in few_files.problems()


def test_all_problems_are_named_at_once(few_files: Files) -> None:
    few_files.append(few_files.page("outlook"), "\nA. [@nowhere]\n")
    few_files.append(few_files.page("jobs"), "\nB. [@nowhere]\n")
    assert {problem.split(":")[0] for problem in few_files.problems()} == {"outlook.md", "jobs.md"}


# The command --------------------------------------------------------------------------------------------------------


def test_the_command_says_what_it_did(monkeypatch: pytest.MonkeyPatch, files: Files) -> None:
    monkeypatch.setattr("guides.management.commands.load_first_edition.read", lambda: _read(files))
    page("outlook").unpublish()
    files.change(files.page("outlook"), "\nsummary: |\n", "\nsummary: |\n  New.\n")
    said = StringIO()
    call_command("load_first_edition", stdout=said)
    assert "1 left alone" in said.getvalue()
    assert "page:/outlook/ (unpublished by a person)" in said.getvalue()
    said = StringIO()
    call_command("load_first_edition", "--check", stdout=said)
    assert "110 pages" in said.getvalue()
    files.append(files.page("outlook"), "\nA. [@nowhere]\n")
    with pytest.raises(CommandError, match=r"Nothing was loaded\.\noutlook\.md:\d+: "):
        call_command("load_first_edition")


def _read(files: Files) -> Any:
    return reader.read(content=files.content, data=files.data)


def test_the_files_of_the_first_edition_are_in_order() -> None:
    edition = reader.read()
    assert set(edition.documents) == {
        record.key.removeprefix("page:") for record in StarterObject.objects.filter(key__startswith="page:")
    }


def test_a_second_load_waits_until_the_first_has_ended(files: Files) -> None:
    """Two servers that start at once must not both write."""
    said: list[str] = []

    def second() -> None:
        try:
            with connection.cursor() as cursor:
                cursor.execute("SET lock_timeout = '300ms'")
            files.load()
            said.append("did not wait")
        except OperationalError as error:
            said.append(str(error))
        finally:
            connection.close()

    files.load()  # its transaction is the test's own, which goes on
    thread = threading.Thread(target=second)
    thread.start()
    thread.join()
    assert "lock timeout" in said[0]
