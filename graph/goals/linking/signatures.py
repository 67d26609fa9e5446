"""Signatures of mails: who wrote, in which post, for which house; nothing of what the mail is about."""

from __future__ import annotations

import re

from graph.goals.conventions import SIGNATURE_LINES

_CLOSING = re.compile(
    r"""^[ \t]*(?:
      --|_{20,}
    | (?:with\ )?(?:my\ |the\ )?(?:best|kind|kindest|warm|warmest|many)?\ ?(?:regards|wishes|greetings)
    | (?:yours\ )?(?:sincerely|faithfully|truly)(?:\ yours)?
    | (?:mit\ )?(?:freundliche[nm]?|viele[n]?|beste[n]?|liebe[n]?|herzliche[n]?|schöne[n]?)\ gr(?:ü|ue)(?:ß|ss)e?n?(?:\ aus\ \w+)?
    | mfg|vg|lg
    | (?:bien\ )?cordialement|bien\ (?:à|a)\ (?:vous|toi)|(?:meilleures\ |sincères\ )?salutations(?:\ distinguées)?
    | (?:un\ )?(?:cordial\ )?saludos?(?:\ cordial(?:es)?)?|atentamente|(?:cordiali|distinti)\ saluti|atenciosamente
    | met\ vriendelijke\ groet(?:en)?
    | 敬具|(?:以上、?)?(?:どうぞ|何卒)?よろしく(?:お願い|御願い)(?:し|いたし|致し|申し上げ)ます
    )[ \t]*[,.!。]?[ \t]*\r?$""",
    re.IGNORECASE | re.MULTILINE | re.VERBOSE,
)
_DEVICE = re.compile(
    r"^[ \t]*(?:sent from my|get outlook for|gesendet von mein|envoyé de(?:puis)? mon|enviado desde mi).*$",
    re.IGNORECASE | re.MULTILINE,
)
_AFTER = re.compile(r"^[ \t]*(?:p\.? ?s\.?[: ]|追伸)", re.IGNORECASE | re.MULTILINE)


def without_signature(text: str) -> str:
    """A mail's text up to its signature, and what was added below it as a postscript.

    A signature begins at a line that is but a closing formula or a dash of mail programs (`--`) and
    goes on to the end, some lines farther; longer text is no signature.

    >>> without_signature("The van is back.\\n\\nBest regards,\\nDee\\nHead of Warehouse Robots")
    'The van is back.'
    >>> without_signature("Best regards to the robots team")
    'Best regards to the robots team'
    """
    text = _DEVICE.sub("", text)
    for closing in _CLOSING.finditer(text):
        rest = text[closing.end() :]
        if sum(1 for line in rest.splitlines() if line.strip()) <= SIGNATURE_LINES:
            after = _AFTER.search(rest)
            added = "\n" + rest[after.start() :] if after else ""
            return text[: closing.start()].rstrip() + added
    return text
