"""Release day in the admin: who may do what, what is refused, and the way from files to what readers see."""

from __future__ import annotations

import os
import re
import time
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.contrib.auth.models import Permission
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from careers import jobs, releases
from careers.jobs import run_one
from careers.models import DataSet, Job, Jurisdiction, Release, ReleaseMove
from careers.release_day import uploads, work
from tests.careers.importers import make_price_parities
from tests.signing_in import EVERYTHING, signed_in

pytestmark = pytest.mark.django_db
GROUPS = ["Writers", "Editors", "State-guide managers", "Fact stewards", "Administrators"]
MAY = {"Fact stewards", "Administrators"}
every_group = pytest.mark.parametrize("group", [*GROUPS, None])
PARITIES = DataSet.PRICE_PARITIES.value


@pytest.fixture(autouse=True)
def folder(settings: Any, tmp_path: Path) -> Path:
    """Where uploads go."""
    settings.RELEASE_UPLOADS = tmp_path / "uploads"
    return tmp_path / "uploads"


@pytest.fixture
def file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., SimpleUploadedFile]:
    """`file(2024)` is the agency's file whose newest year is 2024, with this price level for Washington."""

    def make(year: int, level: float = 108.2, name: str = "SARPP_STATE_2008_2023.csv") -> SimpleUploadedFile:
        places = {"00": "United States", **dict(Jurisdiction.objects.values_list("fips", "name"))}
        monkeypatch.setattr(make_price_parities, "LEVELS", {**dict.fromkeys(places, 100.0), "53": level})
        path = make_price_parities.write(tmp_path / "made.csv", years=range(year - 1, year + 1), places=places)
        return SimpleUploadedFile(name, path.read_bytes(), content_type="text/csv")

    return make


def form(*files: SimpleUploadedFile, **values: str) -> dict[str, Any]:
    today = timezone.localdate().isoformat()
    return {"data_set": PARITIES, "official_files": list(files), "retrieved_on": today, **values}


def upload(client: Client, *files: SimpleUploadedFile, **values: str) -> Job:
    answer = client.post(reverse("releases:upload"), form(*files, **values))
    assert answer.status_code == 302, answer.context["form"].errors
    return Job.objects.get(pk=int(answer["Location"].rstrip("/").rpartition("/")[2]))


def words(answer: Any) -> str:
    return " ".join(answer.content.decode().split())


def page(client: Client, job: Job) -> str:
    return words(client.get(reverse("releases:job", args=[job.pk]))).partition('<main class="')[2]


def done(job: Job) -> Job:
    while run_one():
        pass
    job.refresh_from_db()
    assert job.status == Job.Status.DONE, job.error
    return job


def loaded(client: Client, file: SimpleUploadedFile) -> Release:
    """Uploaded, checked, loaded."""
    checked = done(upload(client, file))
    answer = client.post(reverse("releases:load", args=[checked.pk]))
    job = done(Job.objects.get(kind=work.LOAD, arguments=checked.arguments))
    assert answer["Location"] == reverse("releases:job", args=[job.pk])
    release: Release = Release.objects.get(pk=job.report["release"])
    return release


def bare(period: str) -> Release:
    """A release without rows, for what does not look at them."""
    release: Release = Release.objects.create(
        data_set=PARITIES, period=period, label=period, retrieved_on=timezone.localdate(), digest=period, rows=0
    )
    return release


def stored(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.rglob("*") if path.is_file())


# Who may do what ----------------------------------------------------------------------------------------------------


def refused(answer: Any) -> bool:
    """Wagtail sends those who may not back to the start of the admin, or to its login."""
    assert answer.status_code in {200, 302, 403, 404}
    there = {reverse("wagtailadmin_home"), reverse("wagtailadmin_login")}
    return answer.status_code == 403 or (answer.status_code == 302 and answer["Location"].partition("?")[0] in there)


