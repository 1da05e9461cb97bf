"""`run_bot.py desk`: says its address, answers there, ends when it is told to."""

import asyncio
import os
import signal
import sys
from pathlib import Path

import aiohttp
from aiohttp.test_utils import unused_port

from tests.conftest import HOME


async def test_the_desk_opens_says_where_and_ends(tmp_path: Path) -> None:
    """A second one at the same port says so in German and leaves the first alone."""
    port = unused_port()
    surroundings = {**os.environ, "DATABASE_URL": f"sqlite:///{tmp_path / 'desk.sqlite3'}"}
    command = (sys.executable, "run_bot.py", "desk", "--port", str(port))
    pipes = {"stdout": asyncio.subprocess.PIPE, "stderr": asyncio.subprocess.PIPE}
    first = await asyncio.create_subprocess_exec(*command, cwd=HOME, env=surroundings, **pipes)
    try:
        assert first.stdout is not None
        said = (await asyncio.wait_for(first.stdout.readline(), 180)).decode()
        async with aiohttp.ClientSession() as session:
            page = await session.get(f"http://127.0.0.1:{port}/aenderungen")
            seen = await page.text()
        second = await asyncio.create_subprocess_exec(*command, cwd=HOME, env=surroundings, **pipes)
        _, complaint = await asyncio.wait_for(second.communicate(), 180)
    finally:
        first.send_signal(signal.SIGINT)
        _, faults = await asyncio.wait_for(first.communicate(), 180)

    assert f"http://127.0.0.1:{port}/" in said
    assert "<h1>Änderungen</h1>" in seen
    assert (1, True) == (
        second.returncode,
        complaint.decode().startswith(f"Anschluss {port} ist schon belegt"),
    )
    assert (130, "") == (first.returncode, faults.decode())
