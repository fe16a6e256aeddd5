"""Lines that belong to the site, not to the piece: navigation, sharing, credits, prompts, small print."""

from __future__ import annotations

import re
from functools import lru_cache

from bot.domain.text import fold
from bot.intake.layout.phrases import any_phrase, phrases
from bot.intake.layout.sites import breadcrumb

_WHOLES = phrases("""
skip to main content|skip to content|skip to navigation|skip navigation|main menu|menu|toggle menu|close menu
open menu|toggle navigation|toggle search|search|search form|search this site|close|close search|home|homepage
site navigation|facebook|twitter|linkedin|linked in|instagram|youtube|x|whatsapp|reddit|telegram|bluesky|threads
copied|link copied|citation|date|download|download pdf|pdf|view pdf|download the pdf|download report|download the report
download the full report|download full report|download full pdf|download this report|read online|read the pdf
view the full report pdf|get the report|order print copy|buy the book|available downloads|downloads|full text
listen to this article|listen to article|play|pause|play audio|play video|play episode|download audio|audio player
video player|loading|loading...|advertisement|sponsored|ad|skip ad|subscribe|subscribe now|sign up|sign up now
sign in|log in|login|register|register now|register here|rsvp|rsvp here|add to calendar|my account|donate|donate now
support|support cnas|support us|support our work|support rand|contact|contact us|about|about us|careers|jobs|faq
help|sitemap|newsletter|newsletters|sign up for our newsletter|subscribe to our newsletter|enter your email
email address|submit|go|stay updated|stay up-to-date|stay up to date|stay informed|stay connected|get updates
follow us|follow|follow the author|follow the authors|connect with us|back to top|top|return to top|scroll to top
previous|next|prev|read more|learn more|see more|show more|load more|more|view more|view all|expand|collapse|see all
explore|privacy policy|terms of use|terms|terms of service|cookie policy|cookie settings|accessibility|accept
accept all|accept cookies|reject all|decline|ok|i agree|got it|manage preferences|all rights reserved
leave a comment|comments|no comments|post a comment|reply|image|photo|caption|enlarge image|view image
skip to footer|language|english|select language|change language|jump to|jump to section|on this page|in this article
contents|table of contents|listen|watch|read|topics|issues|regions|research|programs|program|people|experts
our experts|our people|events|publications|reports & publications|press|media|news|newsroom|multimedia|video|videos
podcasts|reports|commentary|articles & multimedia|blog|blogs|about rand|research & commentary|latest|latest news
features|analysis|trending|popular|most read|most popular|make a gift|give|published by the lawfare institute
in cooperation with|published by the lawfare institute in cooperation with brookings|bold. innovative. bipartisan.
75 years of service to our nation|view all reports|view all articles & multimedia
view all reports view all articles & multimedia|view all press|listen on|listen on:|subscribe on|subscribe:|tags
tags:|find out more|to read the full story|weiterlesen|mehr erfahren|en savoir plus|lire la suite|leer mas|leggi tutto
apple podcasts|spotify|google podcasts|stitcher|podbean app|podbean|amazon music|overcast|pocket casts|rss
rss feed|compartir|imprimir|partager|imprimer|teilen|drucken|condividi|stampa|partilhar|分享|打印|共有|印刷|مشاركة|طباعة
首页|首頁|搜索|搜尋|菜单|关于我们|關於我們|订阅|登录|ホーム|検索|メニュー|القائمة|研究|人物|活动|活動|专家|專家|出版物|新闻|新聞
""")
# Words that are furniture in a menu but a heading, a topic or a kind elsewhere: only a menu drops them.
_MENU_ONLY = phrases("""
research|programs|program|people|experts|our experts|our people|events|publications|press|media|news|newsroom
multimedia|video|videos|podcasts|reports|commentary|articles & multimedia|blog|blogs|features|analysis|topics|issues
regions|watch|listen|read|latest|contents|table of contents|about|contact
研究|人物|活动|活動|专家|專家|出版物|新闻|新聞
""")
# "Print this page", "Share on:", "Share page on Facebook", "Save | Email | Print".
_SHARE = re.compile(
    r"(?:(?:share|e-?mail|print|save|bookmark|tweet|cite|copy)"
    r"(?: (?:this|the))?(?: (?:page|article|post|story|piece|episode|podcast|video|event|link|url|friendly))?"
    r"(?: (?:on|via|by|to|with)(?: (?:facebook|twitter|linkedin|x|whatsapp|reddit|telegram|bluesky|threads|e-?mail))?)?"
    r"(?:\s*[|/·•,]\s*|$))+"
)
_STARTS = any_phrase(
    r"""
    (?:image|photo|picture|video|cover|header|graphic)s?\s+(?:credit|source|courtesy|by)s?\b
    (?:photo|image|photograph|illustration|graphic)s?(?:\s+illustration)?\s*(?::|by\b|courtesy\b|via\b)
    (?:imagen|imagem|immagine|bild|titelbild|foto|fotografía|fotografia|crédits?(?: photo)?)s?\s*:
    (?:getty images|shutterstock|istock|reuters|ap photo|afp)\b[^.]{0,60}$
    (?:sign up|subscribe)\b.{0,60}\b(?:newsletter|e-?mail|updates|inbox|list|weekly|daily|here)s?\b
    (?:jetzt\s)?.{0,40}\bnewsletter\b.{0,60}\b(?:abonnieren|bestellen|anmelden)\b
    (?:abonnez|inscrivez)-vous\b|suscríbe(?:te|ase)\b|iscriviti\b
    subscribe to (?:our|the)\b.{0,40}\bchannel\b
    (?:like|enjoy)(?:ed)?\b.{2,60}\?\s(?:subscribe|sign up|share)\b
    (?:get|receive)\b.{0,80}\b(?:newsletter|in your inbox|to your inbox|by email|straight to)\b
    (?:this (?:site|website)|we) uses? cookies\b
    by (?:clicking|continuing|using)\b.{0,120}\b(?:cookies|agree|accept)\b
    (?:©|\(c\)|copyright)\s*(?:©\s*)?(?:\d{4}|by\b)|©.{2,80}\b(?:19|20)\d\d\b
    (?:alle rechte vorbehalten|tous droits réservés|todos los derechos reservados)\b
    (?:follow|find|like|join) (?:us|the conversation|him|her|them|cnas)\b.{0,80}\b(?:on|@)\b
    related experts?\s*:
    for immediate release\W*$
    (?:transcript|transcription|transcribed) (?:by|provided by|prepared by)\b.{0,80}$
    \(?(?:end|ends)\.?\)$
    privacy (?:policy|notice)\b.{0,60}$
    (?:follow|subscribe|find|listen|download|available|get|rate)\b.{0,60}\bwherever you (?:get|listen|find|download)\b
    (?:estimated\s+)?(?:reading time|read time)\b
    \d{1,3}[-\s]?min(?:ute)?s?\.?\s+read\b
    (?:click|tap) (?:here|below|to)\b.{0,60}$
    (?:stay|keep) (?:up[- ]to[- ]date|informed|updated|in the know)\b
    (?:make|consider making) a (?:gift|donation)\b|donate (?:to|today|now)\b
    download\s+(?:(?:the|this|our|a|free|full|complete|print|entire)\s+)*(?:e-?book|report|pdf|publication|paper|brief|file)\b.{0,40}$
    download\s+(?:(?:the|this|our|a|free|full|complete|print|entire)\s+)*(?:document|transcript|testimony|dataset|appendix|headshot)\b.{0,40}$
    download\s+(?:(?:the|this|our|a|free|full|complete|print|entire)\s+)*(?:commentary|analysis|essay|article|study|chapter|slides)\b.{0,40}$
    download\b.{0,20}\bpdf\W*$
    (?:download|read|view|open|get)\b.{0,80}\s\(?\d[\d.,]*\s?[kmg]b\)?\W*$
    (?:all|past|previous|earlier|more|other)\b.{0,60}\b(?:issues|episodes|editions)\b.{0,20}\b(?:found|available)\shere\W*$
    (?:view|open|get|see)\s+(?:(?:the|this|full|complete)\s+)*pdf\b.{0,20}$
    (?:pdf|e-?book|epub|word|zip)(?: file)?\W{0,3}\d[\d.,]*\s?[kmg]b\b.{0,30}$
    format\s?file size.{0,20}$|\d[\d.,]*\s?[kmg]b$
    (?:listen|subscribe|available) (?:to .{1,40} )?on\b.{0,20}\b(?:apple|spotify|google podcasts|stitcher|podbean)\b
    all rights reserved\b
    skip to\b
    (?:조회수?|閲覧数|浏览(?:量|次数)?|阅读(?:量|次数)?|点击(?:数|量)?)\s*[:：]?\s*[\d,.]+\W*$
    (?:views?|hits|aufrufe|vues|visitas|lecturas|visualizações|weergaven|wyświetle\w+)\s*:?\s*[\d,.]+\W*$
    (?:(?:lee|lea|leer) también|leia (?:também|mais)|(?:à )?lire (?:aussi|également))\s*:.{0,140}$
    (?:lesen sie (?:auch|dazu)|lees ook|leggi anche|read also|also read|czytaj (?:też|także))\s*:.{0,140}$
    (?:read|view) (?:this|the) (?:article|page|piece) in (?:spanish|arabic|chinese|french|russian|english)\b
    """
)
_SMALL_PRINT = any_phrase(
    r"""
    (?:the )?views? expressed\b.{0,200}\b(?:author|own|necessarily|reflect)
    commentary (?:gives|is produced by)\b|[\w ]{3,40} (?:is|are) produced by the center for\b
    (?:[\w’'-]+ ){1,8}is a non-?(?:profit|partisan)\b.{5,300}\bpublications do not necessarily reflect\b
    this (?:publication|report|paper|commentary) is part of the .{2,80} series\b
    this (?:research|work|study) was (?:sponsored|funded|commissioned) by\b
    the views and opinions\b|the views (?:re)?presented (?:herein|here|in this)\b|commentary is produced by\b
    (?:[\w()-]+ ){1,8}(?:does not take|takes no) (?:institutional|specific policy|corporate) positions?\b
    (?:[\w()-]+ ){1,8}(?:does not take|takes no) (?:collective|official) positions?\b
    the brookings institution is committed to\b|we are supported by a diverse array of funders
    editor['’]s note\W*$
    this (?:work|article|commentary|piece|publication) (?:represents|reflects|expresses)\b.{0,60}\bviews\b
    this (?:report|brief|paper|project|publication|study|event|podcast) (?:is|was) (?:made possible|supported|funded)\b
    """
)
# A postal address or telephone number on a line of its own, as the foot of a site has it.
_ADDRESS = any_phrase(
    r"""
    \d{1,5}\s[^.!?]{3,50}\b(?:avenue|ave|street|st|road|rd|boulevard|blvd|suite|floor)\b[^!?]{0,40}$
    [A-Z][\w .]{2,30},\s(?:[A-Z]{2}|D\.C\.)\s\d{5}(?:-\d{4})?(?:,?\s(?:USA|U\.S\.A?\.?))?$
    (?:tel|phone|fax|t|f|p)?[.:]?\s?\+?1?[ .-]?\(?\d{3}\)?[ .-]\d{3}[ .-]\d{4}$
    """
)
_CREDIT = re.compile(r"(?:photos?|images?|photographs?|illustrations?)\s*(?::|by\b|credit\b|courtesy\b)", re.IGNORECASE)
_AGENCY = (
    r"(?:reuters|getty(?: images)?|afp|ap(?: photo| images)?|epa(?:-efe)?|bloomberg|shutterstock|istock|alamy|dod)"
)
_CAPTION_END = re.compile(
    rf"(?:^|[.,]\s)[A-Z][\w.'’-]*(?:\s[A-Z][\w.'’-]*){{0,4}}/(?:[A-Z][\w ]{{1,30}}/)?"
    rf"{_AGENCY}(?:\svia\s{_AGENCY})?\.?$|"
    r"(?:[,.(]\s*(?:photo|image|photograph)s?\s+(?:by|credit|courtesy)\b[^.]{2,80}|"
    r"\((?:[\w .'-]{2,40}\s?/\s?)?(?:reuters|getty images?|afp|ap|associated press|"
    r"shutterstock|istock|dod|u\.s\. [^)]{4,40})\))\.?$",
    re.IGNORECASE,
)
_LONGEST = 320  # no furniture is longer; a paragraph that starts like it is
_SMALL_PRINT_LONGEST = 900


