"""Files that readers take away. Everything else under these addresses is a page."""

from django.urls import path

from guides.reading import (
    comparison_files,
    credential_files,
    feeds,
    law_files,
    pay_files,
    role_files,
    route_files,
)

urlpatterns = [
    path("salary/distribution.csv", pay_files.distribution_csv),
    path("salary/by-setting.csv", pay_files.by_setting_csv),
    path("salary/over-time.csv", pay_files.over_time_csv),
    path("salary/by-state.csv", pay_files.by_state_csv),
    path("salary/by-state.json", pay_files.by_state_json),
    path("states/tasks.csv", law_files.tasks_csv),
    path("states/tasks.json", law_files.tasks_json),
    path("states/tasks/<slug:slug>.csv", law_files.task_csv),
    path("states/compare.csv", comparison_files.states_csv),
    path("compare/roles.csv", role_files.roles_csv),
    path("compare/roles.md", role_files.roles_md),
    path("compare/<slug:slug>.csv", role_files.page_csv),
    path("compare/<slug:slug>.md", role_files.page_md),
    path("certification/credentials.csv", credential_files.credentials_csv),
    path("how-to-become-a-medical-assistant/routes.csv", route_files.routes_csv),
    path("feeds/changes.xml", feeds.changes_xml),
    path("feeds/states/<slug:slug>.xml", feeds.state_xml),
]
