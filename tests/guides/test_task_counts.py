"""Counts of the states' answers inside guides: they are those of the law files, and move when a law is published."""

from __future__ import annotations

import re
from collections import Counter

import pytest
from bs4 import BeautifulSoup
from django.test import Client
from django.utils import timezone
from wagtail.models import Page

from careers.answers import Answer
from careers.models import StateLaw, Task
from guides.blocks import TaskCountsBlock
from guides.blocks.variants import all_blocks
from guides.content.blocks import build
from guides.content.inline import Resolver, Unresolved
from guides.models import TaskPage
from guides.sentences.counts import ANSWERS
from tests.careers.law import shipped
from tests.guides.laws import changed

pytestmark = pytest.mark.django_db


def lines(*tasks: str) -> list[str]:
    block = TaskCountsBlock()
    drawn = BeautifulSoup(block.render(block.normalize(block.to_python({"tasks": list(tasks)})), {}), "html.parser")
    return [" ".join(line.get_text().split()) for line in drawn.select("li, p")]


def counted(line: str) -> dict[Answer, int]:
    number = r"(\d+)"
    found = {answer: re.search(f"[,:] {words.format(number)}", line) for answer, words in ANSWERS.items()}
    return {answer: int(match[1]) for answer, match in found.items() if match}


@pytest.mark.parametrize("task", ["injections_im_sc_id", "imaging_xray", "independent_triage_or_assessment"])
def test_counts_are_those_of_the_law_files(task: str) -> None:
    given = Counter(answer for (_, about), answer in shipped.answers().items() if about == task)
    (line,) = lines(task)
    assert ", of 51: " in line
    assert counted(line) == {Answer(key): number for key, number in given.items()}
    silent = sum(int(number) for number in re.findall(r" in (\d+)", line.partition("Where the law is silent")[2]))
    assert silent == given["law_silent"]


def test_counts_move_when_a_law_is_published() -> None:
    before = counted(*lines("ecg"))
    was = Answer(shipped.answers()["ca", "ecg"])
    assert was != Answer.NOT_ALLOWED
    changed("ca", "ecg", answer=Answer.NOT_ALLOWED)
    after = counted(*lines("ecg"))
    assert after.get(was, 0) == before[was] - 1
    assert after[Answer.NOT_ALLOWED] == before.get(Answer.NOT_ALLOWED, 0) + 1


def test_a_state_without_a_published_law_is_counted_as_that() -> None:
    StateLaw.objects.get(jurisdiction__code="ca").unpublish()
    (line,) = lines("ecg")
    assert "of 51" in line
    assert "not published in 1" in line
    assert sum(counted(line).values()) == 50


def test_several_tasks_make_a_list_in_the_order_of_tasks() -> None:
    assert [line.partition(",")[0] for line in lines("vaccines", "ecg", "injections_im_sc_id")] == [
        "Injections",
        "Vaccines",
        "Heart tracings (ECG)",
    ]


def test_a_task_that_is_followed_no_more_is_left_out() -> None:
    Task.objects.filter(key="ecg").update(retired_on=timezone.localdate())
    assert lines("ecg") == []
    assert len(lines("ecg", "vaccines")) == 1


def test_a_task_without_a_page_has_no_link() -> None:
    page = TaskPage.objects.get(task__key="vaccines")
    assert f'href="{page.url}"' in TaskCountsBlock().render({"tasks": ["vaccines"]}, {})
    page.unpublish()
    assert "href" not in TaskCountsBlock().render({"tasks": ["vaccines"]}, {})


@pytest.mark.parametrize(
    ("data", "said"),
    [
        ({}, "must be a list"),
        ({"tasks": []}, "at least one task"),
        ({"tasks": "ecg"}, "must be a list"),
        ({"tasks": ["surgery"]}, "there is no task 'surgery'"),
        ({"tasks": ["ecg"], "task": "ecg"}, "unknown key 'task'"),
    ],
)
def test_content_that_is_wrong_says_what(data: dict[str, object], said: str) -> None:
    with pytest.raises(Unresolved, match=re.escape(said)):
        build("task_counts", data, Resolver(*[{}.__getitem__] * 4, task={"ecg": "ecg"}.__getitem__), "seed")


@pytest.mark.parametrize(
    ("slug", "least"), [("what-medical-assistants-can-do", 15), ("what-medical-assistants-cannot-do", 9)]
)
def test_guides_show_the_counts(slug: str, least: int) -> None:
    address = Page.objects.get(slug=slug).url
    page = BeautifulSoup(Client().get(address).content, "html.parser")
    links = [a["href"] for a in page.select(".task-counts a")]
    assert len(set(links)) >= least
    assert all(link.startswith("/states/tasks/") for link in links)
    assert "task_counts" in all_blocks()
