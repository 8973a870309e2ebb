import os
import signal
from types import SimpleNamespace

from creditworthy.service.stopping import handled, until_signal


def test_a_signal_ends_the_server_and_nothing_else() -> None:
    before = signal.getsignal(signal.SIGTERM), signal.getsignal(signal.SIGINT)
    for number in (signal.SIGTERM, signal.SIGINT):
        server = SimpleNamespace(should_exit=False)
        with until_signal(server):  # type: ignore[arg-type]
            os.kill(os.getpid(), number)
            assert server.should_exit
    assert (signal.getsignal(signal.SIGTERM), signal.getsignal(signal.SIGINT)) == before


def test_a_handler_is_put_back() -> None:
    seen: list[int] = []
    before = signal.getsignal(signal.SIGUSR1)
    with handled(lambda number, _: seen.append(number), signal.SIGUSR1):
        os.kill(os.getpid(), signal.SIGUSR1)
    assert seen == [signal.SIGUSR1]
    assert signal.getsignal(signal.SIGUSR1) == before
