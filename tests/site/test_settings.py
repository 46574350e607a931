"""Production settings refuse what would be dangerous, and say in one sentence what to set."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from tests.site.running import ROOT, environment, manage, said

SOUND = {
    "DJANGO_SETTINGS_MODULE": "maguide.settings.production",
    "SECRET_KEY": "k3y-0123456789abcdefghijklmnopqrstuvwxyz-ABCDEFGHIJKLMNOPQRSTUVWXYZ",
    "ALLOWED_HOSTS": "maguide.example",
    "SITE_ADDRESS": "https://maguide.example",
    "DATABASE_URL": "postgres://user:hunter2@127.0.0.1:1/name",
}


def shown(folder: Path, name: str, **settings: str) -> str:
    """The value of a setting, as a fresh process sees it."""
    folder.mkdir(exist_ok=True)
    command = f"import importlib, os; print(importlib.import_module(os.environ['DJANGO_SETTINGS_MODULE']).{name})"
    done = subprocess.run(
        [sys.executable, "-W", "error", "-c", command],
        cwd=ROOT,
        env=environment(folder / "data", **settings),
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stderr == ""
    return done.stdout.strip()


def test_sound_settings_pass_every_deployment_check(tmp_path: Path) -> None:
    done = manage("check", "--deploy", "--fail-level", "WARNING", data=tmp_path / "data", **SOUND)
    assert done.returncode == 0, done.stderr
    assert not (tmp_path / "data").exists()


@pytest.mark.parametrize(
    ("name", "value", "sentence"),
    [
        ("DEBUG", "true", "DEBUG is on: unset it"),
        ("SECRET_KEY", "", "SECRET_KEY is missing, short or a known default: set it to"),
        ("SECRET_KEY", "short", "SECRET_KEY is missing, short or a known default: set it to"),
        ("SECRET_KEY", "a" * 80, "SECRET_KEY is missing, short or a known default: set it to"),
        ("SECRET_KEY", "django-insecure-" + SOUND["SECRET_KEY"], "SECRET_KEY is missing, short or a known default"),
        ("SECRET_KEY", "change-me-" + SOUND["SECRET_KEY"], "SECRET_KEY is missing, short or a known default"),
        ("ALLOWED_HOSTS", "", "ALLOWED_HOSTS is empty or open to all: set it to"),
        ("ALLOWED_HOSTS", " , ", "ALLOWED_HOSTS is empty or open to all: set it to"),
        ("ALLOWED_HOSTS", "*", "ALLOWED_HOSTS is empty or open to all: set it to"),
        ("ALLOWED_HOSTS", "maguide.example, *", "ALLOWED_HOSTS is empty or open to all: set it to"),
        ("SITE_ADDRESS", "", "SITE_ADDRESS must be the site's public address and begin with https://"),
        ("SITE_ADDRESS", "http://maguide.example", "SITE_ADDRESS must be the site's public address"),
        ("SITE_ADDRESS", "https://", "SITE_ADDRESS must be the site's public address"),
        ("DATABASE_URL", "", "DATABASE_URL is not set: the embedded server is for one person's machine; set"),
        ("DATABASE_URL", "sqlite:///hunter2.db", "DATABASE_URL is not the address of a PostgreSQL database; write it"),
        ("DATABASE_URL", "postgres://u:hunter2@h:x/n", "DATABASE_URL is not the address of a PostgreSQL database"),
    ],
)
def test_a_dangerous_value_is_refused(tmp_path: Path, name: str, value: str, sentence: str) -> None:
    told = said(manage("check", data=tmp_path / "data", **{**SOUND, name: value}))
    assert told.startswith(sentence)
    assert "hunter2" not in told
    assert SOUND["SECRET_KEY"] not in told


def test_serve_is_refused_and_names_what_to_run_instead(tmp_path: Path) -> None:
    assert "on a server run gunicorn maguide.wsgi" in said(manage("serve", data=tmp_path / "data", **SOUND))
    assert not (tmp_path / "data").exists()


def test_cookies_travel_encrypted_and_plain_requests_are_sent_to_https(tmp_path: Path) -> None:
    names = ("SESSION_COOKIE_SECURE", "CSRF_COOKIE_SECURE", "SECURE_SSL_REDIRECT", "SESSION_COOKIE_HTTPONLY")
    for name in names:
        assert shown(tmp_path, name, **SOUND) == "True", name


def test_the_address_of_the_site_is_the_one_source_of_hosts(tmp_path: Path) -> None:
    address = {"SITE_ADDRESS": "https://guide.example/"}
    assert shown(tmp_path, "WAGTAILADMIN_BASE_URL", **SOUND) == "https://maguide.example"
    assert shown(tmp_path, "WAGTAILADMIN_BASE_URL", **{**SOUND, **address}) == "https://guide.example"
    assert shown(tmp_path, "DEFAULT_FROM_EMAIL", **{**SOUND, **address}) == "MA Guide <noreply@guide.example>"


def test_the_local_key_is_random_and_lasts(tmp_path: Path) -> None:
    one = {"DATABASE_URL": SOUND["DATABASE_URL"]}
    key = shown(tmp_path, "SECRET_KEY", **one)
    assert len(key) > 50
    assert shown(tmp_path, "SECRET_KEY", **one) == key
    assert shown(tmp_path / "other", "SECRET_KEY", **one) != key
    assert shown(tmp_path, "SECRET_KEY", **one, SECRET_KEY="mine") == "mine"


def test_a_local_site_accepts_only_names_of_this_machine(tmp_path: Path) -> None:
    hosts = shown(tmp_path, "ALLOWED_HOSTS", DATABASE_URL=SOUND["DATABASE_URL"])
    assert "localhost" in hosts
    assert "*" not in hosts