@every_group
def test_who_sees_what(group: str | None, file: Any) -> None:
    job = upload(signed_in(EVERYTHING), file(2101))
    first, second = bare("2101"), bare("2102")
    releases.make_current(first, "First")
    releases.make_current(second, "Second")
    client = signed_in(group)
    for name, arguments in {
        "index": [],
        "upload": [],
        "job": [job.pk],
        "job_status": [job.pk],
        "make_current": [first.pk],
        "undo": [PARITIES],
    }.items():
        answer = client.get(reverse(f"releases:{name}", args=arguments))
        assert refused(answer) is (group not in MAY), name
        assert (answer.status_code == 200) is (group in MAY), name


@every_group
def test_who_uploads_and_loads(group: str | None, file: Any, folder: Path) -> None:
    client, count = signed_in(group), Release.objects.count()
    answer = client.post(reverse("releases:upload"), form(file(2101)))
    assert refused(answer) is (group not in MAY)
    assert (Job.objects.count(), len(stored(folder))) == ((1, 1) if group in MAY else (0, 0))

    Job.objects.all().delete()
    checked = done(upload(signed_in(EVERYTHING), file(2102)))
    answer = client.post(reverse("releases:discard", args=[checked.pk]))
    assert refused(answer) is (group not in MAY)
    assert uploads.are_there(checked.arguments["folder"]) is (group not in MAY)

    checked = done(upload(signed_in(EVERYTHING), file(2102)))
    answer = client.post(reverse("releases:load", args=[checked.pk]))
    assert refused(answer) is (group not in MAY)
    while run_one():
        pass
    assert Release.objects.count() == count + (group in MAY)


@every_group
def test_who_approves_and_undoes(group: str | None) -> None:
    client, first, second = signed_in(group), bare("2101"), bare("2102")
    releases.make_current(first, "First")
    answer = client.post(
        reverse("releases:make_current", args=[second.pk]), {"note": "Looked at", "release": second.pk}
    )
    assert refused(answer) is (group not in MAY)
    assert releases.current_release(PARITIES) == (second if group in MAY else first)

    if group not in MAY:
        releases.make_current(second, "Second")
    answer = client.post(reverse("releases:undo", args=[PARITIES]), {"note": "A mistake", "release": first.pk})
    assert refused(answer) is (group not in MAY)
    assert releases.current_release(PARITIES) == (first if group in MAY else second)


@pytest.mark.parametrize("action", ["add", "view", "approve"])
def test_each_permission_alone(action: str) -> None:
    """Loading and approving can be given to different people."""
    release, client = bare("2101"), signed_in("Writers")
    person = client.get(reverse("wagtailadmin_home")).wsgi_request.user
    person.user_permissions.add(Permission.objects.get(content_type__app_label="careers", codename=f"{action}_release"))
    assert client.get(reverse("releases:index")).status_code == 200
    answer = client.get(reverse("releases:upload"))
    assert (answer.status_code == 200) is (action == "add")
    answer = client.get(reverse("releases:make_current", args=[release.pk]))
    assert (answer.status_code == 200) is (action == "approve")
    index = words(client.get(reverse("releases:index")))
    assert (reverse("releases:upload") in index) is (action == "add")
    assert (reverse("releases:make_current", args=[release.pk]) in index) is (action == "approve")


@every_group
def test_the_menu_offers_releases_to_those_who_may(group: str | None) -> None:
    if group is None:
        return  # does not get in at all
    start = signed_in(group).get(reverse("wagtailadmin_home")).content.decode()
    assert (reverse("releases:index") in start) is (group in MAY)


def test_an_administrator_can_give_the_permissions_to_a_group() -> None:
    shown = words(signed_in("Administrators").get(reverse("wagtailusers_groups:add")))
    assert "Can make a release current and undo it" in shown


def test_other_jobs_have_no_page_here() -> None:
    job = jobs.ask("something-else", {})
    client = signed_in(EVERYTHING)
    assert client.get(reverse("releases:job", args=[job.pk])).status_code == 404
    assert client.get(reverse("releases:job_status", args=[job.pk])).status_code == 404


