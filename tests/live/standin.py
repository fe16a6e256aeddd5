"""A stand-in for Discord on loopback: as much of its REST API and gateway as one server's bot needs.

It refuses what Discord refuses: a wrong token, an interaction answered twice, a card without the flag of its kind.
"""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

from aiohttp import WSMsgType, web
from aiohttp.typedefs import Handler

TOKEN = "MTIzNDU2Nzg5MDEyMzQ1Njc4.GhIjKl.abcdefghijklmnopqrstuvwxyz0123456789AB"
APPLICATION, GUILD, CHANNEL, USER = 123456789012345678, 333333333333333333, 444444444444444444, 555555555555555555
V2 = 1 << 15
REGISTERED = {"application_id": str(APPLICATION), "version": "1", "description": ""}
JSON = {"Content-Type": "application/json"}  # exactly so: discord.py compares the whole header

# Starts the real program with only Discord's addresses changed.
LAUNCHER = """
import sys, yarl, discord.http, discord.gateway
discord.http.Route.BASE = {base!r} + "/api/v10"
discord.gateway.DiscordWebSocket.DEFAULT_GATEWAY = yarl.URL({base!r}.replace("http", "ws") + "/gateway/")
from bot.cli.command import main
sys.exit(main(sys.argv[1:]))
"""


@dataclass
class StandIn:
    base: str = ""
    puts: list[tuple[str, Any]] = field(default_factory=list)  # registrations of commands
    identified: list[dict[str, Any]] = field(default_factory=list)
    answers: dict[str, asyncio.Future[dict[str, Any]]] = field(default_factory=dict)  # interaction → its callback
    socket: web.WebSocketResponse | None = None
    ready: asyncio.Event = field(default_factory=asyncio.Event)
    messages: list[tuple[str, str, Any]] = field(default_factory=list)  # after the callback: method, path, body
    news: asyncio.Condition = field(default_factory=asyncio.Condition)

    async def ask(self, name: str, options: dict[str, Any] | None = None, *, permissions: int = 0) -> dict[str, Any]:
        """A member uses a slash command ("library add" is one of a group); returns the bot's callback."""
        given: list[dict[str, Any]] = [
            {"name": key, "type": 3, "value": value} for key, value in (options or {}).items()
        ]
        name, _, inner = name.partition(" ")
        if inner:
            given = [{"name": inner, "type": 1, "options": given}]
        data = {"id": "777777777777777777", "name": name, "type": 1, "options": given}
        return await self._interact({"type": 2, "data": data}, permissions)

    async def click(self, custom_id: str, *, permissions: int = 0) -> dict[str, Any]:
        """A member presses a button of a private message; returns the bot's callback."""
        data = {"custom_id": custom_id, "component_type": 2}
        message = _message([{"type": 1, "components": [{"type": 2, "style": 1, "label": "x", "custom_id": custom_id}]}])
        return await self._interact({"type": 3, "data": data, "message": message}, permissions)

    async def told(self, words: str) -> tuple[str, str]:
        """Until the bot sent a message, or changed one, so that it says that: method and path."""
        async with self.news:
            await asyncio.wait_for(self.news.wait_for(lambda: self._told(words)), 40)
        return self._told(words)[0]

    def _told(self, words: str) -> list[tuple[str, str]]:
        return [(method, path) for method, path, body in self.messages if words in str(body)]

    async def _interact(self, what: dict[str, Any], permissions: int) -> dict[str, Any]:
        await asyncio.wait_for(self.ready.wait(), 30)
        number = str(900000000000000000 + len(self.answers))
        self.answers[number] = asyncio.get_running_loop().create_future()
        user = {"id": str(USER), "username": "sam", "discriminator": "0", "avatar": None, "global_name": "Sam"}
        member = {"user": user, "roles": [], "joined_at": "2024-01-01T00:00:00+00:00", "deaf": False, "mute": False}
        interaction = {
            "id": number,
            "application_id": str(APPLICATION),
            "token": f"token-{number}",
            "version": 1,
            "guild_id": str(GUILD),
            "channel_id": str(CHANNEL),
            "channel": {
                "id": str(CHANNEL),
                "type": 0,
                "name": "library",
                "guild_id": str(GUILD),
                "position": 0,
                "permissions": "0",
            },
            "member": member | {"permissions": str(permissions), "flags": 0},
            "locale": "en-US",
            "guild_locale": "en-US",
            "entitlements": [],
            "authorizing_integration_owners": {"0": str(GUILD)},
            "context": 0,
            "attachment_size_limit": 10485760,
        }
        assert self.socket is not None
        await self.socket.send_json(
            {"op": 0, "t": "INTERACTION_CREATE", "s": len(self.answers) + 5, "d": interaction | what}
        )
        return await asyncio.wait_for(self.answers[number], 10)

    # ------------------------------------------------------------------ REST

    async def me(self, request: web.Request) -> web.Response:
        return _json({"id": str(APPLICATION), "username": "Docent", "discriminator": "0", "avatar": None, "bot": True})

    async def application(self, request: web.Request) -> web.Response:
        return _json(
            {
                "id": str(APPLICATION),
                "name": "Docent",
                "icon": None,
                "description": "",
                "bot_public": True,
                "bot_require_code_grant": False,
                "verify_key": "0" * 64,
                "flags": 0,
                "owner": {"id": str(USER), "username": "sam", "discriminator": "0", "avatar": None},
                "team": None,
            }
        )

    async def register(self, request: web.Request) -> web.Response:
        commands = await request.json()
        self.puts.append((request.path.removeprefix("/api/v10"), commands))
        known = [
            {"id": str(777777777777777777 + place), **REGISTERED, **command} for place, command in enumerate(commands)
        ]
        return _json(known)

    async def callback(self, request: web.Request) -> web.Response:
        body = await request.json()
        answer = self.answers[request.match_info["id"]]
        if answer.done():
            return _json({"message": "Interaction has already been acknowledged.", "code": 40060}, status=400)
        data = body.get("data") or {}
        if data.get("components") and body["type"] == 4 and not data.get("flags", 0) & V2:
            return _json({"message": "Invalid Form Body", "code": 50035}, status=400)
        answer.set_result(body)
        if "with_response" not in request.query:
            return web.Response(status=204)
        about = {"id": request.match_info["id"], "type": 2, "response_message_loading": False}
        return _json({"interaction": about | {"response_message_ephemeral": True}})

    async def message(self, request: web.Request) -> web.Response:
        """What follows the callback: the original changed, messages beside it, changed or taken away."""
        if request.content_type == "multipart/form-data":  # with a file
            body = json.loads(str((await request.post())["payload_json"]))
        else:
            body = await request.json() if request.can_read_body else {}
        async with self.news:
            self.messages.append((request.method, request.path.removeprefix("/api/v10/webhooks"), body))
            self.news.notify_all()
        return web.Response(status=204) if request.method == "DELETE" else _json(_message(body["components"]))

    # ------------------------------------------------------------------ gateway

    async def gateway(self, request: web.Request) -> web.WebSocketResponse:
        socket = web.WebSocketResponse()
        await socket.prepare(request)
        await socket.send_json({"op": 10, "d": {"heartbeat_interval": 41250}, "s": None, "t": None})
        async for message in socket:
            if message.type != WSMsgType.TEXT:
                break
            sent = json.loads(message.data)
            if sent["op"] == 1:
                await socket.send_json({"op": 11, "d": None, "s": None, "t": None})
            elif sent["op"] == 2:
                self.identified.append(sent["d"])
                if sent["d"]["token"] != TOKEN:
                    await socket.close(code=4004)
                    break
                await self._greet(socket)
        return socket

    async def _greet(self, socket: web.WebSocketResponse) -> None:
        user = {"id": str(APPLICATION), "username": "Docent", "discriminator": "0", "avatar": None, "bot": True}
        ready = {
            "v": 10,
            "user": user,
            "guilds": [],
            "session_id": "s",
            "resume_gateway_url": self.base.replace("http", "ws") + "/gateway/",
            "application": {"id": str(APPLICATION), "flags": 0},
            "shard": [0, 1],
        }
        await socket.send_json({"op": 0, "t": "READY", "s": 1, "d": ready})
        self.socket = socket
        self.ready.set()


