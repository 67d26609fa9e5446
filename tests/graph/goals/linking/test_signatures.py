"""What stands below a mail says who wrote it, and is no subject of the talk."""

from __future__ import annotations

from typing import Any

import pytest

from graph.goals.conventions import SIGNATURE_LINES
from graph.goals.linking.signatures import without_signature
from graph.goals.linking.talk_reader import END_OF_MESSAGE, talk_to_link
from tests.statement_answers import StatementAnswers

CLOSINGS = """
-- |--|Best regards,|Kind regards|With best wishes|Yours sincerely,|Mit freundlichen Grüßen|Viele Grüße
|Beste Gruesse,|MfG|Cordialement,|Bien à vous|Meilleures salutations.|Saludos|Un saludo,|Atentamente
|Distinti saluti|Met vriendelijke groet|よろしくお願いします。|どうぞよろしくお願いいたします|敬具
""".replace("\n", "").split("|")
BELOW = "Dee Example\nHead of Warehouse Robots\nOrders & Returns"


@pytest.mark.parametrize("closing", CLOSINGS)
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_a_signature_is_left_out(closing: str, end: str) -> None:
    lines = ["The van is back.", "", closing, *BELOW.split("\n")]
    assert without_signature(end.join(lines)) == "The van is back."


@pytest.mark.parametrize(
    "text",
    [
        "",
        "The van is back.",
        "Best regards to the robots team",
        "Viele Grüße aus dem Lager und vom Team der Roboter",
        "A list:\n- robots\n- returns",
        "First part\n---\nSecond part about robots",
        "Saludos\n" + "One line more about robots\n" * (SIGNATURE_LINES + 1),
    ],
)
def test_what_only_looks_like_one_stays(text: str) -> None:
    assert without_signature(text) == text


def test_a_postscript_stays_and_what_a_device_adds_goes() -> None:
    text = (
        f"The van is back.\nBest regards,\n{BELOW}\nP.S. The robots are, too.\nSent from my phone"
    )
    assert without_signature(text).split("\n")[:2] == [
        "The van is back.",
        "P.S. The robots are, too.",
    ]
    assert "phone" not in without_signature(text)


async def test_talk_is_read_without_the_signature_of_each_message() -> None:
    said = [f"The van is back.\nRegards\n{BELOW}", "Where to?", f"To the gate.\n-- \n{BELOW}"]
    text = "".join(one + END_OF_MESSAGE for one in said)
    row: tuple[Any, ...] = ("acme/c", "Vans", [], None, text, [], [], [], None, None)
    store: Any = StatementAnswers({"talk_to_link": [row]})
    (talk,) = await talk_to_link(store, ["acme/c"])
    assert talk.text == "The van is back.\nWhere to?\nTo the gate.\n"
