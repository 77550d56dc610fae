"""A server on this machine, which answers as a test wants."""

import ssl
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Event, Thread

Said = bytes | tuple[int, Mapping[str, str], bytes] | Callable[["Handler"], None]


class Handler(BaseHTTPRequestHandler):
    """Answers what the test says for a path, with or without its question; 404 for any other."""

    server: "Server"
    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        self.server.asked.append(self.path)
        self.server.headers.append(dict(self.headers))
        said = self.server.pages.get(self.path) or self.server.pages.get(self.path.partition("?")[0])
        if callable(said):
            self.close_connection = True
            with suppress(OSError):
                said(self)
            return
        status, headers, body = (
            (404, {}, b"no") if said is None else said if isinstance(said, tuple) else (200, {}, said)
        )
        with suppress(OSError):
            self.send_response(status)
            for name, value in headers.items():
                self.send_header(name, value)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

    def log_message(self, *said: object) -> None:
        """Say nothing."""


class Server(ThreadingHTTPServer):
    """Its pages by path, what it was asked, and `over`, for which an answer that hangs waits."""

    daemon_threads = True
    block_on_close = False
    pages: dict[str, Said]
    asked: list[str]
    headers: list[dict[str, str]]
    over: Event

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.server_address[1]}"

    def handle_error(self, request: object, client_address: object) -> None:
        """Say nothing: clients break off here."""


@contextmanager
def serving(pages: Mapping[str, Said], secure: ssl.SSLContext | None = None) -> Iterator[Server]:
    """Run a server for as long as the block lasts."""
    server = Server(("127.0.0.1", 0), Handler)
    server.pages, server.asked, server.headers, server.over = dict(pages), [], [], Event()
    if secure is not None:
        server.socket = secure.wrap_socket(server.socket, server_side=True)
    thread = Thread(target=server.serve_forever, args=(0.01,), daemon=True)
    thread.start()
    try:
        yield server
    finally:
        server.over.set()
        server.shutdown()
        server.server_close()
        thread.join()


def hang(handler: Handler) -> None:
    """Answer nothing, until the test is over."""
    handler.server.over.wait(30)


def drip_head(handler: Handler) -> None:
    """Send a byte of the head now and then, for as long as somebody listens."""
    handler.wfile.write(b"HTTP/1.1 200 OK\r\nX: ")
    while not handler.server.over.wait(0.02):
        handler.wfile.write(b"x")


def drip_body(handler: Handler) -> None:
    """Send a byte of the body now and then."""
    handler.wfile.write(b"HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\n")
    while not handler.server.over.wait(0.02):
        handler.wfile.write(b"x")


def endless(handler: Handler) -> None:
    """Send a gigabyte."""
    handler.wfile.write(b"HTTP/1.1 200 OK\r\nContent-Length: 1073741824\r\n\r\n")
    for _ in range(1024):
        handler.wfile.write(b"x" * 1048576)


def half(handler: Handler) -> None:
    """Break off in the middle."""
    handler.wfile.write(b"HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nhalf")
    handler.wfile.flush()


def raw(data: bytes) -> Callable[[Handler], None]:
    """Return what sends bytes that need be no HTTP."""
    return lambda handler: handler.wfile.write(data) and None


def in_turn(*said: Said) -> Callable[[Handler], None]:
    """Return what answers the first time so, the next time otherwise."""
    left = list(said)

    def answer(handler: Handler) -> None:
        now = left.pop(0) if len(left) > 1 else left[0]
        if callable(now):
            now(handler)
            return
        status, headers, body = now if isinstance(now, tuple) else (200, {}, now)
        handler.send_response(status)
        for name, value in {**headers, "Content-Length": str(len(body)), "Connection": "close"}.items():
            handler.send_header(name, value)
        handler.end_headers()
        handler.wfile.write(body)

    return answer
