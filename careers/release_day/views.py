"""Screens of release day, out of Wagtail's own parts. Nothing long happens here: jobs do it."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal, InvalidOperation
from typing import Any

from django.conf import settings
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect, JsonResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.views.decorators.csrf import csrf_exempt, csrf_protect
from django.views.generic import FormView, TemplateView, View
from wagtail.admin import messages
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.admin.views.generic.permissions import PermissionCheckedMixin
from wagtail.admin.widgets.button import HeaderButton
from wagtail.permission_policies import ModelPermissionPolicy

from careers import jobs, releases
from careers.models import DataSet, Job, Release, ReleaseMove
from careers.release_day import uploads, work
from careers.release_day.forms import NoteForm, UploadForm

SEE = ["view", "add", "approve"]
POLICY = ModelPermissionPolicy(Release)
JOBS_SHOWN = 10
#: Seconds after which a job that nobody took is no longer normal.
PATIENCE = 20


class Screen(PermissionCheckedMixin, WagtailAdminTemplateMixin):
    """Title, trail and permission check, as in all of Wagtail's own screens."""

    permission_policy = POLICY
    any_permission_required: list[str] | None = SEE
    header_icon = "download"

    def get_breadcrumbs_items(self) -> list[dict[str, str]]:
        trail = [*self.breadcrumbs_items, {"url": reverse("releases:index"), "label": "Releases"}]
        return [*trail, {"url": "", "label": self.get_page_title()}]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        may = {action: self.user_has_permission(action) for action in ("add", "approve")}
        return super().get_context_data(may=may, **kwargs)


class FormScreen(Screen, FormView):
    """With the scripts that the form's fields bring."""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        return {**context, "media": context["form"].media}


class IndexView(Screen, TemplateView):
    """Each data set with its current release, the others, and who made what current."""

    template_name = "careers/release_day/index.html"
    page_title = "Releases"

    def get_breadcrumbs_items(self) -> list[dict[str, str]]:
        return [*self.breadcrumbs_items, {"url": "", "label": "Releases"}]

    @cached_property
    def header_buttons(self) -> list[HeaderButton]:
        if not self.user_has_permission("add"):
            return []
        return [HeaderButton("Load a release", url=reverse("releases:upload"), icon_name="plus")]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        current = releases.current_releases()
        held: dict[str, list[Release]] = {}
        for release in Release.objects.select_related("loaded_by"):
            held.setdefault(release.data_set, []).append(release)
        moves: dict[str, list[ReleaseMove]] = {}
        for move in ReleaseMove.objects.select_related("release", "moved_by"):
            moves.setdefault(move.data_set, []).append(move)
        data_sets = [
            {
                "key": data_set.value,
                "name": data_set.label,
                "current": current.get(data_set.value),
                "releases": held.get(data_set.value, []),
                "moves": moves.get(data_set.value, []),
                "can_undo": len({move.release_id for move in moves.get(data_set.value, [])}) > 1,
            }
            for data_set in DataSet
        ]
        return super().get_context_data(data_sets=data_sets, jobs=_jobs()[:JOBS_SHOWN], **kwargs)


# Upload -------------------------------------------------------------------------------------------------------------


class UploadView(FormScreen):
    form_class = UploadForm
    extra_context = {"submit_button_label": "Check the files", "submit_button_active_label": "Sending the files…"}
    template_name = "careers/release_day/upload.html"
    page_title = "Load a release"
    any_permission_required = None
    permission_required = "add"

    def form_valid(self, form: UploadForm) -> HttpResponse:
        said = form.cleaned_data
        try:
            folder, names = uploads.keep(said["official_files"])
        except OSError as error:
            reason = error.strerror or error
            form.add_error(None, f"The files could not be stored ({reason}). Tell whoever runs the site.")
            return self.form_invalid(form)
        published = said["published_on"]
        arguments = {
            "data_set": said["data_set"],
            "folder": folder,
            "files": names,
            "retrieved_on": said["retrieved_on"].isoformat(),
            "published_on": published.isoformat() if published else None,
            "obtained_from": said["obtained_from"],
            "cautions": said["cautions"],
            "period": said["period"].strip(),
        }
        return redirect("releases:job", jobs.ask(work.CHECK, arguments, self.request.user).pk)


