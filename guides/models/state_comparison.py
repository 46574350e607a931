"""States side by side."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from django.http import HttpRequest, HttpResponse

from careers.comparison import Alike, Comparison
from guides import evidence, sentences
from guides.models import law_tables, moments
from guides.models.base import GuidePage
from guides.models.law_tables import Place
from guides.models.state_rows import compare_states
from guides.models.task_form import named, readable

#: States in one comparison.
FEWEST, MOST = 2, 4
HEADINGS = {
    Alike.DIFFERENT: "The states differ",
    Alike.SAME: "The same answer",
    Alike.UNKNOWN: "Not known for all of them",
}
COUNTED = {
    Alike.DIFFERENT: "in {} rows the states differ",
    Alike.SAME: "in {} the answer is the same",
    Alike.UNKNOWN: "in {} it is not known for all of them",
}


@dataclass
class Choice:
    """The states that an address asks for, at a moment. `problems` are sentences for the reader."""

    moment: moments.Asked
    everywhere: list[Place]
    places: list[Place] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)
    is_empty: bool = True

    @cached_property
    def comparison(self) -> Comparison[Place] | None:
        return compare_states(self.places) if len(self.places) >= FEWEST else None

    @property
    def counted(self) -> str:
        """How many rows each group has, in a sentence."""
        groups = self.comparison.groups if self.comparison else {}
        said = sentences.joined([COUNTED[alike].format(len(rows)) for alike, rows in groups.items()], "and")
        return f"{said[:1].upper()}{said[1:]}."

    @property
    def codes(self) -> str:
        return ",".join(place.jurisdiction.code for place in self.places)

    @property
    def query(self) -> str:
        """What an address for the same states and moment carries."""
        return "&".join(part for part in (f"states={self.codes}", self.moment.query()) if part)

    @property
    def title(self) -> str:
        return sentences.joined([place.jurisdiction.name for place in self.places], "and")

    @property
    def slots(self) -> list[str]:
        """What stands chosen in the form: codes, empty where nothing is."""
        codes = [place.jurisdiction.code for place in self.places]
        return [*codes, *[""] * (MOST - len(codes))]


def read_choice(request: HttpRequest) -> Choice:
    """`states`: codes, slugs or names, parted by commas or given several times; one named twice counts once."""
    moment = moments.asked(request)
    found = Choice(moment, law_tables.places(moment))
    typed = [part.strip() for given in request.GET.getlist("states") for part in given[:400].split(",")]
    asked = [part for part in typed if part.replace("\0", "")]
    if not asked:
        return found
    found.is_empty = False
    by_code = {place.jurisdiction.code: place for place in found.everywhere}
    names = [(code, (place.jurisdiction.slug, place.jurisdiction.name)) for code, place in by_code.items()]
    codes = {part: named(part, names) for part in asked}
    unknown = [f"“{readable(part)}”" for part in dict.fromkeys(asked) if not codes[part]]
    if unknown:
        found.problems.append(
            f"We know no state called {', '.join(unknown[:MOST])}. Choose from the list, or write the two letters of a "
            "state, such as CA."
        )
    known = list(dict.fromkeys(code for part in asked if (code := codes[part])))
    if len(known) > MOST:
        found.problems.append(f"At most {MOST} states fit side by side. These are the first {MOST} that you named.")
    found.places = [by_code[code] for code in known[:MOST]]
    if len(found.places) == 1:
        only = found.places[0].jurisdiction.name
        found.problems.append(f"Choose one more state to compare with {only}.")
    elif not found.places and not unknown:
        found.problems.append("Choose two, three or four states.")
    return found


class StateComparisonPage(GuidePage):
    """Two to four jurisdictions side by side, differences first."""

    page_description = "The comparison of two to four states. There is one."
    template = "pages/state_comparison_page.html"
    max_count = 1
    parent_page_types = ["guides.StatesPage"]
    subpage_types: list[str] = []
    review_weeks = 26

    own_anchors = frozenset(["comparison"])
    #: What this request asks for; set before the page is rendered. None in a preview.
    choice: Choice | None = None

    def serve(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        self.choice = read_choice(request)
        return super().serve(request, *args, **kwargs)

    def texts(self) -> Iterator[str]:
        """The comparison stands between summary and body: its sources are numbered there."""
        summary, *body = super().texts()
        yield summary
        if self.choice and self.choice.comparison:
            for row in self.choice.comparison.rows:
                for cell in row.cells:
                    yield from map(evidence.source_mark, cell.sources)
        yield from body

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        choice = self.choice or read_choice(request)
        context = super().get_context(request, *args, **kwargs) | moments.context(choice.moment)
        context |= {"choice": choice, "page_noindex": choice.moment.noindex or "states" in request.GET}
        if choice.comparison:
            context |= {
                "groups": [
                    (HEADINGS[alike], [(row, list(zip(choice.places, row.cells, strict=True))) for row in rows])
                    for alike, rows in choice.comparison.groups.items()
                ],
                "nothing_then": choice.moment.is_past and not any(place.reading for place in choice.places),
            }
        if choice.places:
            context["now_query"] = f"states={choice.codes}"
        return context
