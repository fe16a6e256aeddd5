"""The encoding of a page: mark, header, the page's own word, UTF-8, a guess; and no text ever stops it."""

from __future__ import annotations

import codecs

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.intake.charset import decode_page

WESTERN = "Häfen, Zölle und ein Café: “Wer zahlt?” fragte señor Ibáñez."
RUSSIAN = "Порты закрыты, страховщики молчат, и никто не знает, кто заплатит за простой."
JAPANESE = "港が閉じると、保険会社は静かになる。誰が支払うのか、誰も知らない。"


def meta(label: str) -> bytes:
    return f'<html><head><meta charset="{label}"></head><body><p>'.encode()


CASES = {
    "utf-8-mark": (codecs.BOM_UTF8 + WESTERN.encode(), "windows-1252", WESTERN),
    "utf-16-le-mark": (codecs.BOM_UTF16_LE + WESTERN.encode("utf-16-le"), "utf-8", WESTERN),
    "utf-16-be-mark": (codecs.BOM_UTF16_BE + RUSSIAN.encode("utf-16-be"), "", RUSSIAN),
    "utf-16-le-no-mark": (WESTERN.encode("utf-16-le"), "", WESTERN),
    "utf-16-be-no-mark": (RUSSIAN.encode("utf-16-be"), "windows-1251", RUSSIAN),
    "utf-32-mark": (codecs.BOM_UTF32_LE + JAPANESE.encode("utf-32-le"), "", JAPANESE),
    "header": (RUSSIAN.encode("windows-1251"), "windows-1251", RUSSIAN),
    "header-before-meta": (meta("windows-1252") + RUSSIAN.encode("koi8-r"), "koi8-r", RUSSIAN),
    "header-utf-16": (WESTERN.encode("utf-16-le"), "utf-16le", WESTERN),
    "header-unknown": (meta("windows-1251") + RUSSIAN.encode("windows-1251"), "no-such-charset", RUSSIAN),
    "header-does-not-fit": (meta("shift_jis") + JAPANESE.encode("shift_jis"), "utf-8", JAPANESE),
    "header-is-no-charset": (WESTERN.encode(), "rot13", WESTERN),
    "header-is-a-codec": (WESTERN.encode(), "unicode_escape", WESTERN),
    "header-is-a-mainframe's": (b"<p>" + WESTERN.encode(), "cp037", "<p>" + WESTERN),
    "meta-is-a-mainframe's": (meta("ibm1140") + WESTERN.encode(), "", WESTERN),
    "header-utf-16-on-utf-8": (WESTERN.encode(), "utf-16", WESTERN),
    "header-utf-16-on-one-byte-letters": (b"<p>words", "utf-16be", "<p>words"),
    "header-utf-16-of-another-script": (JAPANESE.encode("utf-16-le"), "utf-16le", JAPANESE),
    "header-ibm866": (RUSSIAN.encode("cp866"), "ibm866", RUSSIAN),
    "one-byte-label-on-utf-8": (WESTERN.encode(), "iso-8859-1", WESTERN),
    "meta": (meta("windows-1251") + RUSSIAN.encode("windows-1251"), "", RUSSIAN),
    "meta-http-equiv": (
        b'<meta http-equiv="Content-Type" content="text/html; charset=euc-jp">' + JAPANESE.encode("euc-jp"),
        "",
        JAPANESE,
    ),
    "meta-utf-16-is-utf-8": (meta("utf-16") + WESTERN.encode(), "", WESTERN),
    "xml-declaration": (b'<?xml version="1.0" encoding="windows-1251"?>' + RUSSIAN.encode("cp1251"), "", RUSSIAN),
    "latin-1-is-windows-1252": (WESTERN.encode("cp1252"), "iso-8859-1", WESTERN),
    "gb2312-is-gb18030": ("港口关闭，保险公司沉默。镕".encode("gb18030"), "gb2312", "港口关闭，保险公司沉默。镕"),
    "utf-8": (JAPANESE.encode(), "", JAPANESE),
    "guessed": ((RUSSIAN * 5).encode("windows-1251"), "", RUSSIAN),
    "guessed-western": (("<p>" + WESTERN + " ").encode("cp1252") * 5, "", WESTERN),
    "nearly-utf-8": (meta("utf-8") + (WESTERN * 40).encode() + b"\xff", "", WESTERN),
    "nulls": (b"<\x00p\x00>" + WESTERN.encode(), "", "<p>" + WESTERN),
}


@pytest.mark.parametrize(("data", "declared", "text"), CASES.values(), ids=CASES.keys())
def test_a_page_is_read_in_its_encoding(data: bytes, declared: str, text: str) -> None:
    assert text in decode_page(data, declared)


@given(st.binary(max_size=400), st.text(max_size=20))
def test_any_bytes_are_text(data: bytes, declared: str) -> None:
    assert "\x00" not in decode_page(data, declared)


def test_a_declared_name_with_a_null_in_it_is_passed_over() -> None:
    assert decode_page(b"caf\xc3\xa9", "utf-8\x00") == "café"
