"""From the first page to every page: what a crawler, a reader of headings and a search engine meet."""

from __future__ import annotations

import random
from collections import defaultdict, deque
from dataclasses import dataclass, field
from html.parser import HTMLParser
from urllib.parse import parse_qsl, urldefrag, urljoin, urlsplit

import pytest
from django.conf import settings
from django.test import Client
from wagtail.models import Page

from careers import memory
from guides.models import StateGuidePage

pytestmark = pytest.mark.django_db


@dataclass
class Read(HTMLParser):
    """What one page says of itself."""

    headings: list[int] = field(default_factory=list)
    links: list[str] = field(default_factory=list)
    ids: list[str] = field(default_factory=list)
    canonical: str = ""
    description: str = ""
    title: str = ""
    _in_title: bool = False

    def __post_init__(self) -> None:
        super().__init__()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = {name: value or "" for name, value in attrs}
        if len(tag) == 2 and tag[0] == "h" and tag[1].isdigit():
            self.headings.append(int(tag[1]))
        if "id" in values:
            self.ids.append(values["id"])
        if tag == "a" and "href" in values:
            self.links.append(values["href"])
        if tag == "link" and values.get("rel") == "canonical":
            self.canonical = values["href"]
        if tag == "meta" and values.get("name") == "description":
            self.description = values["content"]
        self._in_title = tag == "title"

    def handle_data(self, data: str) -> None:
        if self._in_title:
            self.title += data.strip()


def _shape(address: str) -> tuple[str, ...]:
    """Addresses of one shape differ only in what is asked, or in the state or task that they are about."""
    parts = urlsplit(address)
    names = sorted({name for name, _ in parse_qsl(parts.query, keep_blank_values=True)})
    steps = parts.path.strip("/").split("/")
    about = [step if number == 0 or "." in step or len(steps) < 3 else "…" for number, step in enumerate(steps)]
    return (*about, *names)


@pytest.fixture(scope="module")
def crawled(django_db_setup: None, django_db_blocker) -> dict[str, Read]:
    """Every address of this site that can be reached from `/` by links, with what stands there."""
    found: dict[str, Read] = {}
    beside: dict[tuple[str, ...], set[str]] = defaultdict(set)
    client = Client()
    with django_db_blocker.unblock(), pytest.MonkeyPatch.context() as patch:
        # As on a server: what a page asks is remembered for the next one.
        patch.setattr(memory, "is_settled", lambda: True)
        patch.setattr(memory, "_newest", memory.Memory(memory.NONE))
        waiting = deque(["/"])
        while waiting:
            address = waiting.popleft()
            if address in found:
                continue
            response = client.get(address)
            assert response.status_code == 200, f"{address} answers {response.status_code}"
            found[address] = Read()
            found[address].feed(response.content.decode())
            for link in found[address].links:
                target = urljoin(address, urldefrag(link).url) if urldefrag(link).url else address
                if urlsplit(target).netloc or urlsplit(target).scheme:
                    continue
                if urlsplit(target).query or not target.endswith("/"):
                    # The same page asked something else, or a file: there, but no page of its own.
                    beside[_shape(target)].add(target)
                else:
                    waiting.append(target)
        # State guides alone ask the checker hundreds of questions that are alike: some of each kind are asked here.
        for alike in beside.values():
            for address in random.sample(sorted(alike), min(len(alike), 5)):
                assert client.get(address).status_code == 200, address
    assert len(beside) > 10
    return found


def test_every_live_page_is_reached(crawled: dict[str, Read]) -> None:
    live = {page.url for page in Page.objects.live().filter(depth__gt=1)}
    assert len(live) == 110
    sheets = {f"{guide.url}sheet/" for guide in StateGuidePage.objects.live()}
    assert len(sheets) == 51
    assert set(crawled) == live | sheets


def test_no_link_leads_to_a_missing_place(crawled: dict[str, Read]) -> None:
    checked, broken = 0, []
    for address, read in crawled.items():
        for link in read.links:
            target, fragment = urldefrag(urljoin(address, link))
            if fragment and not urlsplit(target).netloc:
                checked += 1
                if fragment not in crawled[urlsplit(target).path].ids:
                    broken.append(f"{address} → {link}")
    assert not broken
    assert checked > 300


def test_each_page_has_one_main_heading_and_an_unbroken_order(crawled: dict[str, Read]) -> None:
    for address, read in crawled.items():
        assert read.headings.count(1) == 1, address
        pairs = zip(read.headings, read.headings[1:], strict=False)
        jumps = [(above, below) for above, below in pairs if below > above + 1]
        assert not jumps, f"{address}: {jumps}"


def test_ids_are_unique(crawled: dict[str, Read]) -> None:
    for address, read in crawled.items():
        twice = {name for name in read.ids if read.ids.count(name) > 1}
        assert not twice, f"{address}: {twice}"


def test_each_page_names_itself(crawled: dict[str, Read]) -> None:
    for address, read in crawled.items():
        assert read.canonical == f"{settings.SITE_ADDRESS}{address}"
        assert 70 <= len(read.description) <= 155, f"{address}: {len(read.description)} characters of description"
        assert 10 <= len(read.title) <= 70, f"{address}: {read.title}"
    assert len({read.title for read in crawled.values()}) == len(crawled)
    assert len({read.description for read in crawled.values()}) == len(crawled)


def test_sitemap_lists_the_same_pages(crawled: dict[str, Read], client: Client) -> None:
    body = client.get("/sitemap.xml").content.decode()
    assert body.count("<loc>") == len(crawled)
    for address in crawled:
        assert f"<loc>{settings.SITE_ADDRESS}{address}</loc>" in body
