"""What a visitor asks the task checker: the form, read from the address."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import cast

from django import forms
from django.utils.text import slugify

from careers.law.reading import Reading, When, law_of, tasks_in_use
from careers.memory import remembered
from careers.models import Jurisdiction, Task
from careers.models.law.words import Supervisor

Choices = list[tuple[str, str]]

#: Those asked about most come first, "other" last.
SUPERVISORS: Choices = [
    ("", "Not chosen"),
    *((key.value, key.label) for key in Supervisor if key != Supervisor.OTHER),
    (Supervisor.OTHER.value, "Somebody else"),
]
ANY = "Any medical assistant"
#: Of what was typed, this much is repeated.
REPEATED = 60


@remembered
def jurisdictions() -> list[Jurisdiction]:
    return list(Jurisdiction.objects.order_by("name"))


@remembered
def tasks() -> list[Task]:
    return list(tasks_in_use().values())


def named(given: str, choices: Iterable[tuple[str, tuple[str, ...]]]) -> str:
    """The value whose names hold what was given, whatever the capitals; empty when none does."""
    wanted = " ".join(given.casefold().split())
    return next(
        (value for value, names in choices if wanted and wanted in {name.casefold() for name in (value, *names)}), ""
    )


def find_state(given: str, places: list[Jurisdiction]) -> Jurisdiction | None:
    """By code, slug or name."""
    code = named(given, ((place.code, (place.slug, place.name)) for place in places))
    return next((place for place in places if place.code == code), None)


def find_task(given: str, known: list[Task]) -> Task | None:
    """By key, slug or name, among those in use."""
    key = named(given, ((task.key, (task.slug, task.name, task.short_name)) for task in known))
    return next((task for task in known if task.key == key), None)


class CheckForm(forms.Form):
    """`state`, `task`, `supervisor`, `category` as in the address, and `as_of`, which travels along.

    Errors are sentences for the visitor, and what was typed stays. The classes that are offered are those of the chosen
    state's law.
    """

    state = forms.CharField(label="State", widget=forms.Select, error_messages={"required": "Choose a state."})
    task = forms.CharField(label="Task", widget=forms.Select, error_messages={"required": "Choose a task."})
    supervisor = forms.CharField(label="Who supervises (optional)", widget=forms.Select, required=False)
    category = forms.CharField(label="Class or credential (optional)", widget=forms.Select, required=False)
    as_of = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, data: Mapping[str, str] | None = None, when: When | None = None, **initial: str) -> None:
        """`data`: a query, or None for a form that was not sent. `initial`: what stands in the fields of that one."""
        given = {name: str((data or initial).get(name, "")) for name in type(self).base_fields}
        places, known = jurisdictions(), tasks()
        self.place, self.asked_task = find_state(given["state"], places), find_task(given["task"], known)
        self.law: Reading | None = law_of(self.place, when) if self.place else None
        self.categories = self.law.content.categories if self.law else ()
        #: Sentences about what was asked that do not keep it from being answered.
        self.notices: list[str] = []
        if self.place:
            given["state"] = self.place.code
        if self.asked_task:
            given["task"] = self.asked_task.key
        given["supervisor"] = _supervisor(given["supervisor"])
        given["category"] = self._category(given["category"])
        super().__init__(given if data is not None else None, initial=given, auto_id="check-%s")
        self._offer("state", [("", "Choose a state"), *((place.code, place.name) for place in places)], given)
        self._offer("task", [("", "Choose a task"), *((task.key, task.name) for task in known)], given)
        self._offer("supervisor", SUPERVISORS, given)
        self._offer("category", [("", ANY), *((name, name) for name in self.categories)], given)
        if not self.categories:
            self.fields["category"].widget = forms.HiddenInput()

    def _offer(self, name: str, choices: Choices, given: dict[str, str]) -> None:
        """What cannot be found is offered as it was typed, so that nothing is lost."""
        typed = given[name]
        if typed and typed not in dict(choices):
            choices = [*choices, (typed, readable(typed))]
        cast(forms.Select, self.fields[name].widget).choices = choices

    def _category(self, given: str) -> str:
        found = named(given, ((name, (slugify(name),)) for name in self.categories))
        if given.strip() and self.law and not self.categories:
            self.notices.append(
                f"{self.law.jurisdiction.name} law, as we hold it, names no classes of medical assistant. The answer "
                f"is for any medical assistant, not for “{readable(given)}” alone."
            )
            return ""
        return found or given

    def clean_state(self) -> str:
        if self.place is None:
            known = "Choose one of the 50 states or the District of Columbia."
            raise forms.ValidationError(f"We do not know a state “{readable(self.cleaned_data['state'])}”. {known}")
        return self.place.code

    def clean_task(self) -> str:
        if self.asked_task is None:
            typed = readable(self.cleaned_data["task"])
            raise forms.ValidationError(f"We do not follow a task “{typed}”. Choose one from the list.")
        return self.asked_task.key

    def clean_supervisor(self) -> str:
        if (typed := self.cleaned_data["supervisor"]) and typed not in Supervisor.values:
            raise forms.ValidationError(f"We do not know “{readable(typed)}”. Choose one from the list.")
        return str(typed)

    def clean_category(self) -> str:
        if (typed := self.cleaned_data["category"]) and self.law and typed not in self.categories:
            known = "; ".join(self.categories)
            raise forms.ValidationError(
                f"{self.law.jurisdiction.name} law does not name a class “{readable(typed)}”. It names: {known}."
            )
        return str(typed)


def _supervisor(given: str) -> str:
    return named(given, ((key.value, (key.label, key.value.replace("_", "-"))) for key in Supervisor)) or given


def readable(typed: str) -> str:
    """What was typed, as a sentence can repeat it."""
    kept = " ".join("".join(sign if sign.isprintable() else " " for sign in typed).split())
    return f"{kept[:REPEATED]}…" if len(kept) > REPEATED else kept