# The way from files to what readers see -----------------------------------------------------------------------------


def test_upload_check_load_approve_undo(file: Any, folder: Path) -> None:
    client = signed_in("Fact stewards", username="stella")
    before, count = releases.current_release(PARITIES), Release.objects.count()
    first = loaded(client, file(2101, level=108.2))
    assert releases.current_release(PARITIES) == before
    assert (first.period, first.edition, first.loaded_by.get_username()) == ("2101", 1, "stella")

    # Another file: the check says what would change, and writes nothing.
    approve = reverse("releases:make_current", args=[first.pk])
    assert client.post(approve, {"note": "Checked against the agency's page", "release": first.pk}).status_code == 302
    checking = upload(client, file(2102, level=111.1), obtained_from="The agency's own page")
    waiting = page(client, checking)
    assert reverse("releases:job_status", args=[checking.pk]) in waiting
    assert "Waiting" in waiting
    status = client.get(reverse("releases:job_status", args=[checking.pk]))
    assert status.json() == {"over": False, "progress": "Waiting"}
    assert "no-store" in status["Cache-Control"]
    done(checking)
    assert client.get(reverse("releases:job_status", args=[checking.pk])).json()["over"] is True
    assert Release.objects.count() == count + 1
    report = page(client, checking)
    assert f"Against the current release, {first}" in report
    assert "Largest changes" in report
    assert re.search(r">all items</td> <td>108\.200</td> <td>111\.100</td> <td> 2\.7 %", report), report
    assert "Load this release" in report

    # Loading writes it beside the others; it is not current yet.
    answer = client.post(reverse("releases:load", args=[checking.pk]))
    again = client.post(reverse("releases:load", args=[checking.pk]))
    assert answer["Location"] == again["Location"]
    loading = done(Job.objects.get(kind=work.LOAD, arguments=checking.arguments))
    second = Release.objects.get(pk=loading.report["release"])
    assert second.obtained_from == "The agency's own page"
    assert stored(folder) == []
    assert releases.current_release(PARITIES) == first
    assert f"Loaded as {second}" in page(client, loading)
    assert "See the loading" in page(client, checking)

    # Approved with a note, then undone with one.
    approve = reverse("releases:make_current", args=[second.pk])
    assert client.post(approve, {"note": " ", "release": second.pk}).status_code == 200
    assert releases.current_release(PARITIES) == first
    assert client.post(approve, {"note": "Looks right", "release": second.pk}).status_code == 302
    assert releases.current_release(PARITIES) == second
    undo = reverse("releases:undo", args=[PARITIES])
    shown = words(client.get(undo))
    assert str(first) in shown
    assert client.post(undo, {"note": "", "release": first.pk}).status_code == 200
    assert releases.current_release(PARITIES) == second
    assert client.post(undo, {"note": "Not right after all", "release": first.pk}).status_code == 302
    assert releases.current_release(PARITIES) == first
    index = words(client.get(reverse("releases:index")))
    for note in ("Looks right", "Not right after all", "Checked against the agency&#x27;s page"):
        assert note in index
    moves = ReleaseMove.objects.filter(data_set=PARITIES).order_by("-pk")[:3]
    assert [move.moved_by.get_username() for move in moves] == ["stella"] * 3


def test_the_same_files_again_change_nothing(file: Any, folder: Path) -> None:
    client = signed_in("Fact stewards")
    release = loaded(client, file(2101))
    checked = done(upload(client, file(2101)))
    shown = page(client, checked)
    assert f"These very rows are held already, as {release}" in shown
    assert "Load this release" not in shown
    assert stored(folder) == []
    client.post(reverse("releases:load", args=[checked.pk]))
    assert not Job.objects.filter(kind=work.LOAD, arguments=checked.arguments).exists()


