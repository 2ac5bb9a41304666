"""A server on loopback, and clients of every bad kind: others are served, nothing is left behind.

    python -m attack.serve [--count N] [--seed N]

Each kind is tried --count times (connections in turn a hundred times as often), and after each a
witness who knows the token asks for a text: what he gets is byte for byte what he got at first. At
the end the server has the open files and the processes that it had, and hardly more memory.
"""

from __future__ import annotations

import http.client
import os
import random
import re
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time
import zlib
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

import requests

from attack.report import Report, main

ROOT = Path(__file__).resolve().parent.parent
COUNT = 100
TOKEN = "chung-nhan-7d"
SECRET = b"bi mat cua may nay"
TEXT = "Sáng nay cầu mới đã thông xe.\nNgười dân hai bên sông rất vui."
LIMITS = ("head=1", "idle=1", "connections=200", "connections-each=150", "requests=10000000")
TOGETHER = 100
"""Connections of one kind at once."""
PATIENCE = 30.0
"""Seconds for which a witness waits, and for what must go away by itself."""
GROWN = 30
"""MB that a server may have more at the end."""
MANY = 100
"""Connections in turn for each of the count."""
LARGE = 8 << 20
"""Bytes of a body that is too large."""
HEAD = "POST /v1/audio/speech HTTP/1.1\r\nHost: localhost\r\n"
KNOWN = f"{HEAD}Authorization: Bearer {TOKEN}\r\n"
INSIDE = (
    *("http://127.0.0.1:{0}/", "http://localhost:{0}/", "http://[::1]:{0}/", "http://0:{0}/"),
    *("http://0.0.0.0:{0}/", "http://127.1:{0}/", "http://2130706433:{0}/", "http://[::]:{0}/"),
    *("http://0x7f000001:{0}/", "http://017700000001:{0}/", "http://[::ffff:127.0.0.1]:{0}/"),
    *("http://bao@127.0.0.1:{0}/", "http://bao.example@127.0.0.1:{0}/", "http://127.0.0.1.:{0}/"),
    *("http://①②⑦.⓪.⓪.①:{0}/", "http://LOCALHOST:{0}/bai.html", "http://[64:ff9b::7f00:1]:{0}/"),
    *("http://169.254.169.254/latest/meta-data/", "http://10.0.0.1/", "http://192.168.1.1/"),
    *("http://[fe80::1]/", "http://[fd00::1]/", "http://172.16.0.1/", "http://100.64.0.1/"),
    *("file:///etc/passwd", "gopher://127.0.0.1:{0}/", "/etc/passwd", "../secret.html", "-"),
)
"""Addresses that lead inside, or to this disk; {0} is a port at which nobody must be asked."""
PATHS = (
    *("/../secret.html", "/%2e%2e/secret.html", "/..%2fsecret.html", "/..%5csecret.html"),
    *("/%252e%252e/secret.html", "/bai/../../secret.html", "//secret.html", "/./../secret.html"),
    *("/....//secret.html", "/bai/..;/../secret.html", "/%c0%ae%c0%ae/secret.html", "/link.html"),
    *("/.hidden.html", "/folder/secret.html", "{secret}", "/%00/../secret.html", "/bai%00.html"),
    *("http://localhost{secret}", "/file:{secret}", "/live-../sound.mp3", "/v1/read/..%2f..%2f"),
)
"""Ways to a file beside the folder of recordings."""


@dataclass(frozen=True)
class Target:
    """The server that is attacked."""

    process: subprocess.Popen[bytes]
    port: int
    secret: Path
    """A file that nobody is given."""
    draw: random.Random
    report: Report

    @property
    def url(self) -> str:
        """Its address."""
        return f"http://127.0.0.1:{self.port}"

    def connected(self) -> socket.socket:
        """A connection to it."""
        return socket.create_connection(("127.0.0.1", self.port), PATIENCE)

    def heard(self) -> bytes:
        """The text as a client hears it who knows the token."""
        answer = requests.post(
            f"{self.url}/v1/audio/speech",
            json={"input": TEXT},
            headers={"Authorization": f"Bearer {TOKEN}"},
            timeout=PATIENCE,
        )
        answer.raise_for_status()
        return answer.content

    def order(self, told: dict[str, str], way: str = "/v1/read") -> requests.Response:
        """Something to be read, or understood."""
        return requests.post(
            f"{self.url}{way}",
            json=told,
            headers={"Authorization": f"Bearer {TOKEN}"},
            timeout=PATIENCE,
        )

    def files(self) -> int:
        """Files that it has open."""
        return sum(1 for _ in Path(f"/proc/{self.process.pid}/fd").iterdir())

    def workers(self) -> list[int]:
        """Its processes; each is the child of the thread that began it."""
        threads = Path(f"/proc/{self.process.pid}/task").iterdir()
        children = [(each / "children").read_text(encoding="ascii").split() for each in threads]
        return [int(number) for numbers in children for number in numbers]

    def memory(self) -> float:
        """MB that it holds."""
        told = Path(f"/proc/{self.process.pid}/status").read_text(encoding="ascii")
        found = re.search(r"VmRSS:\s+(\d+)", told)
        return int(found[1]) / 1024 if found else 0.0


