"""Where blocking becomes asynchronous: one worker thread per call, so that a stalled call delays no other."""

import asyncio
import threading
from collections.abc import AsyncGenerator, Callable
from typing import TypeVar

from assistant.roles import Stream

T = TypeVar("T")


class _Opening:
    """A stream that may be cancelled before the call that makes it has returned; the caller's thread and the call's."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._cancelled = False
        self._cancel: Callable[[], None] | None = None

    def opened(self, cancel: Callable[[], None]) -> None:
        with self._lock:
            self._cancel = cancel
            cancelled = self._cancelled
        if cancelled:
            cancel()

    def cancel(self) -> None:
        with self._lock:
            self._cancelled = True
            cancel = self._cancel
        if cancel is not None:
            cancel()


class _End:
    """Put behind the last item; `error` is what the call raised."""

    def __init__(self, error: BaseException | None) -> None:
        self.error = error


async def items(open_stream: Callable[[], Stream[T]]) -> AsyncGenerator[T, None]:
    """The items of the stream that `open_stream` makes, which runs, as the stream does, in a thread of its own.

    Leaving the iteration in whatever way (end, break with aclose, a cancelled task) cancels the stream and waits for
    nothing: a call that is slow to stop finishes unseen.
    """
    loop = asyncio.get_running_loop()
    arrived: asyncio.Queue[T | _End] = asyncio.Queue()
    opening = _Opening()

    def hand_over(item: T | _End) -> None:
        try:
            loop.call_soon_threadsafe(arrived.put_nowait, item)
        except RuntimeError:  # the loop was closed: nobody listens any more
            opening.cancel()

    def run() -> None:
        error: BaseException | None = None
        try:
            stream = open_stream()
            opening.opened(stream.cancel)
            for item in stream:
                hand_over(item)
        except BaseException as raised:  # noqa: BLE001  # the top of a call's thread: raised again where it is awaited
            error = raised
        hand_over(_End(error))

    threading.Thread(target=run, name="call", daemon=True).start()
    try:
        while not isinstance(item := await arrived.get(), _End):
            yield item
        if item.error is not None:
            raise item.error
    finally:
        opening.cancel()


async def in_thread(call: Callable[[], T]) -> T:
    """The result of one blocking call, which runs in a thread of its own and is left to itself when nobody waits."""
    loop = asyncio.get_running_loop()
    result: asyncio.Future[T] = loop.create_future()

    def settle(value: T | None, error: BaseException | None) -> None:
        if result.cancelled():
            return
        if error is not None:
            result.set_exception(error)
        else:
            result.set_result(value)  # type: ignore[arg-type]  # without an error there is a value

    def run() -> None:
        value, error = None, None
        try:
            value = call()
        except BaseException as raised:  # noqa: BLE001  # the top of a call's thread: raised again where it is awaited
            error = raised
        try:
            loop.call_soon_threadsafe(settle, value, error)
        except RuntimeError:
            return  # the loop was closed: nobody listens any more

    threading.Thread(target=run, name="call", daemon=True).start()
    return await result
