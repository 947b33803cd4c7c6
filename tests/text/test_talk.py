"""What is said to readers around the matter."""

from __future__ import annotations

import pytest

from bot.text import talk


@pytest.mark.parametrize(
    "text",
    [
        "Create a Github account, and a repository where you'll be able to push your package.",
        "First, sign up for a free Streamlit account and log in.",
        "You need to make a new public repository for the site.",
        "Register for an account before you call the service.",
    ],
)
def test_what_a_walkthrough_has_its_reader_set_up_is_a_chore(text: str) -> None:
    assert talk.is_chore(text)


@pytest.mark.parametrize(
    "text",
    [
        "We created a repository of 3,000 models that take cost into account.",
        "Attackers make models leak the account numbers of their users.",
        "The loss falls once both terms are taken into account.",
    ],
)
def test_accounts_and_repositories_may_be_the_matter(text: str) -> None:
    assert not talk.is_chore(text)


@pytest.mark.parametrize(
    "text",
    [
        "Apply the new configuration to the cluster.",
        "Pressing the button opens it.",
        "To plot it we need a device.",
        "You can use your own.",
    ],
)
def test_a_walkthrough_instructs(text: str) -> None:
    assert talk.instructs(text)
    assert talk.narrates(text)


@pytest.mark.parametrize("text", ["We use Redis for the queue.", "To plot is human.", "Users apply the rule."])
def test_a_report_instructs_nobody(text: str) -> None:
    assert not talk.instructs(text)


@pytest.mark.parametrize(
    "text",
    [
        "サンプルを見てみましょう。",
        "前の章で学んだ関数を使います。",
        "在后面的章节中，我们将介绍分类问题。",
        "在步骤3中，我们提供了两个功能。",
        "你现在已经了解了模型。",
    ],
)
def test_a_course_speaks_of_itself_in_other_languages_too(text: str) -> None:
    assert talk.talks(text)


@pytest.mark.parametrize("text", ["損失は学習の途中で下がります。", "线性回归是一个简单的优化问题。"])
def test_other_languages_speak_of_the_matter(text: str) -> None:
    assert not talk.talks(text)
