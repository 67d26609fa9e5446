"""Which texts are but a few words that point at nothing, in any language."""

from __future__ import annotations

import pytest

from graph.importing.message_brevity import brief

SHORT = """
hm|ok.|No, thanks!|Yes, thank you!|Same here, no idea|Which version?|Like this.|+1|👍|:+1:|<3|ok :D|Thanks :3
|Danke dir!|Gern geschehen|Merci beaucoup|De nada, amigo|ありがとう|はい|谢谢|> Press the red button at the back
""".replace("\n", "").split("|")
SAYS = """
3.1|42|https://a.example/x|see #dev|`ls`|rm -rf /tmp/x|try --force|~/.profile|file.txt|LibreOffice
|http://localhost|Press the red button first|Drück zuerst den roten Knopf|右のボタンを押してください
|按下后面的红色按钮就可以|kubectl get pods_v|acme/ada|!help
""".replace("\n", "").split("|")


@pytest.mark.parametrize("text", ["", " ", "…", *SHORT])
def test_a_few_words_are_brief(text: str) -> None:
    assert brief(text)


@pytest.mark.parametrize("text", SAYS)
def test_what_points_at_something_or_says_more_is_not(text: str) -> None:
    assert not brief(text)
    assert not brief(f"> quoted\n{text}")


COURTESIES = """
Thank you so much for your help!|Thanks a lot, that solved it for me|Same here, I have exactly the same problem
|I have no idea either, sorry|Me too, I would like to know that as well|No thanks, I am fine, thank you
|Good question, I was wondering about that too|I’ll look into it and come back to you
|Vielen Dank für die schnelle Hilfe!|Danke, das hat mir sehr geholfen|Bei mir ist es genauso, keine Ahnung warum
|Das weiß ich leider auch nicht, tut mir leid|Nein danke, ich brauche heute nichts davon
|Das würde mich auch interessieren|Merci beaucoup pour votre aide !|Pareil pour moi, je ne sais pas non plus
|Non merci, je n'en ai pas besoin|J’ai exactement le même problème ici|Muchas gracias por tu ayuda con esto
|A mí me pasa lo mismo, ni idea|Yo tampoco lo sé, lo siento mucho|ありがとうございました、大変助かりました
|私も同じ問題があります|すみません、わかりません|私も分かりません。すみません。|了解しました、よろしくお願いいたします
""".replace("\n", "").split("|")
ANSWERS = """
Same here, turning the valve to the left solved it|No idea why, but a restart of the printer always helps
|I don't know, but Maria in payroll knows|Sorry, the form has moved to the staff portal
|Thanks for asking: turn the valve to the left and wait|Me too, until I turned the valve to the left
|I am seeing it on the second floor|No problem, the second key opens that door
|Danke der Nachfrage, der Schlüssel liegt hinter der Tür|Keine Ahnung, aber Maria aus der Buchhaltung weiß es
|Désolé, le formulaire est sur le nouveau portail|Ni idea, pero Marta de contabilidad lo sabe
|すみません、経理の田中さんに聞いてください|同じ問題は再起動すれば直ります
""".replace("\n", "").split("|")


@pytest.mark.parametrize("text", COURTESIES)
def test_courtesies_are_no_words_of_an_answer(text: str) -> None:
    assert brief(text)
    assert brief(text.upper())
    assert not brief(f"{text} " * 5)  # nobody says so much for courtesy alone
    assert not brief(f"{text} Then hold the red button at the back")


@pytest.mark.parametrize("text", ANSWERS)
def test_an_answer_with_a_courtesy_is_one(text: str) -> None:
    assert not brief(text)
