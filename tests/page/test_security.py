"""The desk answers a browser on this machine, and does only what its own forms ask for."""

import io

import pytest

from bot.page.security import LARGEST, TOKEN
from bot.page.server import PortInUse, serve
from tests.page.conftest import Visitor, words

SAY = "/ausprobieren"


@pytest.mark.parametrize(
    "host", ["evil.example", "evil.example:{port}", "127.0.0.1", "127.0.0.1:1", "[::1]:{port}"]
)
async def test_a_name_that_is_not_this_machines_is_refused(desk: Visitor, host: str) -> None:
    """A page elsewhere that points its own name here reads nothing."""
    named = host.format(port=desk.client.port)

    response = await desk.client.get("/ausprobieren", headers={"Host": named})

    assert 403 == response.status
    assert "nur auf diesem Rechner" in await response.text()


async def test_both_names_of_this_machine_are_answered(desk: Visitor) -> None:
    """`localhost` is as good as 127.0.0.1."""
    response = await desk.client.get("/ausprobieren", headers={"Host": f"localhost:{desk.client.port}"})

    assert 200 == response.status


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"Origin": "https://evil.example"},
        {"Origin": "null"},
        {"Referer": "https://evil.example/127.0.0.1"},
        {"Sec-Fetch-Site": "cross-site", "Origin": "own"},
    ],
)
async def test_a_form_from_elsewhere_is_refused(desk: Visitor, headers: dict[str, str]) -> None:
    """Even with the right token."""
    sent = {name: desk.origin if value == "own" else value for name, value in headers.items()}

    response = await desk.post(SAY, {"text": "Wohnung"}, sent)

    assert 403 == response.status
    assert "Wohnung" not in words(await desk.see(SAY))


async def test_a_form_of_ours_may_name_its_page_instead_of_its_origin(desk: Visitor) -> None:
    """Some browsers send only the Referer."""
    response = await desk.post(SAY, {"text": "Wohnung"}, {"Referer": f"{desk.origin}{SAY}"})

    assert 200 == response.status


@pytest.mark.parametrize("token", ["", "x" * 43, "ä"])
async def test_without_the_token_of_this_start_nothing_is_done(desk: Visitor, token: str) -> None:
    """A form kept from before can be sent once more: what was written is not lost."""
    response = await desk.post(SAY, {"token": token, "text": 'Wohnung "<b>'})
    page = await response.text()

    assert 403 == response.status
    assert '<input type="hidden" name="text" value="Wohnung &#34;&lt;b&gt;">' in page
    assert f'name="token" value="{desk.client.app[TOKEN]}"' in page  # type: ignore[union-attr]
    assert "Wohnung" not in words(await desk.see(SAY))


async def test_whatever_is_answered_loads_nothing_and_is_not_kept(desk: Visitor) -> None:
    """Pages, refusals and pages that are not there carry the same headers."""
    for path in ("/ausprobieren", "/gibt-es-nicht", "/style.css"):
        headers = (await desk.client.get(path)).headers

        assert headers["Content-Security-Policy"].startswith("default-src 'none'; style-src 'self'")
        assert "script-src" not in headers["Content-Security-Policy"]
        assert "nosniff" == headers["X-Content-Type-Options"]
        assert "no-store" == headers["Cache-Control"]


async def test_the_cookie_is_for_this_page_only(desk: Visitor) -> None:
    """No script reads it, no other site sends it; one that was made up is replaced."""
    response = await desk.client.get("/ausprobieren", headers={"Cookie": "schreibtisch=<b>"})
    cookie = response.headers["Set-Cookie"]

    assert "HttpOnly" in cookie
    assert "SameSite=Strict" in cookie
    assert "<b>" not in cookie


async def test_too_much_is_refused_politely(desk: Visitor) -> None:
    """A body over the limit is not read to its end."""
    response = await desk.post(SAY, {"po": io.BytesIO(b"x" * (LARGEST + 1))})

    assert 413 == response.status
    assert "zu groß" in await response.text()


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [("GET", "/nirgends", 404), ("DELETE", "/", 405), ("PUT", SAY, 405), ("POST", "/", 405)],
)
async def test_what_is_not_there_is_told_in_german(
    desk: Visitor, method: str, path: str, status: int
) -> None:
    """A page with a way back, not the library's words."""
    headers = {"Origin": desk.origin, "Content-Type": "application/x-www-form-urlencoded"}
    body = f"token={desk.client.app[TOKEN]}"  # type: ignore[union-attr]

    response = await desk.client.request(method, path, headers=headers, data=body)

    assert status == response.status
    assert "Das ging nicht" in await response.text()


@pytest.mark.parametrize("body", [b"\xff\xfe=\xff", b"%ff=%fe&token=%ff", b"token=%00%01"])
async def test_unreadable_bytes_are_refused(desk: Visitor, body: bytes) -> None:
    """What is no text is no reason to fail."""
    headers = {"Origin": desk.origin, "Content-Type": "application/x-www-form-urlencoded"}

    response = await desk.client.post(SAY, data=body, headers=headers)

    assert response.status in (400, 403)


async def test_a_port_in_use_is_told_with_another_one(desk: Visitor) -> None:
    """The line names the next port."""
    port = desk.client.port
    assert port is not None

    with pytest.raises(PortInUse, match=rf"{port} ist schon belegt.*--port {port + 1}"):
        await serve(desk.house, port, lambda _: None)


async def test_an_error_of_ours_is_told_without_its_words(
    desk: Visitor, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The page says that it is not the reader's fault; details are in the log."""

    async def broken() -> None:
        raise RuntimeError("secret")

    monkeypatch.setattr(desk.house, "speaker", broken)

    text = await desk.see("/ausprobieren", 500)

    assert "nicht an Ihnen" in text
    assert "secret" not in text