def test_a_loading_that_was_killed_after_writing_finds_its_release(file: Any) -> None:
    client = signed_in("Fact stewards")
    checked = done(upload(client, file(2101)))
    client.post(reverse("releases:load", args=[checked.pk]))
    loading = Job.objects.get(kind=work.LOAD, arguments=checked.arguments)
    progress = jobs.Progress(loading)
    first = work.load(loading, progress)
    second = work.load(loading, progress)
    assert (first["is_new"], second["is_new"]) == (True, False)
    assert first["release"] == second["release"]


def test_a_wrong_file_is_told_with_its_place_and_removed(file: Any, folder: Path) -> None:
    client, count = signed_in("Fact stewards"), Release.objects.count()
    right = file(2101).read()
    job = upload(client, SimpleUploadedFile("broken.csv", right.replace(b"108.200", b"cheap")))
    while run_one():
        pass
    job.refresh_from_db()
    assert job.status == Job.Status.FAILED
    shown = page(client, job)
    assert "Nothing was written." in shown
    assert "broken.csv, row " in shown
    assert "Load this release" not in shown
    assert (stored(folder), Release.objects.count()) == ([], count)


def test_what_somebody_moved_meanwhile_is_not_moved_back() -> None:
    client, first, second = signed_in("Fact stewards"), bare("2101"), bare("2102")
    releases.make_current(first, "First")
    releases.make_current(second, "Second")
    undo = reverse("releases:undo", args=[PARITIES])
    data = {"note": "Back", "release": first.pk}
    assert client.post(undo, data).status_code == 302
    answer = client.post(undo, data)  # a double click
    assert "Somebody moved it meanwhile" in words(answer)
    assert releases.current_release(PARITIES) == first
    answer = client.post(reverse("releases:make_current", args=[first.pk]), {"note": "Again", "release": first.pk})
    assert "is the current release already" in words(answer)


def test_going_back_to_an_older_release_is_warned_of() -> None:
    client, first, second = signed_in("Fact stewards"), bare("2101"), bare("2102")
    releases.make_current(first, "First")
    assert "older than the current" not in words(client.get(reverse("releases:make_current", args=[second.pk])))
    releases.make_current(second, "Second")
    assert "older than the current" in words(client.get(reverse("releases:make_current", args=[first.pk])))


def test_there_is_nothing_to_undo_before_a_second_release() -> None:
    assert signed_in(EVERYTHING).get(reverse("releases:undo", args=["onet"])).status_code == 404
    assert signed_in(EVERYTHING).get(reverse("releases:undo", args=["no-such-set"])).status_code == 404


def test_a_job_that_nobody_takes_says_so(file: Any) -> None:
    client = signed_in("Fact stewards")
    job = upload(client, file(2101))
    assert "run_jobs" not in page(client, job)
    Job.objects.filter(pk=job.pk).update(asked_at=timezone.now() - timedelta(minutes=1))
    assert "run_jobs" in page(client, job)


# What is refused ----------------------------------------------------------------------------------------------------


class Unreadable:
    """A body that must not be read."""

    def read(self, *_: Any) -> bytes:
        raise AssertionError("The body was read.")

    readline = read


def send(client: Client, length: str, body: Any) -> Any:
    return client.request(
        **{
            "REQUEST_METHOD": "POST",
            "PATH_INFO": reverse("releases:upload"),
            "CONTENT_TYPE": "multipart/form-data; boundary=x",
            "CONTENT_LENGTH": length,
            "wsgi.input": body,
        }
    )


@pytest.mark.parametrize("enforce", [False, True])
def test_too_much_is_refused_from_its_length_without_reading(enforce: bool, settings: Any, folder: Path) -> None:
    client = signed_in("Fact stewards")
    client.handler.enforce_csrf_checks = enforce
    answer = send(client, str(settings.RELEASE_UPLOAD_LIMIT + 1), Unreadable())
    assert answer.status_code == 413
    assert "At most 200 MB can be loaded at once" in words(answer)
    assert not folder.exists()
    assert not Job.objects.exists()


