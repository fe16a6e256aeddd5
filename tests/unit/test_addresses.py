"""Attacks on the address policy: whatever does not plainly name a public web server is refused."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.errors import InvalidUrl, RefusedAddress
from bot.intake.addresses import PORTS, check_url, next_target
from bot.intake.networks import check_address, is_public
from tests.intake.attacks import INVALID, REFUSED


def flat(table: dict[str, dict[str, str]]) -> dict[str, str]:
    return {f"{category}-{name}": url for category, urls in table.items() for name, url in urls.items()}


ALLOWED = {
    "plain": ("https://example.org/a", "https://example.org/a", 443),
    "no-path": ("https://example.org", "https://example.org/", 443),
    "http": ("http://example.org/", "http://example.org/", 80),
    "white-space-around": ("  https://example.org/a \n", "https://example.org/a", 443),
    "case": ("HTTPS://Example.ORG/Path", "https://example.org/Path", 443),
    "trailing-dot": ("https://example.org./a", "https://example.org/a", 443),
    "default-port": ("https://example.org:443/a", "https://example.org/a", 443),
    "empty-port": ("https://example.org:/a", "https://example.org/a", 443),
    "other-port": ("http://example.org:8080/", "http://example.org:8080/", 8080),
    "cross-port": ("http://example.org:443/", "http://example.org:443/", 443),
    "fragment": ("https://example.org/a?b=c#d", "https://example.org/a?b=c", 443),
    "escapes-kept": ("https://example.org/a%2Fb?q=%20", "https://example.org/a%2Fb?q=%20", 443),
    "unicode-path": ("https://example.org/größe", "https://example.org/gr%C3%B6%C3%9Fe", 443),
    "idn": ("https://bücher.example.org/", "https://xn--bcher-kva.example.org/", 443),
    "idn-sharp-s": ("https://straße.example.org/", "https://xn--strae-oqa.example.org/", 443),
    "underscore": ("https://my_site.example.org/", "https://my_site.example.org/", 443),
    "at-in-path": ("https://example.org/@author/piece", "https://example.org/@author/piece", 443),
    "url-in-query": ("https://example.org/?u=http://10.0.0.1/", "https://example.org/?u=http://10.0.0.1/", 443),
    "public-v4": ("http://93.184.215.14/", "http://93.184.215.14/", 80),
    "next-to-private": ("http://172.32.0.1/", "http://172.32.0.1/", 80),
    "public-v6": ("http://[2606:4700:0::1111]/", "http://[2606:4700::1111]/", 80),
    "public-v6-port": ("https://[2606:4700::1111]:8443/a", "https://[2606:4700::1111]:8443/a", 8443),
    "localhost-inside": ("https://localhost.example.org/", "https://localhost.example.org/", 443),
}


@pytest.mark.parametrize("url", flat(REFUSED).values(), ids=flat(REFUSED))
def test_no_private_address_passes_in_any_spelling(url: str) -> None:
    with pytest.raises(RefusedAddress) as refusal:
        check_url(url)
    assert refusal.value.sentence.endswith(".")


@pytest.mark.parametrize("url", flat(INVALID).values(), ids=flat(INVALID))
def test_what_is_no_web_address_is_invalid(url: str) -> None:
    with pytest.raises(InvalidUrl) as refusal:
        check_url(url)
    assert refusal.value.sentence.endswith(".")


@pytest.mark.parametrize(
    ("url", "said"),
    [
        pytest.param("example.org/a", "begins with https://", id="no-scheme"),
        pytest.param("file:///etc/passwd", "begins with https://", id="no-page"),
        pytest.param("https:///a", "begins with https://", id="no-host"),
        pytest.param("https://example.org/a b", "a space", id="space"),
        pytest.param("https://example.org\\a", "a space or another sign", id="backslash"),
        pytest.param(f"https://example.org/{'a' * 5000}", "longer than 4,096", id="too-long"),
        pytest.param("https://example..org/", "does not name a site", id="name"),
        pytest.param("https://example.org:99999/", "does not name a site", id="port"),
        pytest.param("https://[::1/", "does not name a site", id="bracket"),
        pytest.param("https://ada@example.org/", "user name", id="user"),
    ],
)
def test_the_sentence_says_what_is_wrong_with_an_address(url: str, said: str) -> None:
    with pytest.raises(InvalidUrl, match=said):
        check_url(url)


@pytest.mark.parametrize(("url", "asked", "port"), ALLOWED.values(), ids=ALLOWED.keys())
def test_public_addresses_pass_in_one_spelling(url: str, asked: str, port: int) -> None:
    target = check_url(url)
    assert (target.url, target.port, target.private) == (asked, port, False)
    assert check_url(target.url) == target


@pytest.mark.parametrize(
    ("url", "allow"),
    [
        pytest.param("http://127.0.0.1:5000/", {"127.0.0.1:5000"}, id="host-and-port"),
        pytest.param("http://127.0.0.1:5001/", {"127.0.0.1"}, id="host-any-port"),
        pytest.param("http://intranet/", {"intranet"}, id="single-label"),
        pytest.param("https://wiki.internal/a", {"Wiki.Internal"}, id="case"),
        pytest.param("http://[::1]:5000/", {"[::1]:5000"}, id="v6"),
        pytest.param("http://[::1]:5000/", {"::1"}, id="v6-bare"),
    ],
)
def test_a_named_private_host_passes(url: str, allow: set[str]) -> None:
    assert check_url(url, allow).private


@pytest.mark.parametrize(
    ("url", "allow"),
    [
        pytest.param("http://127.0.0.1:5001/", {"127.0.0.1:5000"}, id="other-port"),
        pytest.param("http://127.0.0.1/", {"127.0.0.1:5000"}, id="default-port"),
        pytest.param("https://127.0.0.1/", {"127.0.0.1:80"}, id="other-scheme"),
        pytest.param("http://localhost:5000/", {"127.0.0.1:5000"}, id="name-of-the-number"),
        pytest.param("http://127.0.0.1:5000/", {"localhost:5000"}, id="number-of-the-name"),
        pytest.param("http://[::ffff:127.0.0.1]:5000/", {"127.0.0.1:5000"}, id="mapped"),
        pytest.param("http://[::1]:5000/", {"127.0.0.1:5000", "localhost:5000"}, id="other-family"),
        pytest.param("http://127.0.0.10:5000/", {"127.0.0.1"}, id="longer-number"),
        pytest.param("http://evilwiki.internal/", {"wiki.internal"}, id="longer-name"),
        pytest.param("http://wiki.internal.evil.corp/", {"wiki.internal"}, id="as-a-prefix"),
        pytest.param("http://internal/", {"wiki.internal"}, id="parent-domain"),
        pytest.param("http://wiki.internal/", {"*.internal", ".internal", "internal", "*"}, id="patterns-are-none"),
        pytest.param("http://10.0.0.5/", {"10.0.0.0/8"}, id="ranges-are-none"),
        pytest.param("http://10.0.0.5/", {""}, id="empty"),
        pytest.param("http://127.0.0.2:5000/", {"127.0.0.1:5000"}, id="other-host"),
        pytest.param("http://evil.intranet.example.org:22/", {"intranet.example.org"}, id="sub-domain"),
        pytest.param("http://2130706433:5000/", {"127.0.0.1:5000"}, id="other-spelling"),
        pytest.param("http://169.254.169.254/", {"169.254.169.254"}, id="metadata-even-if-named"),
        pytest.param("http://[fd00:ec2::254]/", {"fd00:ec2::254"}, id="metadata-v6-even-if-named"),
        pytest.param("http://0.0.0.0/", {"0.0.0.0"}, id="this-network-even-if-named"),
    ],
)
def test_naming_one_host_opens_no_other(url: str, allow: set[str]) -> None:
    with pytest.raises(RefusedAddress):
        check_url(url, allow)


@pytest.mark.parametrize("address", ["fe80::1%eth0", "127.0.0.1", "::ffff:10.0.0.1", "not an address", ""], ids=str)
def test_what_dns_answers_is_judged_too(address: str) -> None:
    with pytest.raises(RefusedAddress):
        check_address(address)


@pytest.mark.parametrize("address", ["10.0.0.1", "192.168.7.7", "127.0.0.1", "::1", "fd12::1"], ids=str)
def test_a_named_host_may_be_on_the_own_network(address: str) -> None:
    check_address(address, private=True)


@pytest.mark.parametrize(
    "address",
    [
        *("169.254.169.254", "100.100.100.200", "168.63.129.16", "192.0.0.192", "0.0.0.0", "224.0.0.1", "fe80::1"),
        *("fd00:ec2::254", "fd00:ec2::23", "fd20:ce::254", "fd00:c1::a9fe:a9fe", "fd00:42::42"),
        *("::ffff:10.0.0.1", "64:ff9b::a00:1", "2002:a00:1::"),
    ],
    ids=str,
)
def test_a_named_host_may_not_turn_out_to_be_a_metadata_server(address: str) -> None:
    with pytest.raises(RefusedAddress):
        check_address(address, private=True)


def test_a_public_page_does_not_lead_into_the_own_network() -> None:
    page = check_url("https://example.org/")
    with pytest.raises(RefusedAddress, match="private network"):
        next_target(page, "https://wiki.internal/", {"wiki.internal"})


@pytest.mark.parametrize(
    ("location", "allow"),
    [
        pytest.param("http://wiki.internal:6379/", {"wiki.internal"}, id="other-service"),
        pytest.param("http://mail.internal:25/", {"wiki.internal:5000", "mail.internal"}, id="other-host"),
        pytest.param("http://[::1]:22/", {"wiki.internal:5000", "::1"}, id="v6"),
    ],
)
def test_a_page_of_the_own_network_does_not_lead_to_its_other_services(location: str, allow: set[str]) -> None:
    page = check_url("http://wiki.internal:5000/", allow | {"wiki.internal:5000"})
    with pytest.raises(RefusedAddress, match="Port"):
        next_target(page, location, allow)
    assert next_target(page, location, allow | {location[7:-1]}).private  # its port is named
    assert next_target(page, "http://wiki.internal:5000/b", allow | {"wiki.internal:5000"}).private


def test_a_page_of_the_own_network_may_lead_on_inside_it() -> None:
    page = check_url("https://wiki.internal/", {"wiki.internal"})
    assert next_target(page, "/a b?c=d#e", {"wiki.internal"}).url == "https://wiki.internal/a%20b?c=d"


@given(st.text(st.characters()) | st.from_regex(r"https?://[0-9a-fx.:\[\]%@]{1,30}/?", fullmatch=True))
def test_any_text_is_an_address_or_a_refusal(url: str) -> None:
    try:
        target = check_url(url)
    except (InvalidUrl, RefusedAddress):
        return
    assert check_url(target.url) == target
    assert target.port in PORTS
    assert target.host.isascii()
    if target.address is not None:
        assert is_public(target.address)
