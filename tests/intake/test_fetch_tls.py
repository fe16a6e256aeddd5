"""The safe gate over TLS on loopback: certificates are verified, and a secure page never hands over to plain HTTP."""

from __future__ import annotations

import shutil
import ssl
import subprocess
from pathlib import Path

import pytest

from bot.domain.errors import RefusedAddress, Unreachable
from bot.intake.connecting import Patience
from bot.intake.fetch import Limits, open_gate
from tests.intake.hostile import PAGE, http, moved, serving

HASTY = Limits(patience=Patience(0.3, 0.3))

pytestmark = pytest.mark.skipif(shutil.which("openssl") is None, reason="openssl makes the test certificate")


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    folder = tmp_path_factory.mktemp("tls")
    certificate, key = folder / "certificate.pem", folder / "key.pem"
    command = (
        "openssl req -x509 -newkey rsa:2048 -nodes -days 2 -subj /CN=docent-test -addext subjectAltName=IP:127.0.0.1"
    )
    subprocess.run([*command.split(), "-keyout", key, "-out", certificate], check=True, capture_output=True)
    return certificate, key


@pytest.fixture
def server_side(certificate: tuple[Path, Path]) -> ssl.SSLContext:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(*certificate)
    return context


@pytest.fixture
def trusting(certificate: tuple[Path, Path]) -> ssl.SSLContext:
    return ssl.create_default_context(cafile=str(certificate[0]))


async def test_a_page_comes_over_tls(server_side: ssl.SSLContext, trusting: ssl.SSLContext) -> None:
    async with serving({"/": http()}, server_side) as server, open_gate({server.host}, tls=trusting) as gate:
        assert (await gate.get(server.url())).body == PAGE


async def test_an_unknown_certificate_is_refused(server_side: ssl.SSLContext) -> None:
    async with serving({"/": http()}, server_side) as server, open_gate({server.host}) as gate:
        with pytest.raises(Unreachable, match="certificate"):
            await gate.get(server.url())
        assert server.requests == []


async def test_a_certificate_for_another_name_is_refused(server_side: ssl.SSLContext, trusting: ssl.SSLContext) -> None:
    async def names(host: str, port: int) -> list[str]:
        return ["127.0.0.1"]

    async with serving({"/": http()}, server_side) as server:
        host = f"wiki.example.org:{server.port}"
        async with open_gate({host}, tls=trusting, resolve=names) as gate:
            with pytest.raises(Unreachable, match="certificate"):
                await gate.get(f"https://{host}/")
        assert server.requests == []


async def test_a_secure_page_does_not_hand_over_to_an_insecure_one(
    server_side: ssl.SSLContext, trusting: ssl.SSLContext
) -> None:
    async with serving({"/": http()}) as plain, serving({"/": moved(plain.url())}, server_side) as secure:
        async with open_gate({plain.host, secure.host}, tls=trusting) as gate:
            with pytest.raises(RefusedAddress, match="insecure"):
                await gate.get(secure.url())
        assert plain.requests == []


async def test_an_insecure_page_may_hand_over_to_a_secure_one(
    server_side: ssl.SSLContext, trusting: ssl.SSLContext
) -> None:
    async with (
        serving({"/": http()}, server_side) as secure,
        serving({"/": moved(secure.url())}) as plain,
        open_gate({plain.host, secure.host}, tls=trusting) as gate,
    ):
        assert (await gate.get(plain.url())).url == secure.url()


async def test_plain_http_on_a_tls_address_is_unreachable(trusting: ssl.SSLContext) -> None:
    async with serving({"/": http()}) as server, open_gate({server.host}, tls=trusting, limits=HASTY) as gate:
        with pytest.raises(Unreachable):
            await gate.get(server.url().replace("http:", "https:"))
