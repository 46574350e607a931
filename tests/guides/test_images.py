"""Pictures: no way into the library without saying what a picture shows."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, transaction
from django.urls import reverse
from wagtail.images.tests.utils import get_test_image_file
from wagtail.models import UploadedFile

from guides.models import DescribedImage
from tests.factories import ImageFactory
from tests.signing_in import EVERYTHING, signed_in

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("renditions")]
ROLES = ["Writers", "Editors", "Administrators", EVERYTHING]
WORDS = "A blood pressure cuff on an arm."


def picture() -> SimpleUploadedFile:
    return SimpleUploadedFile("cuff.png", get_test_image_file().file.getvalue(), content_type="image/png")


def form(**fields: Any) -> dict[str, Any]:
    return {"title": "Cuff", "file": picture(), "collection": 1, "tags": "", **fields}


@pytest.mark.parametrize("words", ["", "   "])
@pytest.mark.parametrize("role", ROLES)
def test_an_upload_without_description_is_refused(role: str, words: str) -> None:
    answer = signed_in(role).post(reverse("wagtailimages:add"), form(description=words))
    assert answer.status_code == 200
    assert answer.context["form"].errors["description"] == ["This field is required."]
    assert not DescribedImage.objects.exists()


@pytest.mark.parametrize("role", ROLES)
def test_an_upload_with_description_is_kept(role: str) -> None:
    answer = signed_in(role).post(reverse("wagtailimages:add"), form(description=WORDS, credit="Public domain"))
    assert answer.status_code == 302
    image = DescribedImage.objects.get()
    assert (image.description, image.credit, image.default_alt_text) == (WORDS, "Public domain", WORDS)


def test_many_pictures_at_once_wait_until_each_is_described() -> None:
    client = signed_in("Editors")
    address = reverse("wagtailimages:add_multiple")
    assert client.get(address).status_code == 200
    answer = client.post(address, {"title": "Cuff", "collection": 1, "files[]": picture()})
    assert answer.status_code == 200
    waiting = answer.json()
    assert waiting["success"]
    assert "description" in waiting["form"]
    assert not DescribedImage.objects.exists()
    uploaded = UploadedFile.objects.get()
    assert waiting["uploaded_file_id"] == uploaded.pk

    create = reverse("wagtailimages:create_multiple_from_uploaded_image", args=[uploaded.pk])
    prefix = f"uploaded-image-{uploaded.pk}"
    fields = {f"{prefix}-title": "Cuff", f"{prefix}-collection": 1, f"{prefix}-tags": "", f"{prefix}-credit": ""}
    answer = client.post(create, {**fields, f"{prefix}-description": ""})
    assert answer.status_code == 200
    assert not answer.json()["success"]
    assert not DescribedImage.objects.exists()

    assert client.post(create, {**fields, f"{prefix}-description": WORDS}).json()["success"]
    assert DescribedImage.objects.get().description == WORDS


def test_an_upload_while_writing_a_page_is_refused_without_description() -> None:
    client, address = signed_in("Writers"), reverse("wagtailimages_chooser:create")
    prefixed = {f"image-chooser-upload-{name}": value for name, value in form(description="").items()}
    answer = client.post(address, prefixed)
    assert answer.status_code == 200
    assert answer.json()["step"] == "reshow_creation_form"
    assert not DescribedImage.objects.exists()
    answer = client.post(
        address, {**prefixed, **{f"image-chooser-upload-{n}": v for n, v in form(description=WORDS).items()}}
    )
    assert answer.status_code == 200
    assert DescribedImage.objects.get().description == WORDS


def test_a_description_cannot_be_taken_away() -> None:
    image = ImageFactory()
    address = reverse("wagtailimages:edit", args=[image.pk])
    answer = signed_in("Editors").post(address, {"title": "Cuff", "collection": 1, "tags": "", "description": ""})
    assert answer.status_code == 200
    assert "description" in answer.context["form"].errors
    image.refresh_from_db()
    assert image.description == WORDS


def test_the_database_refuses_a_picture_without_description() -> None:
    with pytest.raises(IntegrityError, match="image_has_description"), transaction.atomic():
        ImageFactory(description="")


@pytest.mark.parametrize("name", ["cuff.svg", "cuff.png.html", "cuff.tiff"])
def test_files_of_other_kinds_are_refused(name: str) -> None:
    file = SimpleUploadedFile(name, b"<svg xmlns='http://www.w3.org/2000/svg'/>", content_type="image/png")
    answer = signed_in("Editors").post(reverse("wagtailimages:add"), form(description=WORDS, file=file))
    assert answer.status_code == 200
    assert "file" in answer.context["form"].errors
    assert not DescribedImage.objects.exists()


def test_a_broken_picture_is_refused_without_a_server_error() -> None:
    file = SimpleUploadedFile("cuff.png", b"not a picture", content_type="image/png")
    client = signed_in("Editors")
    answer = client.post(reverse("wagtailimages:add"), form(description=WORDS, file=file))
    assert "file" in answer.context["form"].errors
    file = SimpleUploadedFile("cuff.png", b"not a picture", content_type="image/png")
    answer = client.post(reverse("wagtailimages:add_multiple"), {"title": "C", "collection": 1, "files[]": file})
    assert answer.status_code == 200
    assert not answer.json()["success"]
