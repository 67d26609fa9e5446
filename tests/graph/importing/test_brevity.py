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
