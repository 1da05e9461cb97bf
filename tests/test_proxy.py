"""The proxy of `deploy/Caddyfile`, run before a worker."""

from __future__ import annotations

import os
import re
import shutil
import socket
import subprocess
from collections.abc import Iterator
from pathlib import Path
from threading import Thread
from typing import Any
from urllib.error import HTTPError
from urllib.request import Request, urlopen
from wsgiref.simple_server import WSGIRequestHandler, make_server

import pytest

from tests.conftest import HOME

CADDY = shutil.which("caddy") or ""
pytestmark = pytest.mark.skipif(not CADDY, reason="no caddy here")
SECRET = "known-to-telegram-only"  # noqa: S105 - made up


class _Silent(WSGIRequestHandler):
    def log_message(self, *_: object) -> None:
        """Say nothing."""


@pytest.fixture
def proxy(tmp_path: Path) -> Iterator[tuple[str, Path]]:
    """The proxy before a worker that answers everything with 200; its address and its log."""
    with make_server("127.0.0.1", 0, _worker, handler_class=_Silent) as worker, socket.socket() as free:
        Thread(target=worker.serve_forever, daemon=True).start()
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
        free.close()
        environment = {
            "DOMAIN": f"http://127.0.0.1:{port}", "WEBHOOK_PATH": "way", "WORKERS": "127.0.0.1",
            "WORKERS_PORT": str(worker.server_port), "HOME": str(tmp_path), "PATH": os.environ["PATH"],
        }  # fmt: skip
        log = tmp_path / "log"
        command = [CADDY, "run", "--config", str(HOME / "deploy" / "Caddyfile"), "--adapter", "caddyfile"]
        with log.open("w") as file, subprocess.Popen(command, env=environment, stderr=file) as caddy:
            try:
                _await_port(port, caddy)
                yield f"http://127.0.0.1:{port}", log
            finally:
                caddy.terminate()
                worker.shutdown()


def _worker(environ: dict[str, Any], start: Any) -> list[bytes]:
    environ["wsgi.input"].read(int(environ["CONTENT_LENGTH"]))
    start("200 OK", [])
    return [b""]


def _await_port(port: int, caddy: subprocess.Popen[bytes]) -> None:
    while caddy.poll() is None:
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return


def _status(address: str, data: bytes | None) -> int:
    request = Request(address, data, {"X-Telegram-Bot-Api-Secret-Token": SECRET})  # noqa: S310 - our own
    try:
        with urlopen(request, timeout=20) as answer:  # noqa: S310 - our own
            return int(answer.status)
    except HTTPError as error:
        with error:
            return error.code


def test_the_proxy_lets_only_the_webhook_through(proxy: tuple[str, Path]) -> None:
    """POST to the one path reaches a worker; health, metrics and all else is 404; the secret is in no log."""
    address, log = proxy
    asked = {
        "POST /way": _status(f"{address}/way", b"{}"),
        "GET /way": _status(f"{address}/way", None),
        "POST /way/x": _status(f"{address}/way/x", b"{}"),
        "POST /": _status(f"{address}/", b"{}"),
        "GET /healthz": _status(f"{address}/healthz", None),
        "GET /metrics": _status(f"{address}/metrics", None),
        "too long": _status(f"{address}/way", b"x" * 1_100_000),
    }
    told = log.read_text()

    assert {"POST /way"} == {name for name, status in asked.items() if status == 200}
    assert {404} == {asked[name] for name in asked if name not in ("POST /way", "too long")}
    assert "http.log.error" in told
    assert not re.search(SECRET, told)
