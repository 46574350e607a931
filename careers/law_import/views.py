"""Screens of the import of law. Nothing long happens here: jobs do it."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.views.generic import FormView, TemplateView, View
from wagtail.admin import messages
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.admin.views.generic.permissions import PermissionCheckedMixin
from wagtail.permissions import policy_registry

from careers import jobs
from careers.law import reading, rule_rows
from careers.law_import import work
from careers.law_import.forms import LIMIT, ApproveForm, UploadForm
from careers.law_import.report import obstacles
from careers.models import Job, StateLaw
from careers.release_day import uploads
from careers.release_day.views import PATIENCE, TooMuchView

JOBS_SHOWN = 10


def policy() -> Any:
    return policy_registry.get_by_type(StateLaw)


class Screen(PermissionCheckedMixin, WagtailAdminTemplateMixin):
    """Title, trail and permission check, as in all of Wagtail's own screens."""

    permission_required = "change"
    header_icon = "download"
    page_title = "Import law"

    @cached_property
    def permission_policy(self) -> Any:
        return policy()

    def get_breadcrumbs_items(self) -> list[dict[str, str]]:
        trail = [*self.breadcrumbs_items, {"url": reverse("wagtailsnippets_careers_statelaw:list"), "label": "Laws"}]
        if self.get_page_title() != Screen.page_title:
            trail.append({"url": reverse("law_import:index"), "label": Screen.page_title})
        return [*trail, {"url": "", "label": self.get_page_title()}]


class UploadView(Screen, FormView):
    """The files, and what came of the latest ones."""

    form_class = UploadForm
    extra_context = {"submit_button_label": "Check the files", "submit_button_active_label": "Sending the files…"}
    template_name = "careers/law_import/upload.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(jobs=_jobs()[:JOBS_SHOWN], **kwargs)
        return {**context, "media": context["form"].media}

    def form_valid(self, form: UploadForm) -> HttpResponse:
        try:
            folder, names = uploads.keep(form.cleaned_data["law_files"])
        except OSError as error:
            reason = error.strerror or error
            form.add_error(None, f"The files could not be stored ({reason}). Tell whoever runs the site.")
            return self.form_invalid(form)
        return _to(jobs.ask(work.CHECK, {"folder": folder, "files": names}, self.request.user))


class TooMuchLawView(TooMuchView):
    template_name = "careers/law_import/too_much.html"
    permission_required = "change"

    @cached_property
    def permission_policy(self) -> Any:
        return policy()

    @staticmethod
    def limit() -> int:
        return LIMIT

    get_breadcrumbs_items = Screen.get_breadcrumbs_items


class RulesView(Screen, View):
    """What readers see today as rows, to be changed and imported again."""

    def get(self, request: HttpRequest) -> HttpResponse:
        rules = {code: law.content.rules for code, law in reading.laws().items() if law}
        # Spreadsheets take a file for UTF-8 only when it begins with a mark of the order of bytes.
        answer = HttpResponse(f"\ufeff{rule_rows.written(rules)}", content_type="text/csv; charset=utf-8")
        answer["Content-Disposition"] = 'attachment; filename="rules.csv"'
        return answer


# Jobs ---------------------------------------------------------------------------------------------------------------


def _jobs() -> Any:
    return Job.objects.filter(kind__in=[work.CHECK, work.WRITE]).select_related("asked_by")


def _to(job: Job) -> HttpResponseRedirect:
    return redirect("law_import:job", job.pk)


def _waits_for_approval(job: Job) -> bool:
    """Something was looked at that can still be written."""
    is_shown = job.kind == work.CHECK or bool(job.report.get("moved"))
    return job.status == Job.Status.DONE and is_shown and bool(job.report["laws"])


def _writing_after(job: Job) -> Job | None:
    return Job.objects.filter(kind=work.WRITE, arguments__after=job.pk).first()


class JobView(Screen, TemplateView):
    """A job while it waits and runs, then its report and what to do next."""

    template_name = "careers/law_import/job.html"

    @cached_property
    def job(self) -> Job:
        found: Job = get_object_or_404(_jobs(), pk=self.kwargs["pk"])
        return found

    def get_page_title(self) -> str:
        if self.job.kind == work.CHECK:
            return "Check of law files"
        return "Publishing of laws" if self.job.arguments["publish"] else "Saving of drafts"

    @cached_property
    def may(self) -> dict[str, bool]:
        return {action: self.user_has_permission(action) for action in ("publish", "unlock")}

    def form(self, **kwargs: Any) -> ApproveForm | None:
        if not _waits_for_approval(self.job):
            return None
        return ApproveForm(obstacles=obstacles(self.job.report, self.may), **kwargs)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        job = self.job
        waited = (timezone.now() - job.asked_at).total_seconds()
        shown = job.kind == work.CHECK or bool(job.report.get("moved"))
        kwargs.setdefault("form", self.form())
        return super().get_context_data(
            job=job,
            report=job.report,
            is_check=job.kind == work.CHECK,
            laws=job.report.get("laws", []) if shown else [],
            may=self.may,
            nobody_takes_it=job.status == Job.Status.WAITING and not job.attempts and waited > PATIENCE,
            problems=job.error.splitlines(),
            writing=_writing_after(job),
            files_are_there=uploads.are_there(job.arguments["folder"]),
            **kwargs,
        )


class JobStatusView(Screen, View):
    """For the script of the job's page."""

    def get(self, request: HttpRequest, pk: int) -> JsonResponse:
        job = get_object_or_404(_jobs(), pk=pk)
        return JsonResponse({"over": job.is_over, "progress": job.progress or job.get_status_display()})


class WriteView(JobView):
    """What was looked at is to be saved as drafts, or published."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        publish = request.POST.get("action") == "publish"
        if publish and not self.may["publish"]:
            messages.error(request, "You may save drafts, not publish them.")
            return _to(self.job)
        form = self.form(data=request.POST, publish=publish)
        if form is None:
            raise Http404
        if not form.is_valid():
            return self.render_to_response(self.get_context_data(form=form))
        with transaction.atomic():
            # Locked, so that a double click asks once.
            job = get_object_or_404(Job.objects.select_for_update(), pk=pk)
            writing = _writing_after(job)
            if not writing and not uploads.are_there(job.arguments["folder"]):
                messages.error(request, "The files are no longer there; upload them again.")
                return redirect("law_import:index")
            said = {
                **{name: job.arguments[name] for name in ("folder", "files")},
                "after": job.pk,
                "publish": publish,
                "even_if": form.cleaned_data.get("even_if", []),
                "note": form.cleaned_data["note"],
                "is_correction": form.cleaned_data["is_correction"],
                "approved": {law["code"]: law["stamp"] for law in job.report["laws"]},
            }
            writing = writing or jobs.ask(work.WRITE, said, request.user)
        return _to(writing)


class DiscardView(Screen, View):
    """The files that were checked are not to be written."""

    def post(self, request: HttpRequest, pk: int) -> HttpResponseRedirect:
        with transaction.atomic():
            job = get_object_or_404(Job.objects.select_for_update(), pk=pk, kind__in=[work.CHECK, work.WRITE])
            if _waits_for_approval(job) and not _writing_after(job):
                uploads.remove(job.arguments["folder"])
                messages.success(request, "The files were removed. Nothing was written.")
        return redirect("law_import:index")
