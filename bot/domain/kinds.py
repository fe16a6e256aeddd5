"""The words in which people and sites name the format of a piece, read as a Kind."""

from __future__ import annotations

import re

from bot.domain.article import Kind
from bot.domain.text import fold

_WORDS = {
    Kind.COMMENTARY: "commentary,op ed,opinion,article,blog,blog post,post,essay,column,analysis,editorial,"
    "perspective,viewpoint,expert comment,insight,newsletter,journal article,magazine article,newspaper article,"
    "web page,webpage",
    Kind.REPORT: "report,paper,policy brief,brief,issue brief,working paper,policy paper,white paper,"
    "whitepaper,study,research report,research,monograph,book,fact sheet,explainer,policy memo,memo,"
    "backgrounder,publication,book section,book chapter,chapter,conference paper,thesis,manuscript,"
    "document,preprint",
    Kind.PODCAST: "podcast,podcast episode,episode,audio,radio,radio interview,radio broadcast,audio recording",
    Kind.VIDEO: "video,webinar,film,livestream,webcast,recording,video recording,tv broadcast",
    Kind.TESTIMONY: "testimony,congressional testimony,written testimony,hearing,hearing testimony",
    Kind.TRANSCRIPT: "transcript,interview transcript",
    Kind.IN_THE_NEWS: "in the news,pieces in the news,news,media mention,press coverage,media coverage,"
    "media appearance,news coverage,press mention",
    Kind.PRESS_RELEASE: "press release,news release,media release,announcement",
    Kind.PRESS_NOTE: "press note,statement,press statement,media note,cnas responds",
    Kind.EVENT: "event,conference,panel,panel discussion,public event,virtual event,workshop,presentation",
    Kind.OTHER: "other,other piece,misc,miscellaneous",
}
# As sites that write in other languages label their pieces.
_FOREIGN = {
    Kind.COMMENTARY: "kommentar,analyse,meinung,gastbeitrag,beitrag,artikel,leitartikel,blogbeitrag,tribune,"
    "commentaire,point de vue,chronique,billet,comentario,análisis,artículo,opinión,tribuna,commento,analisi,opinione,"
    "articolo,editoriale,artigo,comentário,análise,opinião,opinie,論考,論説,解説,コラム,論評,评论,評論,文章,专栏,"
    "분석,논평,칼럼,مقال,مقالة,تعليق,ensayo,ensaio,статья,комментарий",
    Kind.REPORT: "studie,bericht,arbeitspapier,kurzanalyse,étude,rapport,note de recherche,document de travail,informe,"
    "estudio,documento de trabajo,rapporto,documento di lavoro,relatório,estudo,レポート,報告書,报告,報告,论文,보고서,"
    "تقرير,دراسة,доклад",
    Kind.VIDEO: "動画,视频",
    Kind.TRANSCRIPT: "transkript,transcription,transcripción,trascrizione",
    Kind.IN_THE_NEWS: "in den medien,pressestimmen,dans les médias,en los medios",
    Kind.PRESS_RELEASE: "pressemitteilung,communiqué de presse,nota de prensa,comunicado de prensa,comunicato stampa",
    Kind.EVENT: "veranstaltung,événement,evento,イベント",
}
_KINDS = {
    fold(word): kind for named in (_WORDS, _FOREIGN) for kind, words in named.items() for word in words.split(",")
}


def kind_of(words: str) -> Kind | None:
    """The kind that "Op-ed", "Reports", "in_the_news" or "blogPost" mean, or None when they name none."""
    words = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", words)
    key = " ".join(re.sub(r"[^\w]+|_", " ", fold(words)).split())
    for candidate in (key, key.removesuffix("s"), key.removesuffix("es"), re.sub(r"ies$", "y", key)):
        if candidate in _KINDS:
            return _KINDS[candidate]
    return None


def known_kinds() -> str:
    """The kinds as a sentence lists them: "commentary, report, … or other"."""
    *most, last = (kind.label.lower() for kind in Kind)
    return f"{', '.join(most)} or {last}"
