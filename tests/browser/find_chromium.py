"""Makes sure that a Chromium is there: the one on the machine, else Playwright's own, else Debian's as root."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")


def installed() -> str | None:
    """Path of a Chromium on this machine, or of the one that Playwright downloaded."""
    for name in NAMES:
        if path := shutil.which(name):
            return path
    try:
        from playwright.sync_api import sync_playwright

        with sync_playwright() as playwright:
            path = playwright.chromium.executable_path
        return path if Path(path).exists() else None
    except Exception:
        return None


def install() -> None:
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    subprocess.run([sys.executable, "-m", "playwright", "install", "chromium"], check=False, timeout=600, **quiet)
    if installed() or os.geteuid() != 0 or not shutil.which("apt-get"):
        return
    subprocess.run(["apt-get", "update", "-qq"], check=False, **quiet)
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    command = ["apt-get", "install", "-y", "-qq", "--no-install-recommends", "chromium", "fonts-liberation"]
    subprocess.run(command, check=False, env=environment, **quiet)


if __name__ == "__main__":
    if not installed():
        print("Looking for a Chromium for the browser tests …", flush=True)
        install()
    if not installed():
        sys.exit("The browser tests need Chromium and none could be installed: install it, or run make test-fast.")
