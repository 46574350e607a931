"""Loads the edition in one transaction: sources, terms, groups, then pages, links last."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import connection, transaction
from django.utils.functional import cached_property
from wagtail.models import Page, Site

from careers import starter
from careers.facts import parse
from careers.models import FactKey, Jurisdiction, Role, Source, Task, Term
from guides.content import laws, stated
from guides.content.document import Document
from guides.content.facts import Entry, Facts
from guides.content.indexing import indexed_together
from guides.content.inline import Resolver, inline_html
from guides.content.problems import ContentProblems, Problem
from guides.content.reader import DATA, Edition
from guides.content.starter import Ledger, Outcome, digest, why_touched
from guides.editing.groups import ensure_groups
from guides.models import (
    CredentialChooserPage,
    GlossaryPage,
    GuidePage,
    HubGuidePage,
    LawChangesPage,
    RoleComparisonPage,
    RoleComparisonsPage,
    RoleComparisonToolPage,
    SalaryPage,
    SearchPage,
    SimplePage,
    SiteIdentity,
    StateComparisonPage,
    StateGuidePage,
    StatePayPage,
    StatesPage,
    TaskCheckerPage,
    TaskMatrixPage,
    TaskPage,
    TopicGuidePage,
)

TYPES: dict[str, type[GuidePage]] = {
    "hub": HubGuidePage,
    "topic": TopicGuidePage,
    "simple": SimplePage,
    "glossary": GlossaryPage,
    "search": SearchPage,
    "salary": SalaryPage,
    "salary_by_state": StatePayPage,
    "states": StatesPage,
    "state": StateGuidePage,
    "task_matrix": TaskMatrixPage,
    "task": TaskPage,
    "task_checker": TaskCheckerPage,
    "state_comparison": StateComparisonPage,
    "law_changes": LawChangesPage,
    "role_comparisons": RoleComparisonsPage,
    "role_comparison": RoleComparisonPage,
    "role_comparison_tool": RoleComparisonToolPage,
    "credential_chooser": CredentialChooserPage,
}
# Two starts at once must not both load: whoever comes second waits, and finds everything done.
_LOCK = 5_170_001


def load(edition: Edition) -> Outcome:
    """Bring the database to this edition, leaving alone whatever a person changed. All or nothing."""
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_LOCK])
        return Loading(edition).run()


class Loading:
    def __init__(self, edition: Edition) -> None:
        self.edition = edition
        self.ledger = Ledger()
        self.outcome = Outcome()
        self.first = not self.ledger.records
        self.sources: dict[str, int] = {}
        self.pages: dict[str, int] = {}
        self.fact_keys: dict[str, int] = dict(FactKey.objects.values_list("key", "pk"))
        self.terms: dict[str, int] = {}
        self.resolver = Resolver(
            source=self.sources.__getitem__,
            page=self.pages.__getitem__,
            fact=self._fact_key,
            term=self.terms.__getitem__,
        )

    def run(self) -> Outcome:
        self.outcome.done += starter.load(DATA)
        # Pages first, still empty: everything may link to them.
        with indexed_together():
            made = self._make_pages()
        self._site()
        with indexed_together() as note:
            facts = Facts(self.ledger, self.outcome, note)
            facts.write(Source, "sources.yaml", self._source_entries())
            self.sources.update(Source.objects.values_list("key", "pk"))
            facts.write(Term, "glossary.yaml", self._term_entries())
            self.terms.update(Term.objects.values_list("key", "pk"))
            if not SiteIdentity.objects.exists():
                SiteIdentity.objects.create()
            stated.load(self.edition.stated, self.ledger, self.outcome, note)
            laws.load(DATA / "law", self.ledger, self.outcome)
            for address, document in self.edition.documents.items():
                self._fill(address, document, new=address in made)
        ensure_groups(self.ledger, first=self.first)
        self.ledger.save()
        return self.outcome

    def _fact_key(self, key: str) -> int:
        if key not in self.fact_keys:
            parse(key)
            self.fact_keys[key] = FactKey.objects.get_or_create(key=key)[0].pk
        return self.fact_keys[key]

    @cached_property
    def jurisdictions(self) -> dict[str, int]:
        return dict(Jurisdiction.objects.values_list("code", "pk"))

    @cached_property
    def tasks(self) -> dict[str, int]:
        return dict(Task.objects.values_list("key", "pk"))

    @cached_property
    def roles(self) -> dict[str, int]:
        return dict(Role.objects.values_list("key", "pk"))

    # Facts ------------------------------------------------------------------------------------------------------

    def _source_entries(self) -> Iterator[Entry]:
        for entry in self.edition.sources:
            values = {key: value for key, value in entry.items() if key not in {"key", "line"}}
            yield Entry(entry["key"], values, entry["line"])

    def _term_entries(self) -> Iterator[Entry]:
        for entry in self.edition.terms:
            values = {
                "term": entry["term"],
                "also_called": ", ".join(entry.get("also") or []),
                "definition": inline_html(str(entry["definition"]), self.resolver),
            }
            yield Entry(entry["key"], values, entry["line"])

    # Pages ------------------------------------------------------------------------------------------------------

    def _make_pages(self) -> set[str]:
        """Empty pages for all addresses that need one, so that every page can link to every other."""
        made: set[str] = set()
        for address, document in self.edition.documents.items():
            name = f"page:{address}"
            record = self.ledger.get(name)
            if record:
                # 0 for a page that somebody deleted: texts that link there keep working, the link becomes words.
                self.pages[address] = record.object_id if record.content_object else 0
                continue
            parent, slug = self._place(address)
            if parent is None:
                self.outcome.leave(name, "the page above it is gone")
                continue
            other = parent.get_children().filter(slug=slug).first()
            if other:
                self.pages[address] = other.pk
                self.outcome.leave(name, "made by a person")
                continue
            kind = TYPES[document.front["page"]]
            page = kind(title=document.front["title"], slug=slug, live=False, **self._about(document))
            parent.add_child(instance=page)
            self.pages[address] = page.pk
            made.add(address)
        return made

    def _about(self, document: Document) -> dict[str, Any]:
        """What a guide is about, where that is a row and not only words."""
        if code := document.front.get("jurisdiction"):
            return {"jurisdiction_id": self.jurisdictions[code]}
        if pair := document.front.get("roles"):
            first, second = (self.roles[key] for key in pair)
            return {"first_role_id": first, "second_role_id": second, "group": document.front.get("group")}
        return {"task_id": self.tasks[key]} if (key := document.front.get("task")) else {}

    def _place(self, address: str) -> tuple[Page | None, str]:
        if address == "/":
            return Page.get_first_root_node(), "home-guide"
        above, slug = address.rstrip("/").rsplit("/", 1)
        pk = self.pages.get(above + "/")
        return (Page.objects.filter(pk=pk).first() if pk else None), slug

    def _fill(self, address: str, document: Document, *, new: bool) -> None:
        name = f"page:{address}"
        record = self.ledger.get(name)
        if not new and not record:
            return
        values = self._values(address, document)
        fresh = digest({**values, "menu": address in self.edition.menu})
        if record and record.digest == fresh:
            return
        page = TYPES[document.front["page"]].objects.filter(pk=self.pages.get(address) or 0).first()
        if page is None or (record and (reason := why_touched(record, page))):
            other = bool(record and record.content_object)
            missing = "is a page of another kind" if other else "deleted by a person"
            return self.outcome.leave(name, reason if page else missing)
        for field, value in values.items():
            setattr(page, field, json.dumps(value) if field == "body" else value)
        page.show_in_menus = address in self.edition.menu
        page.__dict__.pop("sections", None)
        try:
            page.full_clean()
            page.body.stream_block.clean(page.body)
        except ValidationError as error:
            raise ContentProblems([Problem(document.path.name, 1, _words(error))]) from None
        page.save_revision(clean=False).publish()
        self.ledger.write(name, page, fresh, path=page.url_path)
        self.outcome.counts["pages written"] += 1
        return None

    def _values(self, address: str, document: Document) -> dict[str, Any]:
        front = document.front
        values = {
            "title": front["title"],
            "short_title": front.get("short_title", ""),
            "search_description": front["description"],
            "summary": document.summary(self.resolver),
            "body": document.body(self.resolver),
        }
        if front["page"] == "simple":
            values["also_shows"] = front.get("shows", "")
        return values

    # The site ---------------------------------------------------------------------------------------------------

    def _site(self) -> None:
        """Wagtail's Site follows SITE_ADDRESS; its first root, the welcome page, makes room for the hub guide."""
        hub = Page.objects.filter(pk=self.pages.get("/") or 0).first()
        address = urlsplit(settings.SITE_ADDRESS)
        port = address.port or (443 if address.scheme == "https" else 80)
        site = Site.objects.filter(is_default_site=True).first()
        if site is None:
            if not hub:
                return
            site = Site(is_default_site=True, root_page=hub)
        welcome = site.root_page if self.first and site.pk and site.root_page.specific_class is Page else None
        if welcome and hub:
            site.root_page = hub
        wanted = {
            "hostname": settings.SITE_HOST,
            "port": port,
            "site_name": site.site_name or settings.WAGTAIL_SITE_NAME,
        }
        # Writing it tells every process to forget what it remembers; most starts have nothing to write.
        if welcome or not site.pk or any(getattr(site, name) != value for name, value in wanted.items()):
            for name, value in wanted.items():
                setattr(site, name, value)
            site.save()
        if welcome and hub:
            welcome.refresh_from_db()
            welcome.delete()


def _words(error: ValidationError) -> str:
    messages = getattr(error, "messages", [])
    details = getattr(error, "block_errors", None)
    return f"{'; '.join(messages)}{f' {details}' if details else ''}"
