"""What changed in the law that we hold."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.http import HttpRequest, QueryDict
from django.utils import timezone
from django.utils.dateparse import parse_date

from careers.law import changes, two_days
from careers.models import Jurisdiction
from guides import sentences
from guides.addresses import addresses
from guides.models import law_told
from guides.models.base import GuidePage
from guides.models.law_told import Line
from guides.models.task_form import find_state, jurisdictions, readable
from guides.wording import day

#: Events on one page.
AT_ONCE = 20
HOW = "Write a day such as 2027-03-31."


@dataclass
class Query:
    """What the address asks for, as it was typed and as it was understood. `problems` are sentences for the reader."""

    typed: dict[str, str]
    state: Jurisdiction | None = None
    first: date | None = None
    last: date | None = None
    problems: list[str] = field(default_factory=list)

    @property
    def is_empty(self) -> bool:
        return not any(self.typed.values())

    def address(self) -> str:
        """For the links to further pages: the same question."""
        kept = {name: value for name, value in self.typed.items() if value}
        return f"?{urlencode(kept)}&" if kept else "?"


def read_query(given: QueryDict, places: list[Jurisdiction]) -> Query:
    """`state` by code, slug or name; `from` and `to` are days, of which the end counts."""
    found = Query({name: given.get(name, "").replace("\0", "").strip()[:60] for name in ("state", "from", "to")})
    if found.typed["state"]:
        found.state = find_state(found.typed["state"], places)
        if not found.state:
            found.problems.append(
                f"We know no state called “{readable(found.typed['state'])}”. Choose one from the list, or write its "
                "two letters, such as CA. Below are the changes in all states."
            )
    found.first, found.last = (_day(found, name) for name in ("from", "to"))
    today = timezone.localdate()
    if found.last and found.last > today:
        found.problems.append(f"{day(found.last)} has not come yet. The changes are shown up to today.")
        found.last = today
    if found.first and found.first > (found.last or today):
        if found.first > today:
            found.problems.append(f"{day(found.first)} has not come yet. Choose an earlier day to begin with.")
        else:
            found.problems.append("The first day comes after the last one. Put the earlier day first.")
        found.first = found.last = None
    return found


def _day(query: Query, name: str) -> date | None:
    typed = query.typed[name]
    try:
        found = parse_date(typed) if typed else None
    except ValueError:
        found = None
    # Years that no database holds.
    found = found if found and 1900 <= found.year <= 9998 else None
    if typed and not found:
        query.problems.append(f"“{readable(typed)}” is not a day that we can read. {HOW}")
    return found


@dataclass(frozen=True)
class Compared:
    """One state on two days. `notices` say why there is nothing to compare, or from when on."""

    state: Jurisdiction
    first: date
    last: date
    notices: list[str]
    since_the_first: bool = False  # the first day lies before it
    can_compare: bool = False
    in_force: list[Line] = field(default_factory=list)
    to_come: list[Line] = field(default_factory=list)


def compared(state: Jurisdiction, first: date, last: date) -> Compared:
    """Before the first edition nothing stood, and it is no change: then the comparison begins with that edition."""
    notices = []
    place, began = sentences.place(state), two_days.first_edition(state)
    if began is None:
        return Compared(state, first, last, [f"We have not yet published anything about the law of {place}."])
    begun_on = timezone.localdate(began.published_at)
    since_the_first = first < begun_on
    if since_the_first:
        notices.append(
            f"At the end of {day(first)} we had not yet published anything about the law of {place}. Our first edition "
            f"is of {day(begun_on)}; it is where the record starts, not a change."
        )
        if last < begun_on:
            return Compared(state, first, last, notices)
        notices.append("What changed since our first edition is listed.")
        found = two_days.since_the_first(began, last)
        first = begun_on
    else:
        found = two_days.compared(state, first, last)
    for when, reading in ((first, found.before), (last, found.after)):
        if reading is None:
            notices.append(
                f"At the end of {day(when)} we had withdrawn what we had published about the law of {place}."
            )
    return Compared(
        state,
        first,
        last,
        notices,
        since_the_first,
        bool(found.before and found.after),
        law_told.lines(found.in_force, found.before, found.after),
        law_told.lines(found.to_come, found.before, found.after),
    )


class LawChangesPage(GuidePage):
    """What was published and what took effect."""

    page_description = "What changed in the state guides. It fills itself from published editions. There is one."
    template = "pages/law_changes_page.html"
    max_count = 1
    parent_page_types = ["guides.StatesPage"]
    subpage_types: list[str] = []
    review_weeks = 26

    own_anchors = frozenset(["compared", "changes"])

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        places = jurisdictions()
        query = read_query(request.GET, places)
        found = changes.events(query.state, after=query.first, until=query.last)
        shown = Paginator(found, AT_ONCE).get_page(request.GET.get("page"))
        guides_of = addresses("stateguidepage", "jurisdiction")
        told = [law_told.told(change) for change in changes.told(shown.object_list)]
        context = super().get_context(request, *args, **kwargs)
        context |= {
            "query": query,
            "states": places,
            "page_noindex": bool(request.GET),
            "events": shown,
            "told": [(each, guides_of.get(each.event.jurisdiction.pk, "")) for each in told],
        }
        if query.state and query.first:
            context["compared"] = compared(query.state, query.first, query.last or timezone.localdate())
            context["state_address"] = guides_of.get(query.state.pk, "")
        return context
