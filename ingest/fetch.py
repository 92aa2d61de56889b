"""Fetching over HTTP: conditional, polite, patient, and never trusting what comes back."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version
from urllib.parse import urlsplit

import httpx
import tenacity

from assistant.errors import KotoError, SourceUnreadable

ATTEMPTS = 4
LONGEST_WAIT_S = 30.0
"""Between two attempts. A server that asks for a longer wait is left alone until another run."""
LARGEST_BYTES = 50_000_000
_TRY_AGAIN = frozenset({408, 425, 429, 500, 502, 503, 504})


class FetchError(KotoError):
    """An address that did not give what was wanted."""


class OutOfReach(FetchError):
    """A host that cannot be reached at all: no name, no route, no answer."""


@dataclass(frozen=True)
class Reply:
    """What an address gave."""

    body: bytes
    """Empty where nothing has changed."""
    etag: str
    is_unchanged: bool
    media_type: str = ""


class _Again(Exception):
    """A reply worth another attempt."""

    def __init__(self, reason: str, wait_s: float = 0.0) -> None:
        super().__init__(reason)
        self.wait_s = wait_s


class Fetcher:
    """A client for a few hosts; use it as a context manager."""

    def __init__(
        self,
        *,
        pause_s: float = 0.2,
        connect_timeout_s: float = 5.0,
        read_timeout_s: float = 30.0,
        whole_timeout_s: float = 300.0,
        first_wait_s: float = 0.5,
    ) -> None:
        """`pause_s` is the least time between two requests; waits between attempts double from `first_wait_s`.

        `read_timeout_s` is the longest silence within a reply, `whole_timeout_s` the longest time for a whole one.
        """
        self._pause_s = pause_s
        self._whole_timeout_s = whole_timeout_s
        self._first_wait_s = first_wait_s
        self._last = 0.0
        self._client = httpx.Client(
            headers={"User-Agent": f"koto-assistant/{_own_version()}"},
            timeout=httpx.Timeout(read_timeout_s, connect=connect_timeout_s),
            follow_redirects=True,
        )

    def __enter__(self) -> Fetcher:
        return self

    def __exit__(self, *_: object) -> None:
        self._client.close()

    def get(
        self, url: str, *, etag: str = "", accept: str = "*/*", check: Callable[[bytes], object] | None = None
    ) -> Reply | None:
        """What is at `url`; None where nothing is (404). With `etag`, an unchanged reply has no body.

        `check` raises SourceUnreadable for a body that is not whole; it is then fetched again. Raises OutOfReach
        where the host cannot be reached, FetchError for every other failure after some attempts.
        """
        if not _is_of_the_web(url):
            raise FetchError(f"{url}: not an address of the web. Wanted http:// or https:// and a host.")
        retrying = tenacity.Retrying(
            stop=tenacity.stop_after_attempt(ATTEMPTS),
            wait=self._wait,
            retry=tenacity.retry_if_exception_type(_Again),
            sleep=time.sleep,
            reraise=True,
        )
        try:
            return retrying(self._once, url, etag, accept, check)
        except _Again as error:
            raise FetchError(
                f"{url}: {error} (tried {ATTEMPTS} times). What was there before stays; try again later."
            ) from error

    def _once(self, url: str, etag: str, accept: str, check: Callable[[bytes], object] | None) -> Reply | None:
        self._be_polite()
        headers = {"Accept": accept} | ({"If-None-Match": etag} if etag else {})
        try:
            with self._client.stream("GET", url, headers=headers) as response:
                body = self._body(response)
        except (httpx.ConnectError, httpx.ConnectTimeout) as error:
            raise OutOfReach(f"{urlsplit(url).netloc}: out of reach ({_first_line(error)}).") from error
        except httpx.TimeoutException as error:
            raise _Again("no reply in time") from error
        except (httpx.TransportError, httpx.DecodingError) as error:
            raise _Again(f"the reply broke off ({_first_line(error)})") from error
        except (httpx.TooManyRedirects, httpx.InvalidURL) as error:
            raise FetchError(f"{url}: leads nowhere ({_first_line(error)}). Look at it in a browser.") from error
        if response.status_code == 304 and etag:
            return Reply(b"", etag, is_unchanged=True)
        if response.status_code in (404, 410):
            return None
        if response.status_code in _TRY_AGAIN:
            raise self._later(url, response)
        if response.status_code != 200:
            raise FetchError(f"{url}: status {response.status_code}. Look at the address in a browser.")
        if check is not None:
            try:
                check(body)
            except SourceUnreadable as error:
                raise _Again(f"the reply is not whole ({error})") from error
        media_type = response.headers.get("Content-Type", "").split(";")[0].strip().lower()
        return Reply(body, response.headers.get("ETag", ""), is_unchanged=False, media_type=media_type)

    def _later(self, url: str, response: httpx.Response) -> Exception:
        wait_s = _retry_after(response)
        if wait_s > LONGEST_WAIT_S:
            return FetchError(
                f"{url}: status {response.status_code}; the server asks to wait {wait_s:.0f} s. Try then."
            )
        return _Again(f"status {response.status_code}", wait_s)

    def _body(self, response: httpx.Response) -> bytes:
        parts: list[bytes] = []
        size = 0
        latest = time.monotonic() + self._whole_timeout_s
        for part in response.iter_bytes():
            if time.monotonic() > latest:
                raise _Again(f"no whole reply in {self._whole_timeout_s:g} s")
            size += len(part)
            if size > LARGEST_BYTES:
                raise FetchError(f"{response.url}: more than {LARGEST_BYTES // 1_000_000} MB. Is it the right address?")
            parts.append(part)
        return b"".join(parts)

    def _wait(self, state: tenacity.RetryCallState) -> float:
        error = state.outcome.exception() if state.outcome else None
        asked = error.wait_s if isinstance(error, _Again) else 0.0
        return float(min(LONGEST_WAIT_S, max(asked, self._first_wait_s * 2 ** (state.attempt_number - 1))))

    def _be_polite(self) -> None:
        wait = self._last + self._pause_s - time.monotonic()
        if wait > 0:
            time.sleep(wait)
        self._last = time.monotonic()


def _is_of_the_web(url: str) -> bool:
    try:
        parts = urlsplit(url)
    except ValueError:
        return False
    return parts.scheme in ("http", "https") and bool(parts.hostname)


def _retry_after(response: httpx.Response) -> float:
    value = response.headers.get("Retry-After", "")
    return float(value) if value.isdigit() else 0.0


def _first_line(error: Exception) -> str:
    return (str(error) or type(error).__name__).splitlines()[0]


def _own_version() -> str:
    try:
        return version("koto-assistant")
    except PackageNotFoundError:
        return "0"
