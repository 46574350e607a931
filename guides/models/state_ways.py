"""Where the page of a state leads: other law pages, at the moment that it shows. Without a page there is no link."""

from __future__ import annotations

from dataclasses import dataclass

from wagtail.models import Page

from careers.memory import remembered
from guides.addresses import addresses
from guides.models import law_tables
from guides.models.credential_result import REQUIRED
from guides.models.law_shown import Shown

WAY_IN = "how-to-become-a-medical-assistant"


@dataclass(frozen=True)
class Ways:
    """Addresses; each is empty where nobody can open that page."""

    check: str  # with the state chosen; a task can be appended
    matrix: str
    compare: str  # of the form: without what is asked
    changes: str
    states: str
    pay: str
    choose: str  # which credential fits, with the state chosen: where the law asks for one
    way_in: str  # how to become one: likewise
    tasks: dict[int, str]  # by primary key
    as_of: str  # empty: what stands now

    @property
    def query(self) -> str:
        """What addresses of other states carry along."""
        return f"?as_of={self.as_of}" if self.as_of else ""


def ways(law: Shown) -> Ways:
    tools, moment, code = law_tables.tools(), law.moment, law.jurisdiction.code

    def to(kind: str, *asked: str) -> str:
        address, query = tools.get(kind, ""), "&".join(part for part in asked if part)
        return f"{address}?{query}" if address and query else address

    carried = f"as_of={moment}" if moment else ""
    asks = law.reading is not None and law.reading.content.credential_requirement in REQUIRED
    tasks = addresses("taskpage", "task")
    return Ways(
        check=to("taskcheckerpage", f"state={code}", carried),
        matrix=to("taskmatrixpage", carried),
        compare=to("statecomparisonpage"),
        changes=to("lawchangespage", f"state={code}"),
        states=to("statespage", carried),
        pay=to("statepaypage"),
        choose=to("credentialchooserpage", f"state={code}") if asks else "",
        way_in=_way_in() if asks else "",
        tasks={task: f"{address}?{carried}" if carried else address for task, address in tasks.items()},
        as_of=moment,
    )


@remembered
def _way_in() -> str:
    page = Page.objects.live().filter(slug=WAY_IN, topicguidepage__isnull=False).first()
    return page.url or "" if page else ""