@lru_cache(maxsize=512)  # a page's lines are asked about many times over
def is_furniture(text: str) -> bool:
    """Whether a line is the site's own wherever it stands."""
    if len(text) <= _SMALL_PRINT_LONGEST and _SMALL_PRINT.match(text):
        return True
    if len(text) > _LONGEST:
        return False
    plain = _plain(text)
    if plain in _WHOLES:
        return plain not in _MENU_ONLY
    if _SHARE.fullmatch(plain):
        return True
    return bool(_STARTS.match(text.lstrip("([")) or _ADDRESS.match(text) or breadcrumb(text)) or is_caption(text)


def is_menu_word(text: str) -> bool:
    """Whether a line may be an entry of a menu: furniture, or a word that means something elsewhere."""
    plain = _plain(text)
    return len(text) <= 40 and (plain in _WHOLES or bool(_SHARE.fullmatch(plain)))


def _plain(text: str) -> str:
    return fold(text).strip(" .!:|›»→>*+-–—")


def is_credit(text: str) -> bool:
    """Whether a line names who took a picture: the line above it says what the picture shows."""
    return len(text) <= 120 and bool(_CREDIT.match(text))


def is_caption(text: str) -> bool:
    """Whether a line is what stands under a picture."""
    return len(text) <= _LONGEST and bool(_CAPTION_END.search(text))