def test_what_is_within_the_limit_is_read(settings: Any) -> None:
    """The test above would pass too if nothing were ever read."""
    with pytest.raises(AssertionError, match=r"The body was read\."):
        send(signed_in("Fact stewards"), str(settings.RELEASE_UPLOAD_LIMIT), Unreadable())


def test_those_who_may_not_upload_are_not_told_about_sizes(settings: Any) -> None:
    answer = send(signed_in("Writers"), str(settings.RELEASE_UPLOAD_LIMIT + 1), Unreadable())
    assert refused(answer)


def test_the_form_token_is_still_asked_for(file: Any) -> None:
    client = signed_in("Fact stewards")
    client.handler.enforce_csrf_checks = True
    assert client.post(reverse("releases:upload"), form(file(2101))).status_code == 403
    token = client.get(reverse("releases:upload")).context["csrf_token"]
    answer = client.post(reverse("releases:upload"), {**form(file(2101)), "csrfmiddlewaretoken": str(token)})
    assert answer.status_code == 302


@pytest.mark.parametrize(
    ("name", "kept"),
    [
        ("all_data_M_2025.xlsx", "all_data_M_2025.xlsx"),
        ("Education, Training, and Experience.txt", "Education, Training, and Experience.txt"),
        ("../../evil.csv", "evil.csv"),
        ("..\\..\\evil.csv", "evil.csv"),
        ("/etc/cron.d/evil.csv", "evil.csv"),
        ("C:\\Windows\\evil.csv", "evil.csv"),
        ("....//....//evil.csv", "evil.csv"),
        (".hidden.csv", "hidden.csv"),
        ("-rf.csv", "rf.csv"),
        ("a\x00b\n\x1b[31m.csv", "ab31m.csv"),
        ("$(rm x);`y`|z.csv", "(rm x)yz.csv"),
        ("Löhne 2025.csv", "Löhne 2025.csv"),
        (f"{'x' * 300}.csv", f"{'x' * 60}.csv"),
    ],
)
def test_names_of_files_lead_nowhere(name: str, kept: str) -> None:
    assert uploads.safe_name(name) == kept


@pytest.mark.parametrize("name", ["", "..", "../", "\x00", "/", "...", " . "])
def test_a_name_of_nothing_is_refused(name: str) -> None:
    with pytest.raises(ValueError, match="needs a name"):
        uploads.safe_name(name)


@pytest.mark.parametrize("name", ["../../../evil.csv", "..\\..\\evil.csv", "/etc/cron.d/evil.csv"])
def test_an_upload_stays_in_its_folder(name: str, file: Any, folder: Path) -> None:
    content = file(2101).read()
    head = f'--x\r\nContent-Disposition: form-data; name="official_files"; filename="{name}"\r\n\r\n'.encode()
    rest = "".join(
        f'\r\n--x\r\nContent-Disposition: form-data; name="{field}"\r\n\r\n{value}'
        for field, value in form().items()
        if field != "official_files"
    )
    client = signed_in("Fact stewards")
    body = head + content + rest.encode() + b"\r\n--x--\r\n"
    answer = client.post(reverse("releases:upload"), body, content_type="multipart/form-data; boundary=x")
    assert answer.status_code == 302, answer.context["form"].errors
    job = Job.objects.get()
    assert job.arguments["files"] == ["evil.csv"]
    [path] = folder.rglob("*.csv")
    assert path == folder / job.arguments["folder"] / "evil.csv"
    assert path.read_bytes() == content
    assert path.parent.stat().st_mode & 0o777 == 0o700


