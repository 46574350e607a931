"""Objects for tests, made as little as each test needs."""

from datetime import date

import factory
import wagtail_factories
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from wagtail.models import Collection

from careers.models import (
    Area,
    FactKey,
    Industry,
    PriceParity,
    Release,
    ReleaseMove,
    Role,
    Source,
    Term,
    WageEstimate,
)
from guides.models import DescribedImage, SimplePage, TopicGuidePage


class UserFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = get_user_model()
        skip_postgeneration_save = True

    username = factory.Sequence(lambda number: f"person-{number}")
    email = factory.LazyAttribute(lambda user: f"{user.username}@example.org")
    password = factory.django.Password("correct horse battery")

    @factory.post_generation
    def group(user, create: bool, name: str | None) -> None:
        """`UserFactory(group="Editors")` joins that group."""
        if create and name:
            user.groups.add(Group.objects.get(name=name))


class SourceFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Source

    key = factory.Sequence(lambda number: f"source-{number}")
    kind = Source.Kind.STATUTE
    citation = factory.Sequence(lambda number: f"Example Code § {number}")


class TermFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Term

    key = factory.Sequence(lambda number: f"term-{number}")
    term = factory.Sequence(lambda number: f"Term {number}")
    definition = "<p>What it means.</p>"


class ReleaseFactory(factory.django.DjangoModelFactory):
    """A release without rows, later than those that ship. `ReleaseFactory(current=True)` makes it the current one."""

    class Meta:
        model = Release
        skip_postgeneration_save = True

    data_set = "oews"
    period = "2031-05"
    label = "May 2031"
    edition = factory.Sequence(lambda number: number + 1)
    retrieved_on = date(2032, 4, 1)
    digest = "0" * 64
    rows = 0

    @factory.post_generation
    def current(release, create: bool, wanted: bool) -> None:
        if create and wanted:
            ReleaseMove.objects.create(data_set=release.data_set, release=release, note="For a test")


class WageEstimateFactory(factory.django.DjangoModelFactory):
    """One row of medical assistants; `place`, `role` and `work` are keys as in facts."""

    class Meta:
        model = WageEstimate

    class Params:
        place = "us"
        role = "medical-assistant"
        work = "all-industries"

    release = factory.SubFactory(ReleaseFactory, current=True)
    area = factory.LazyAttribute(lambda row: Area.objects.get(key=row.place))
    industry = factory.LazyAttribute(lambda row: Industry.objects.get(key=row.work))
    occupation = factory.LazyAttribute(lambda row: Role.objects.get(key=row.role).occupation)
    ownership = "1235"


class PriceParityFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = PriceParity

    class Params:
        place = "ca"

    area = factory.LazyAttribute(lambda row: Area.objects.get(key=row.place))
    year = 2031
    all_items = 100


class FactKeyFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = FactKey
        django_get_or_create = ("key",)

    key = "wage.medical-assistant.us.hourly.median"


class ImageFactory(wagtail_factories.ImageFactory):
    class Meta:
        model = DescribedImage

    description = "A blood pressure cuff on an arm."
    collection = factory.LazyFunction(Collection.get_first_root_node)


class TopicGuidePageFactory(wagtail_factories.PageFactory):
    class Meta:
        model = TopicGuidePage

    title = factory.Sequence(lambda number: f"Guide {number}")


class SimplePageFactory(wagtail_factories.PageFactory):
    class Meta:
        model = SimplePage

    title = factory.Sequence(lambda number: f"About {number}")


def citation(source: Source, locator: str = "") -> str:
    """The stored form of a citation inside running text."""
    where = f' locator="{locator}"' if locator else ""
    return f'<embed embedtype="citation" source="{source.pk}"{where}/>'


def placed(key: str, form: str = "") -> str:
    """The stored form of a fact inside running text."""
    said = f' format="{form}"' if form else ""
    return f'<embed embedtype="fact" fact="{FactKeyFactory(key=key).pk}"{said}/>'


def section(
    *content: tuple[str, object], heading: str = "A question?", anchor: str = ""
) -> tuple[str, dict[str, object]]:
    """One section of a body, as a plain value: `TopicGuidePageFactory(body=[section(("text", "<p>…</p>"))])`."""
    return "section", {"heading": heading, "anchor": anchor, "content": list(content)}
