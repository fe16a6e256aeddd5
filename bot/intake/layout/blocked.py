"""Pages that stand in the article's place: bot checks, consent walls, sign-ins, paywall stubs, error pages.

Articles speak of such pages as well, and every site's margin speaks of cookies and subscriptions. So a phrase counts
where it is nearly all that its line says, or where the page holds no prose besides.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from bot.intake.layout.furniture import is_furniture
from bot.intake.layout.lines import Line
from bot.intake.layout.names import byline_names
from bot.intake.layout.phrases import any_phrase

_MOST_LINES = 60  # such pages are short; an article about them is not
_CHECK_WORDS = 130  # on a page that is a bot check or an error
_CONSENT_WORDS = 400  # of a consent wall, whose small print is long
_STUB_WORDS = 160  # prose that a paywall lets through
_OPENING = 75  # words of running text from which a signed piece above such a call is worth keeping as an excerpt
_PROSE = 40  # words of running text about something else, from which a page is more than a wall
_LONGEST = 1000  # characters of a line that are looked at
_SENTENCE = 12  # words of a line of running text
_HEAD = 8  # lines, among which a byline stands
_CALL = 25  # words of the longest line that asks to subscribe; a longer one tells of it
_MOSTLY = 0.7  # of a line's letters

_CHECK = any_phrase(
    r"""
    enable javascript and cookies to continue
    ^just a moment\W*$
    checking (?:if the site connection is secure|your browser)
    (?:verif(?:y|ying)|confirm|let us know) (?:that )?you(?: are|['’]re) (?:(?:a )?human|not a robot)
    detected unusual (?:traffic|activity)(?: coming)? from your (?:computer )?(?:network|ip address|device)\W*$
    are you a (?:robot|human)\b|^(?:robot or human|human or robot)\W*$
    i['’]?m not a robot|not a bot\b
    complete the (?:security check|captcha)
    attention required! \| cloudflare
    performance (?:&|and) security by cloudflare
    used cloudflare to restrict access
    ^(?:cloudflare )?ray id\b
    unusual (?:traffic|activity) from your
    request unsuccessful\. incapsula
    pardon our interruption
    made us think (?:that )?you (?:were|are|might be) a bot
    ddos protection by
    security service to protect itself|triggered the security solution
    please (?:enable|turn on) (?:javascript|cookies|js)\b
    make sure (?:that )?(?:javascript|cookies|your browser supports)
    javascript (?:is (?:disabled|required|not enabled)|must be enabled)
    you need to enable javascript
    (?:does(?:n['’]t| not) work (?:properly )?|requires? )(?:without )?javascript\b
    your browser (?:does not support|is not supported)
    press (?:&|and) hold to confirm
    access to this page has been denied
    (?:sorry, )?you have been blocked|why have i been blocked
    needs to review the security of
    automated access|automation tools to browse
    security check to access
    """
)
# What a status code's own words are; "404 Not Found: The Missing Archive" goes on with others.
_STATUS = (
    "error|page|file|request|bad|not|cannot|be|found|forbidden|unauthorized|gone|access|denied|method|allowed|timeout|"
    "conflict|the|too|many|requests|service|server|internal|temporarily|unavailable|due|to|legal|reasons|gateway|nginx"
)
_ERROR = any_phrase(
    rf"""
    ^(?:oops\W*)?(?:(?:http|error|status|code)\W*)*(?:4\d\d|5[02]\d)(?:\W+(?:{_STATUS}))*(?:\s[|–—-]\s.{{1,60}})?\W*$
    """
    r"""
    ^(?:http )?(?:error|status)\s*:?\s*[45]\d\d\b
    ^(?:connection timed out|a timeout occurred|bad gateway|ssl handshake failed) error code:? \d{3,4}\W*$
    ^(?:web server is (?:down|returning an unknown error)|origin is unreachable) error code:? \d{3,4}\W*$
    ^(?:oops\W*\s*)?(?:(?:the|this|that) )?page (?:you.{0,40})?(?:was )?(?:not found|could not be found)
    ^(?:oops\W*\s*)?(?:(?:the|this|that) )?page (?:you.{0,40})?can(?:not|['’]t) be found
    ^(?:oops\W*\s*)?(?:(?:the|this|that) )?page (?:you.{0,40})?(?:no longer exists|does(?:n['’]t| not) exist)
    ^(?:access denied|forbidden|not found|bad gateway|gateway time-?out|internal server error|too many requests)\W*$
    ^service (?:temporarily )?unavailable\W*$
    ^seite (?:wurde )?nicht gefunden|^page (?:introuvable|non trouvée)|^pág?ina n(?:o|ão) encontrada
    you don['’]?t have permission to access
    this site can['’]t be reached|took too long to respond
    the requested url was not found
    we can['’]t (?:seem to )?find the page
    sorry, (?:but )?(?:we couldn['’]t find|the page)
    nothing was found at this location
    (?:content|page|article|story|item)(?: you (?:requested|(?:are|were) looking for))? is no longer available
    (?:content|page|article|story|item)(?: you (?:requested|(?:are|were) looking for))? has been (?:removed|deleted)
    server (?:error|is temporarily unable)
    encountered an (?:unexpected|internal) error
    temporarily (?:unavailable|down for maintenance)
    ^we(?:['’]ll| will) be (?:right )?back(?: soon| shortly)?\W*$
    (?:under(?:going)?|performing|down for) (?:some |scheduled |routine )?maintenance
    (?:sent|made) too many requests|rate limit(?: has been)? (?:reached|exceeded)
    (?:is|are)(?: not|n['’]t) available in your (?:country|region|location|area)
    ^(?:sorry\W+)?not available in your (?:country|region|location|area)\W*$
    access cannot be granted at this time|unavailable (?:for|due to) legal reasons
    domain (?:name )?(?:is|may be) for sale
    """
)
_SIGN_IN = any_phrase(
    r"""
    you (?:must|need to|have to) (?:be )?(?:log(?:ged)?|sign(?:ed)?)[ -]?in to (?:view|access|read|see|continue)
    (?:log|sign)[ -]in (?:is )?required
    please (?:log|sign) in to (?:view|access|read|see|continue)
    ^(?:log|sign)[ -]?in(?: to (?:your account|continue|read on))?\W*$
    ^(?:please )?(?:log|sign) in with\b|^keep me (?:logged|signed) in\W*$|^not a member(?: yet)?\?$
    ^forgot(?:ten)?(?: your)? password\W*$
    """
)
_CONSENT = any_phrase(
    r"""
    ^(?:before you continue|we (?:value|care about|respect) your privacy|your privacy (?:choices|matters))
    ^we and our (?:\d+ )?(?:vendors|partners)
    manage (?:your )?(?:privacy|cookie|consent) (?:settings|preferences|choices)
    store and/or access information
    legitimate interest
    (?:mit|ohne) werbung und (?:cookies|tracking)|zustimmen und weiter|einwilligung und weiter
    \bour \d+ (?:vendors|partners) and we\b
    continuer sans accepter|nous et nos (?:\d+ )?partenaires|nos \d+ partenaires et nous
    wir und unsere (?:\d+ )?partner|unsere \d+ partner und wir
    (?:nosotros y )?nuestros \d+ socios|nosotros y nuestros socios|i nostri \d+ partner|onze \d+ partners
    """
)
_OF_CONSENT = any_phrase(
    r"""
    \bcookies?\b|\bconsent|\bprivacy\b|personal data|\bpartners\b|advertis|\btracking\b
    datenschutz|einwillig|zustimm|werbe|personenbezogen
    partenaires|données personnelles|publicité|consentement
    socios|datos personales|publicidad|consentimiento
    """
)
_PAYWALL = any_phrase(
    r"""
    (?:subscribe|sign in|log in|register|become a (?:member|subscriber))\b.{0,60}\bto (?:continue|keep) reading
    (?:subscribe|sign in|log in|register|become a (?:member|subscriber))\b.{0,60}\bto (?:read|access|view) (?:the|this)
    (?:subscribe|sign in|log in|register)\b.{0,60}\b(?:to unlock|for (?:full|unlimited) access)
    (?:to (?:continue|keep)|continue) reading\b.{0,60}\b(?:subscri|sign in|log in|register|create an? |free trial)
    (?:this (?:article|content|story) is|available only) (?:for|to|reserved for) (?:paid )?(?:subscrib|members)
    you(?:['’]ve| have) (?:reached|read) (?:your (?:limit|last|\d+|monthly|free|article)|all (?:of )?your free)
    subscribers? only
    unlock this article
    start your free trial
    remaining free articles
    exclusive to (?:subscribers|members)
    réservée?s? (?:à nos|aux) abonné|il vous reste \d+ ?% de (?:cet article|l['’]article)
    (?:weiterlesen|lesen sie (?:weiter|diesen artikel)) mit\b|(?:nur für|exklusiv für) abonnent|um weiterzulesen
    (?:suscríbete|regístrate|inicia sesión)\b.{0,40}\b(?:seguir|continuar) leyendo
    (?:exclusivo|sólo|solo) para suscriptores
    """
)
_MEMBER = any_phrase(
    r"""
    already a (?:subscriber|member)\?
    déjà abonnée? ?\?|(?:bereits|schon) (?:abonnent|ein abo)|¿ya eres suscriptor
    """
)
# What a subscription costs and allows, which stands around the asking.
_OFFER = any_phrase(
    r"""
    \d ?(?:€|euros?|£|\$|usd|chf) (?:a|per|par|pro|im|al|por) (?:week|month|year|semaine|mois|an\b|woche|monat|mes\b)
    (?:€|£|\$) ?\d[\d.,]* (?:a|per|for) (?:the )?(?:first )?(?:\d+ )?(?:weeks?|months?|years?)
    cancel (?:at )?any ?time|sans engagement|jederzeit kündbar|cancela cuando quieras
    un seul appareil|one device at a time
    """
)
_KNOWN = (_CHECK, _ERROR, _SIGN_IN, _CONSENT, _PAYWALL, _MEMBER, _OFFER)


def refusal(lines: Sequence[Line], *, signed: bool = False) -> str:
    """The sentence with which a page is refused, or "" when the article itself is there.

    `signed`: the page names an author, as no check, error page or consent wall does; a byline among the lines says so
    as well.
    """
    if len(lines) > _MOST_LINES:
        return ""
    texts = [line.text[:_LONGEST] for line in lines if line.text]
    words = sum(len(text.split()) for text in texts if not is_furniture(text))
    if words > _CONSENT_WORDS:
        return ""
    signed = signed or any(map(byline_names, texts[:_HEAD]))
    prose = _prose(texts)
    if words <= _CHECK_WORDS and not (signed and _told(texts) >= _PROSE):
        if _tells(_CHECK, texts, prose):
            return _sentence("a check for robots")
        if _tells(_ERROR, texts[:8], prose):
            return _sentence("an error page")
        if _tells(_SIGN_IN, texts, prose):
            return _sentence("a page to sign in")
    small_print = prose if signed else _prose([text for text in texts if not _OF_CONSENT.search(text)])
    if (
        words <= (_CHECK_WORDS if signed else _CONSENT_WORDS)
        and small_print < _PROSE
        and any(map(_CONSENT.search, texts))
    ):
        return _sentence("a question about cookies")
    calling = _calls(texts) and not (signed and _told(texts) >= _OPENING)
    if words <= _STUB_WORDS and (calling or (prose < _PROSE and any(map(_MEMBER.search, texts)))):
        return _sentence("the opening that a paywall shows")
    return ""


def asks_for_more(lines: Sequence[Line]) -> bool:
    """Whether a page asks to subscribe below the text it shows, so that nobody can tell if that is all of it."""
    return len(lines) <= _MOST_LINES and _calls([line.text[:_LONGEST] for line in lines if line.text])


def title_refusal(title: str) -> str:
    """The sentence for a page whose title is that of an error or a bot check, and of no article; else ""."""
    if _tells(_CHECK, [title], _PROSE):
        return _sentence("a check for robots")
    return _sentence("an error page") if _tells(_ERROR, [title], _PROSE) else ""


def _tells(pattern: re.Pattern[str], texts: Sequence[str], prose: int) -> bool:
    """Whether a line says such a thing and little else; any mention counts where there is no prose."""
    found = ((match, text) for text in texts if (match := pattern.search(text)))
    return any(prose < _PROSE or len(match[0]) >= _MOSTLY * len(text) for match, text in found)


def _calls(texts: Sequence[str]) -> bool:
    """Whether a line asks to subscribe, with no more of the text below it."""
    asking = (at for at, text in enumerate(texts) if _PAYWALL.search(text) and len(text.split()) <= _CALL)
    return any(_prose(texts[at + 1 :]) < _PROSE for at in asking)


def _prose(texts: Sequence[str]) -> int:
    """Words of running text that speaks of none of this."""
    counts = (len(text.split()) for text in texts if not any(known.search(text) for known in _KNOWN))
    return sum(count for count in counts if count >= _SENTENCE)


def _told(texts: Sequence[str]) -> int:
    """Words of running text, whatever it speaks of: an author may well write about walls."""
    return sum(count for text in texts if (count := len(text.split())) >= _SENTENCE)


def _sentence(what: str) -> str:
    return (
        f"This is {what}, not the piece itself. Open the page in your browser until you see the whole text, "
        "then copy and paste it here."
    )
