"""Courtesies: what is said in reply to a question without answering it, in seven languages' stock phrases.

Thanks, regrets, *me too*, *no idea*, *no, thanks*, *I should like to know that too*. Such a phrase is no word of
an answer: what is left of a text without them tells whether it says anything.
"""

from __future__ import annotations

import re

_ENGLISH = r"""
(?:no |many |ok )?(?:thanks|thank you|thx|cheers)(?: again| anyway| all| everyone| both)?
(?: (?:so|very) much(?: indeed)?| a (?:lot|million|bunch))?(?: in advance)?
(?: for (?:all )?(?:your|the|that|this|it|asking)(?: (?:quick|kind|great|fast))?
(?: (?:help|answers?|reply|replies|support|info|information|hint|tip|update|question|explanation))?)?
|that(?:'s| is| was)? (?:did it|solved it|fixed it|helped|works|worked|what i needed|it)(?: for me| me)?(?: a lot)?
|(?:the )?same (?:here|for me|with me|question|problem|issue|thing)(?: here)?|me (?:too|neither|either)
|(?:so|neither) (?:do|am|have) i|i (?:do|am) (?:too|as well|not either)
|i(?: a|')?m (?:having|seeing|getting) (?:exactly |just )?(?:the (?:very |exact )?same(?: \w+)?|(?:this|that|it) (?:too|as well|here))
|i(?: ha|')?(?:ve)?(?: got)? (?:have |get |see )?(?:exactly |just )?the (?:very |exact )?same(?: (?:problem|issue|question|error|thing))?
|i (?:have|get|see) (?:exactly |just )?the (?:very |exact )?same(?: (?:problem|issue|question|error|thing))?
|(?:i have |i've |i've got |got )?(?:absolutely )?no (?:idea|clue)|not sure|dunno|beats me
|i(?: really)? (?:do not|don't|wouldn't|would not) know(?: that| this| it)?
|i(?:'d| would) (?:also |really )?(?:like|love|want) to know(?: that| this| it)?
|i was (?:just |also )?(?:wondering|going to ask|about to ask)(?: about)?(?: the same| that| this| it)?(?: thing)?
|(?:i(?: a|')m )?(?:following|interested)(?: this| in this| in that| in the answer)?(?: thread| question)?
|(?:i am |i'm )?(?:so |very |really )?sorry|i(?: a|')m afraid|my apologies
|(?:good|great|interesting) (?:question|point)|good luck
|let (?:me|us) know(?: (?:if|when|what) you (?:find|hear)(?: it| out| anything| something)?)?
|i(?:'ll| will) (?:look into|check|think about|give)(?: it| that| this)?(?: a try)?
|(?:get|come|be) back to you|got it|sounds good(?: to me)?|makes sense|will do
|(?:i am |i'm )(?:fine|good|ok)|no need|you(?:'re| are) welcome|no problem|my pleasure|glad to help
|as well|too|either|unfortunately
"""
_GERMAN = r"""
(?:nein |ja |ok )?danke(?: (?:sehr|schön|dir|euch|ihnen|vielmals|nochmals?|trotzdem|allen))*
|(?:vielen|besten|herzlichen|tausend|lieben) dank(?: (?:dir|euch|ihnen|im voraus))?
|für (?:die|den|deine?n?|eure?n?|ihre?n?)(?: schnelle[nr]?| gute[nr]?)? (?:hilfe|antwort|info|rückmeldung|hinweis|tipp|frage|nachfrage)
|(?:das )?hat (?:mir )?(?:sehr |wirklich )?(?:geholfen|funktioniert)
|(?:das )?(?:geht|ging) (?:es )?mir (?:auch |genau ?so|ebenso|leider )+(?:so)?|mir geht(?: es|'s) (?:auch so|genau ?so|ebenso)
|(?:bei (?:mir|uns)|hier) (?:ist es |ist das )?(?:leider )?(?:auch|genau ?so|ebenso|dasselbe|das gleiche)(?: so)?
|(?:ich )?habe? (?:leider )?(?:genau |auch )?(?:das gleiche|dasselbe)(?: problem)?
|(?:ich habe )?(?:leider )?(?:auch )?keine ahnung(?: warum)?
|(?:das |es )?wei(?:ß|ss) ich (?:leider )?(?:auch )?nicht|ich wei(?:ß|ss) (?:es |das )?(?:leider )?(?:auch )?nicht
|(?:tut|täte) mir (?:sehr )?leid|entschuldigung|das (?:würde|interessiert) mich auch(?: interessieren)?
|das (?:wüsste|würde) ich auch gerne?(?: wissen)?|gerne? geschehen|gute frage|alles klar|ich auch(?: nicht)?|leider
|ich brauche (?:heute |gerade |davon )*(?:nichts|keine?n?)(?: davon)?
"""
_FRENCH = r"""
(?:non |oui |ok )?merci(?: (?:beaucoup|bien|infiniment|d'avance|encore|à tous|à toi|à vous|mille fois))*
(?: pour (?:ta|votre|ton|la|le|cette|ces|tes|vos|ce) (?:aide|réponses?|question|info|retour|rapidité)| pour (?:l'aide|l'info|tout))?
|(?:ça|cela) (?:m'a (?:beaucoup |bien )?aidée?|marche|fonctionne)|pareil(?: pour moi| ici| chez moi| chez nous)?
|moi (?:aussi|non plus)|(?:j'ai )?(?:exactement )?le même problème(?: ici| aussi)?
|je (?:ne )?sais pas(?: non plus)?|je n'en sais rien|(?:je n'ai )?aucune idée|(?:je suis )?désolée?
|(?:ça|cela) m'intéresse(?: aussi)?|(?:j'aimerais|je voudrais) (?:bien )?(?:le )?savoir(?: aussi)?
|bonne question|de rien|avec plaisir|(?:je )?n'en ai pas besoin|aussi|non plus|malheureusement
"""
_SPANISH = r"""
(?:no |sí |ok )?(?:muchas |mil |muchísimas )?gracias(?: a todos| de nuevo| de antemano)?
(?: por (?:tu|su|la|el|tus|vuestra) (?:ayuda|respuestas?|info|pregunta)| por todo)?(?: con esto)?
|(?:a mí )?me (?:pasa|ocurre|sucede) (?:exactamente )?lo mismo|igual (?:aquí|por aquí|que yo)|lo mismo (?:aquí|digo)
|yo (?:tampoco|también)(?: (?:lo )?sé)?|no (?:lo )?sé(?: tampoco)?|(?:no tengo )?ni idea|lo siento(?: mucho)?
|(?:yo )?(?:también )?tengo (?:exactamente )?el mismo problema|(?:a mí )?también me (?:interesa|gustaría saberlo)
|me (?:ha )?(?:ayudado|ayudó|sirvió)(?: mucho)?|buena pregunta|de nada|(?:no )?me hace falta(?: nada)?|tampoco|también
"""
_ITALIAN_PORTUGUESE = r"""
(?:no )?grazie(?: mille| a tutti| tante)?|anche (?:a me|io)|neanche io|non (?:lo )?so|nessuna idea|mi dispiace|ho lo stesso problema
|(?:não )?(?:muito )?obrigad[oa]|eu também(?: não)?|(?:eu )?não sei|não faço ideia|desculpe?|tenho o mesmo problema
"""
_JAPANESE = r"""
(?:どうも|本当に|誠に)*(?:ありがとう|有難う|有り難う)(?:ございました|ございます)?|(?:大変|とても|本当に)?助かり(?:ました|ます)
|(?:すみません|すいません|ごめんなさい|申し訳(?:ありません|ございません)|残念)(?:が|、)?
|(?:私|僕|俺|こちら|うち|弊社)(?:にも|でも|も)|(?:まったく|全く)?同じ(?:問題|症状|状況|現象|質問)?(?:が(?:あり|出て(?:い)?|起きて(?:い)?|発生して(?:い)?)ます|です)?
|(?:よく|全然|まだ)?(?:わかり|分かり|知り|存じ)ません|(?:わかり|分かり)ました|(?:了解|承知)(?:です|しました|いたしました|致しました)?
|(?:確認|検討)(?:します|いたします|致します|してみます)|よろしくお願い(?:し|いたし|致し)ます|いえ|結構です|お疲れ(?:様|さま)(?:です|でした)?
|なるほど|そうですか|知りたいです|気になります
"""
_PHRASES = [
    "(?:" + phrases.replace("\n", "").strip("|") + ")"
    for phrases in (_ENGLISH, _GERMAN, _FRENCH, _SPANISH, _ITALIAN_PORTUGUESE)
]
_COURTESY = re.compile(rf"\b(?:{'|'.join(_PHRASES)})(?![\w'])|{_JAPANESE.replace(chr(10), '')}")


def without_courtesies(text: str) -> str:
    """A text without what answers nothing.

    >>> without_courtesies("Same here, I have no idea either, sorry").split()
    [',', ',']
    >>> without_courtesies("No idea why, but press the red button").split()
    ['why,', 'but', 'press', 'the', 'red', 'button']
    """
    return _COURTESY.sub(" ", text.lower().replace("’", "'"))