def test_uploads_are_private(settings: Any, client: Client) -> None:
    """Not below what the web server hands out."""
    from django.conf import settings as shipped

    assert not Path(shipped.DATA_DIR / "uploads").is_relative_to(shipped.MEDIA_ROOT)
    assert not Path(shipped.DATA_DIR / "uploads").is_relative_to(shipped.STATIC_ROOT)


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"data_set": ""}, "This field is required"),
        ({"data_set": "weather"}, "Select a valid choice"),
        ({"official_files": []}, "This field is required"),
        ({"official_files": [SimpleUploadedFile("a.csv", b"")]}, "The submitted file is empty"),
        ({"official_files": [SimpleUploadedFile("a.exe", b"x")]}, "a.exe cannot be read"),
        ({"official_files": [SimpleUploadedFile("a.xlsm", b"x")]}, "a.xlsm cannot be read"),
        (
            {"official_files": [SimpleUploadedFile("a.csv", b"x"), SimpleUploadedFile("a.csv", b"y")]},
            "Two files are called a.csv",
        ),
        ({"retrieved_on": ""}, "This field is required"),
        ({"retrieved_on": "2999-01-01"}, "This day is still to come"),
        ({"published_on": "2999-01-01"}, "before they were published"),
        ({"period": "2025-05"}, "These files say it"),
        ({"data_set": "oews", "period": "2025/05"}, "Write 2025-05"),
        ({"data_set": "oews", "period": "2025-13"}, "Write 2025-05"),
        ({"data_set": "onet", "period": "2025-05"}, "29.3"),
    ],
)
def test_a_form_that_cannot_be_right(change: dict[str, Any], said: str, folder: Path) -> None:
    data = {**form(SimpleUploadedFile("a.csv", b"x")), **change}
    answer = signed_in("Fact stewards").post(reverse("releases:upload"), data)
    assert answer.status_code == 200
    assert said in words(answer)
    assert stored(folder) == []
    assert not Job.objects.exists()


def test_a_disk_without_room_is_told(file: Any, settings: Any, tmp_path: Path) -> None:
    (tmp_path / "taken").write_text("a file where the folder should be")
    settings.RELEASE_UPLOADS = tmp_path / "taken"
    answer = signed_in("Fact stewards").post(reverse("releases:upload"), form(file(2101)))
    assert answer.status_code == 200
    assert "The files could not be stored" in words(answer)


def test_files_that_nobody_came_back_for_are_removed(file: Any, folder: Path) -> None:
    client = signed_in("Fact stewards")
    old = done(upload(client, file(2101)))
    long_ago = time.time() - (uploads.KEPT_DAYS * 24 * 60 * 60 + 60)
    os.utime(folder / old.arguments["folder"], (long_ago, long_ago))
    new = upload(client, file(2102))
    assert not uploads.are_there(old.arguments["folder"])
    assert uploads.are_there(new.arguments["folder"])
    answer = client.post(reverse("releases:load", args=[old.pk]), follow=True)
    assert "no longer there" in words(answer)
    assert "no longer here" in page(client, old)


def test_files_that_went_before_they_were_read_are_told(file: Any, folder: Path) -> None:
    job = upload(signed_in("Fact stewards"), file(2101))
    uploads.remove(job.arguments["folder"])
    run_one()
    job.refresh_from_db()
    assert (job.status, job.error) == (Job.Status.FAILED, "The files are no longer there; upload them again.")


def test_what_was_checked_can_be_thrown_away(file: Any, folder: Path) -> None:
    client, count = signed_in("Fact stewards"), Release.objects.count()
    checked = done(upload(client, file(2101)))
    assert stored(folder)
    client.post(reverse("releases:discard", args=[checked.pk]))
    assert stored(folder) == []
    assert Release.objects.count() == count


@pytest.mark.parametrize("name", ["load", "discard"])
def test_a_job_that_is_not_a_finished_check_cannot_be_loaded(name: str, file: Any) -> None:
    client = signed_in("Fact stewards")
    waiting = upload(client, file(2101))
    assert client.post(reverse(f"releases:{name}", args=[waiting.pk])).status_code == 404
    assert client.get(reverse(f"releases:{name}", args=[waiting.pk])).status_code == 405