def refuse_too_much(
    view: Callable[..., HttpResponseBase], refusal: type[TooMuchView] | None = None
) -> Callable[..., HttpResponseBase]:
    """Refuse an upload over the limit from the length that it announces, before a byte of it is read.

    The check for a form token reads the whole body. So it is taken off the outside and put back behind the length.
    """
    checked = csrf_protect(view)
    said = refusal or TooMuchView

    @csrf_exempt
    def measured(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        announced = str(request.META.get("CONTENT_LENGTH") or "0")
        length = int(announced) if announced.isdecimal() else 0
        if length > said.limit():
            return said.as_view(length=length)(request)
        return checked(request, *args, **kwargs)

    return measured


class TooMuchView(Screen, TemplateView):
    template_name = "careers/release_day/too_much.html"
    page_title = "Too much at once"
    any_permission_required = None
    permission_required = "add"
    length = 0

    @staticmethod
    def limit() -> int:
        """Bytes."""
        return int(settings.RELEASE_UPLOAD_LIMIT)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        sizes = {"megabytes": self.length / 1_000_000, "limit": self.limit() / 1_000_000}
        return super().get_context_data(**sizes, **kwargs)

    def post(self, request: HttpRequest) -> HttpResponse:
        return self.render_to_response(self.get_context_data(), status=413)


# Jobs ---------------------------------------------------------------------------------------------------------------


def _jobs() -> Any:
    return Job.objects.filter(kind__in=[work.CHECK, work.LOAD]).select_related("asked_by")


class JobView(Screen, TemplateView):
    """A job while it waits and runs, then its report and what to do next."""

    template_name = "careers/release_day/job.html"

    @cached_property
    def job(self) -> Job:
        found: Job = get_object_or_404(_jobs(), pk=self.kwargs["pk"])
        return found

    def get_page_title(self) -> str:
        name = DataSet(self.job.arguments["data_set"]).label
        return f"{'Check' if self.job.kind == work.CHECK else 'Loading'} of files: {name}"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        job = self.job
        return super().get_context_data(
            job=job,
            is_check=job.kind == work.CHECK,
            found=_readable(job.report["difference"]) if job.status == Job.Status.DONE else None,
            nobody_takes_it=_nobody_takes(job),
            problems=job.error.splitlines(),
            release=_loaded_release(job),
            loading=_loading_after(job),
            files_are_there=uploads.are_there(job.arguments["folder"]),
            **kwargs,
        )


class JobStatusView(Screen, View):
    """For the script of the job's page."""

    def get(self, request: HttpRequest, pk: int) -> JsonResponse:
        job = get_object_or_404(_jobs(), pk=pk)
        words = job.progress or job.get_status_display()
        return JsonResponse({"over": job.is_over, "progress": words})


class LoadView(Screen, View):
    """The second step: what was checked is to be written."""

    any_permission_required = None
    permission_required = "add"

    def post(self, request: HttpRequest, pk: int) -> HttpResponseRedirect:
        with transaction.atomic():
            # Locked, so that a double click asks once.
            job = get_object_or_404(Job.objects.select_for_update(), pk=pk, kind=work.CHECK, status=Job.Status.DONE)
            loading = _loading_after(job)
            if not loading and not uploads.are_there(job.arguments["folder"]):
                messages.error(request, "The files are no longer there; upload them again.")
                return redirect("releases:upload")
            loading = loading or jobs.ask(work.LOAD, job.arguments, request.user)
        return redirect("releases:job", loading.pk)


class DiscardView(Screen, View):
    """The files that were checked are not to be loaded."""

    any_permission_required = None
    permission_required = "add"

    def post(self, request: HttpRequest, pk: int) -> HttpResponseRedirect:
        with transaction.atomic():
            job = get_object_or_404(Job.objects.select_for_update(), pk=pk, kind=work.CHECK, status=Job.Status.DONE)
            if not _loading_after(job):
                uploads.remove(job.arguments["folder"])
                messages.success(request, "The files were removed. Nothing was loaded.")
        return redirect("releases:index")


def _loading_after(check: Job) -> Job | None:
    return Job.objects.filter(kind=work.LOAD, arguments__folder=check.arguments["folder"]).first()


def _loaded_release(job: Job) -> Release | None:
    return Release.objects.filter(pk=job.report.get("release")).first() if job.kind == work.LOAD else None


def _readable(difference: dict[str, Any]) -> dict[str, Any]:
    """With figures as people write them: 817,870, hourly median."""

    def number(text: str | None) -> str:
        try:
            return "none" if text is None else f"{Decimal(text):,}"
        except InvalidOperation:
            return text or ""  # a symbol, which stands for itself

    def rows(cells: list[list[str | None]]) -> list[list[str]]:
        return [
            [row or "", (figure or "").replace("_", " "), number(before), number(after), percent or ""]
            for row, figure, before, after, percent in cells
        ]

    return {**difference, "cells": rows(difference["cells"]), "outliers": rows(difference["outliers"])}


def _nobody_takes(job: Job) -> bool:
    waited = (timezone.now() - job.asked_at).total_seconds()
    return job.status == Job.Status.WAITING and not job.attempts and waited > PATIENCE


# What is current ----------------------------------------------------------------------------------------------------


class MoveView(FormScreen):
    """Moves the pointer, with a note."""

    form_class = NoteForm
    template_name = "careers/release_day/move.html"
    any_permission_required = None
    permission_required = "approve"
    undoing = False

    @cached_property
    def release(self) -> Release:
        """The release to make current."""
        raise NotImplementedError

    @cached_property
    def current(self) -> Release | None:
        return releases.current_release(self.release.data_set)

    def get_initial(self) -> dict[str, Any]:
        return {"release": self.release.pk}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        found = {"release": self.release, "current": self.current, "undoing": self.undoing}
        return super().get_context_data(**found, **kwargs)

    def form_valid(self, form: NoteForm) -> HttpResponse:
        if form.cleaned_data["release"] != self.release.pk:
            form.add_error(None, "Somebody moved it meanwhile. Look at the releases again before you decide.")
            return self.form_invalid(form)
        try:
            releases.make_current(self.release, form.cleaned_data["note"], self.request.user)
        except releases.ReleaseProblem as problem:
            form.add_error(None, str(problem))
            return self.form_invalid(form)
        messages.success(self.request, f"{self.release} is current. The site shows it from now on.")
        return redirect("releases:index")


class MakeCurrentView(MoveView):
    page_title = "Make current"

    @cached_property
    def release(self) -> Release:
        found: Release = get_object_or_404(Release, pk=self.kwargs["pk"])
        return found


class UndoView(MoveView):
    """Back to the release that was current before; asked twice by a double click, it goes back once."""

    page_title = "Undo"
    undoing = True

    @cached_property
    def release(self) -> Release:
        before = releases.previous_release(self.kwargs["data_set"])
        if not before:
            raise Http404
        return before