@contextmanager
def attacked(seed: int, report: Report) -> Iterator[Target]:
    """A server, with a secret beside its folder and a link to that in it."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        secret, output = folder / "secret.html", folder / "output"
        output.mkdir()
        secret.write_bytes(SECRET)
        (output / ".hidden.html").write_bytes(SECRET)
        (output / "link.html").symlink_to(secret)
        (output / "folder").symlink_to(folder)
        command = [sys.executable, "-m", "baonoi", "serve", "--port", "0", "--offline"]
        limits = [f"--limit={each}" for each in LIMITS]
        with (folder / "log").open("wb") as log:
            process = subprocess.Popen(
                [*command, "-d", str(output), *limits],
                stdout=subprocess.PIPE,
                stderr=log,
                cwd=ROOT,
                env={**os.environ, "BAONOI_TOKEN": TOKEN, "BAONOI_CACHE": str(folder / "cache")},
            )
        try:
            assert process.stdout is not None
            address = process.stdout.readline().decode().strip()
            port = int(address.rstrip("/").rpartition(":")[2])
            yield Target(process, port, secret, random.Random(f"serve {seed}"), report)
            process.send_signal(signal.SIGTERM)
            status = process.wait(PATIENCE)
            report.note("ends when asked", f"status {status}" if status else "")
            told = (folder / "log").read_text(encoding="utf-8")
            report.note("no secret in the log", "the token" if TOKEN in told else "")
            _, trace, rest = told.partition("Traceback")
            report.note("no traceback", f"{trace}{rest[:2000]}" if trace else "")
        finally:
            process.kill()
            process.communicate()


def slow(target: Target, count: int) -> None:
    """Heads and bodies that never end, a byte now and then: they are told so, and ended."""
    starts = (f"{HEAD[:20]}", HEAD, f"{KNOWN}Content-Length: 100\r\n\r\n{{", "")
    for begin in range(0, count, TOGETHER):
        with ExitStack() as stack:
            clients = []
            for number in range(begin, min(count, begin + TOGETHER)):
                client = stack.enter_context(target.connected())
                client.sendall(starts[number % len(starts)].encode())
                clients.append((client, starts[number % len(starts)]))
            time.sleep(0.5)
            for client, start in clients:
                with suppress(OSError):
                    client.sendall(b"X" if start else b"")
            for client, start in clients:
                answer = _rest(client)
                told = answer.split(b" ", 2)[1:2]
                fault = "" if told == ([b"408"] if start else []) else repr(answer[:80])
                target.report.note("slow", fault and f"{start[-20:]!r}: {fault}")


def _rest(client: socket.socket) -> bytes:
    answer = b""
    with suppress(ConnectionError):
        while part := client.recv(65536):
            answer += part
    return answer


def in_turn(target: Target, count: int) -> None:
    """Connections one after another, of which most leave in the middle."""
    starts = ("", "G", HEAD, f"{KNOWN}Content-Length: 30\r\n\r\n", "GET /healthz HTTP/1.1\r\n")
    for _ in range(count * MANY):
        fault = ""
        try:
            with target.connected() as client:
                client.sendall(target.draw.choice(starts).encode())
        except (BrokenPipeError, ConnectionResetError):
            pass  # it was sent away
        except OSError as error:
            fault = repr(error)
        target.report.note("in turn", fault)


def oversized(target: Target, count: int) -> None:
    """Bodies that are too large, by what they say or by what they are, and one that swells."""
    bomb = zlib.compress(b" " * (64 << 20))
    for number in range(count):
        kind = number % 3
        with target.connected() as client:
            with suppress(ConnectionError):
                if kind == 0:
                    client.sendall(f"{KNOWN}Content-Length: 999999999999\r\n\r\n{{".encode())
                elif kind == 1:
                    client.sendall(f"{KNOWN}Transfer-Encoding: chunked\r\n\r\n".encode())
                    for _ in range(LARGE >> 16):
                        client.sendall(b"10000\r\n" + b"a" * (1 << 16) + b"\r\n")
                    client.sendall(b"0\r\n\r\n")
                else:
                    size = f"Content-Encoding: deflate\r\nContent-Length: {len(bomb)}\r\n\r\n"
                    client.sendall(KNOWN.encode() + size.encode() + bomb)
            told = b""
            with suppress(ConnectionError):
                told = client.recv(65536)
        # One that goes on sending may find the connection closed before it hears why.
        good = told.startswith((b"HTTP/1.1 413", b"HTTP/1.1 400")) or (kind and not told)
        target.report.note("oversized", "" if good else f"{kind}: {told[:60]!r}")


def inside(target: Target, count: int) -> None:
    """Addresses that lead to this machine, its network or its disk: nobody there is asked."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        listener.setblocking(False)
        port = listener.getsockname()[1]
        for _ in range(count):
            address = target.draw.choice(INSIDE).format(port)
            way = target.draw.choice(("/v1/read", "/v1/clean"))
            answer = target.order({"url": address}, way)
            fault = "" if 400 <= answer.status_code < 500 else str(answer.status_code)
            with suppress(BlockingIOError):
                listener.accept()[0].close()
                fault = "somebody inside was asked"
            target.report.note("inside", fault and f"{address}: {fault}")


