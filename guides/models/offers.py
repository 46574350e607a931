"""Where does this offer stand: the question a visitor asks on the salary guide, read from the address."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Any, cast

from django import forms

from careers import pay_tables
from careers.memory import remembered
from careers.models import Area
from careers.pay import Per, dollars, parse_amount
from careers.standing import TOP_CODES, Standing, place_offer, points_of

PERS = [("hour", "an hour"), ("year", "a year")]


@remembered
def places() -> list[tuple[str, str]]:
    """Nation, states and territories, the nation first."""
    kinds = [Area.Kind.NATION, Area.Kind.STATE, Area.Kind.TERRITORY]
    areas = Area.objects.filter(kind__in=kinds).values_list("key", "title")
    return sorted(areas, key=lambda area: (area[0] != "us", area[1]))


class OfferForm(forms.Form):
    """`amount` and `per` as typed, `place` by key. Errors are sentences for the visitor; what was typed stays."""

    amount = forms.CharField(
        label="Amount in dollars",
        max_length=40,
        widget=forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"}),
        error_messages={"required": "Write an amount in dollars, such as 21.50."},
    )
    per = forms.ChoiceField(
        label="For",
        choices=PERS,
        initial="hour",
        error_messages={"required": "Choose an hour or a year.", "invalid_choice": "Choose an hour or a year."},
    )
    place = forms.ChoiceField(
        label="Where",
        initial="us",
        required=False,
        error_messages={"invalid_choice": "We have no pay figures under that place. Choose one from the list."},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        wanted = self.data.get("place", "")
        choices = places()
        if wanted.isascii() and wanted.isdigit():
            # A metropolitan area, come by a link from its table.
            choices = [*choices, *Area.objects.filter(key=wanted[:7]).values_list("key", "title")]
        cast(forms.ChoiceField, self.fields["place"]).choices = choices

    def clean_place(self) -> str:
        return str(self.cleaned_data["place"] or "us")

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        if cleaned.get("amount") and cleaned.get("per"):
            try:
                cleaned["dollars"] = parse_amount(cleaned["amount"], cleaned["per"])
            except ValueError as problem:
                self.add_error("amount", str(problem))
        return cleaned


@dataclass
class Answer:
    """Where an amount stands in the published range of a place; the nation beside it when the place is another."""

    amount: Decimal
    per: Per
    distribution: pay_tables.Distribution
    standing: Standing
    nation: pay_tables.Distribution | None

    @property
    def said(self) -> str:
        return f"{dollars(self.amount, self.per)} {dict(PERS)[self.per]}"

    @property
    def sentence(self) -> str:
        role = self.distribution.role
        workers = role.plural if role else "workers"
        return self.standing.sentence(f"{workers} in {self.distribution.place}")

    @property
    def distributions(self) -> list[pay_tables.Distribution]:
        return [self.distribution, *([self.nation] if self.nation else [])]


def answer(role: str, amount: Decimal, per: Per, place: str) -> Answer:
    found = pay_tables.distribution(role, place)
    points = points_of(found.row, per) if found.row else {}
    top = TOP_CODES.get(found.release.period, {}).get(per) if found.release else None
    standing = place_offer(amount, points, per, top)
    return Answer(amount, per, found, standing, pay_tables.distribution(role) if place != "us" else None)
