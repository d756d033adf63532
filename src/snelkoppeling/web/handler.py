"""Runs Django for each request in one thread: our views wait for the database, and nothing else."""

# mypy: disable-error-code="import-untyped,misc"
# Django ships without type information.

import asyncio
from collections.abc import Awaitable, Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from django.core.exceptions import RequestAborted
from django.core.handlers.asgi import ASGIHandler
from django.http import HttpRequest, HttpResponse

THREADS = 32
"""Requests that are worked on at once; more of them wait, which is cheaper than more threads."""


class ThreadedHandler(ASGIHandler):
    """Django's handler without its detours: it changes threads several times a request, and starts new ones.

    A request is finished even when its client has gone: what it brought is then stored all the same.
    """

    def __init__(self) -> None:
        super().__init__()
        self._threads = ThreadPoolExecutor(THREADS, thread_name_prefix="request")

    def load_middleware(self, is_async: bool = False) -> None:  # noqa: FBT001, FBT002 - Django's own signature.
        del is_async
        super().load_middleware(is_async=False)

    async def __call__(
        self,
        scope: dict[str, Any],
        receive: Callable[[], Awaitable[Any]],
        send: Callable[[Any], Awaitable[None]],
    ) -> None:
        """Answer one request."""
        try:
            body = await self.read_body(receive)
        except RequestAborted:
            return
        with body:
            request, response = self.create_request(scope, body)
            if request is not None:
                response = await asyncio.get_running_loop().run_in_executor(
                    self._threads, self._answer, request
                )
            await self.send_response(response, send)

    def _answer(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        # Said here, the length need not be told in pieces of the body.
        response.headers.setdefault("Content-Length", str(len(response.content)))
        response.close()
        return response