def paths(target: Target, count: int) -> None:
    """Ways out of the folder: none leads to what lies beside it."""
    for _ in range(count):
        path = target.draw.choice(PATHS).format(secret=target.secret)
        connection = http.client.HTTPConnection("127.0.0.1", target.port, timeout=PATIENCE)
        connection.putrequest("GET", path, skip_host=path.startswith("http"))
        if path.startswith("http"):
            connection.putheader("Host", "localhost")
        connection.putheader("Authorization", f"Bearer {TOKEN}")
        connection.endheaders()
        answer = connection.getresponse()
        body = answer.read()
        connection.close()
        good = SECRET not in body and b"Traceback" not in body and answer.status != 500
        target.report.note("paths", "" if good else f"{path}: {answer.status}")


def tokens(target: Target, count: int) -> None:
    """Tokens that are wrong, wherever one can be: nobody is let in."""
    for _ in range(count):
        cut = target.draw.randrange(len(TOKEN))
        wrong = target.draw.choice(
            (TOKEN[:cut], TOKEN + "x", TOKEN.upper(), "", f"{TOKEN} {TOKEN}")
        )
        headers = {"Authorization": f"Bearer {wrong}"}
        where = target.draw.choice(("/", "/metrics", "/v1/voices", "/v1/read/x", "/bai/"))
        query = target.draw.choice(({}, {"token": wrong}, {"Token": TOKEN}))
        cookies = target.draw.choice(({}, {"baonoi": wrong}, {"baonoi": TOKEN}))
        answer = requests.get(
            f"{target.url}{where}",
            headers=headers,
            params=query,
            cookies=cookies,
            timeout=PATIENCE,
            allow_redirects=False,
        )
        fault = "" if answer.status_code == 401 else f"{wrong!r}: {answer.status_code}"
        target.report.note("wrong tokens", fault)


def killed(target: Target, count: int) -> None:
    """Processes of the voice are killed while it speaks: what is heard is the same."""
    for number in range(max(1, count // 10)):
        text = "\n".join(f"Đoạn thứ {each} của bài {number}." for each in range(40))
        heard: list[bytes] = []

        def listen(heard: list[bytes] = heard, text: str = text) -> None:
            with suppress(requests.RequestException):
                answer = requests.post(
                    f"{target.url}/v1/audio/speech",
                    json={"input": text},
                    headers={"Authorization": f"Bearer {TOKEN}"},
                    timeout=PATIENCE,
                )
                if answer.status_code == 200:
                    heard.append(answer.content)

        listeners = [threading.Thread(target=listen) for _ in range(3)]
        for each in listeners:
            each.start()
        time.sleep(target.draw.uniform(0.0, 0.3))
        workers = target.workers()
        with suppress(ProcessLookupError):
            os.kill(target.draw.choice(workers), signal.SIGKILL)
        for each in listeners:
            each.join()
        good = len(heard) == len(listeners) and len(set(heard)) == 1
        target.report.note("killed workers", "" if good else f"{len(heard)} of 3 heard it")


ATTACKS: tuple[Callable[[Target, int], None], ...] = (
    *(slow, in_turn, oversized, inside, paths, tokens, killed),
)


def run(seed: int, count: int = COUNT) -> Report:
    """Each kind so often."""
    report = Report()
    with attacked(seed, report) as target:
        first = target.heard()
        for _ in range(3):
            target.heard()  # whatever is opened once is open
        target.order({"text": TEXT})
        in_turn(target, count)  # heaps are as large as so many make them: only a leak grows further
        files, workers, memory = target.files(), len(target.workers()), target.memory()
        for attack in ATTACKS:
            attack(target, count)
            same = target.heard() == first
            report.note("witness", "" if same else f"heard something else after {attack.__name__}")
        end = time.monotonic() + PATIENCE
        while target.files() > files and time.monotonic() < end:
            time.sleep(0.1)
        more = target.files() - files
        report.note("open files", f"{more} more" if more > 0 else "")
        more = len(target.workers()) - workers
        report.note("processes", f"{more} more" if more > 0 else "")
        while target.memory() - memory > GROWN and time.monotonic() < end:
            time.sleep(0.1)  # it gives back what is free from time to time
        grown = target.memory() - memory
        report.told.append(f"{grown:+6.0f} MB")
        report.note("memory", f"{grown:.0f} MB more" if grown > GROWN else "")
    return report


if __name__ == "__main__":
    main(__doc__, run, COUNT)
