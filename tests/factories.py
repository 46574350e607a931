"""Objects for tests, made as little as each test needs."""

import factory
import wagtail_factories
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from wagtail.models import Collection

from careers.models import Source, Term
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


def section(
    *content: tuple[str, object], heading: str = "A question?", anchor: str = ""
) -> tuple[str, dict[str, object]]:
    """One section of a body, as a plain value: `TopicGuidePageFactory(body=[section(("text", "<p>…</p>"))])`."""
    return "section", {"heading": heading, "anchor": anchor, "content": list(content)}