def _message(components: list[dict[str, Any]]) -> dict[str, Any]:
    """A private card."""
    return {
        "id": "666666666666666666",
        "channel_id": str(CHANNEL),
        "type": 20,
        "author": {"id": str(APPLICATION), "username": "Docent", "discriminator": "0", "avatar": None, "bot": True},
        "content": "",
        "timestamp": "2026-06-15T12:00:00+00:00",
        "edited_timestamp": None,
        "tts": False,
        "mention_everyone": False,
        "mentions": [],
        "mention_roles": [],
        "attachments": [],
        "embeds": [],
        "pinned": False,
        "components": components,
        "flags": V2 | 64,
    }


def _json(value: Any, status: int = 200) -> web.Response:
    return web.Response(body=json.dumps(value).encode(), status=status, headers=JSON)


@web.middleware
async def _guard(request: web.Request, handler: Handler) -> web.StreamResponse:
    """Everything but the gateway and the answers to interactions wants the bot's token."""
    open_to_all = request.path.startswith(("/gateway/", "/api/v10/interactions/", "/api/v10/webhooks/"))
    if not open_to_all and request.headers.get("Authorization") != f"Bot {TOKEN}":
        return _json({"message": "401: Unauthorized", "code": 0}, status=401)
    return await handler(request)


@asynccontextmanager
async def open_standin() -> AsyncIterator[StandIn]:
    stand_in = StandIn()
    app = web.Application(middlewares=[_guard])
    app.router.add_get("/api/v10/users/@me", stand_in.me)
    app.router.add_get("/api/v10/oauth2/applications/@me", stand_in.application)
    app.router.add_put("/api/v10/applications/{app}/commands", stand_in.register)
    app.router.add_put("/api/v10/applications/{app}/guilds/{guild}/commands", stand_in.register)
    app.router.add_post("/api/v10/interactions/{id}/{token}/callback", stand_in.callback)
    app.router.add_route("*", "/api/v10/webhooks/{app}/{token}", stand_in.message)
    app.router.add_route("*", "/api/v10/webhooks/{app}/{token}/messages/{id}", stand_in.message)
    app.router.add_get("/gateway/", stand_in.gateway)
    runner = web.AppRunner(app, shutdown_timeout=1)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    assert site._server is not None
    port = site._server.sockets[0].getsockname()[1]  # type: ignore[attr-defined]
    stand_in.base = f"http://127.0.0.1:{port}"
    try:
        yield stand_in
    finally:
        await runner.cleanup()
