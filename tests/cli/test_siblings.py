import os
import signal
import sys
import threading
import time
from pathlib import Path

import pytest

from creditworthy.cli.dashing import free_port
from creditworthy.cli.siblings import Program, Siblings, running
from creditworthy.errors import CreditworthyError

SERVER = (
    "import http.server, sys; http.server.HTTPServer(('127.0.0.1', int(sys.argv[1])), http.server.{}).serve_forever()"
)
FOUND, NOT_FOUND = "SimpleHTTPRequestHandler", "BaseHTTPRequestHandler"


def program(name: str, code: str = SERVER.format(FOUND)) -> Program:
    port = free_port("127.0.0.1", 0)
    return Program(name, (sys.executable, "-c", code, str(port)), f"http://127.0.0.1:{port}", "/")


def gone(started: Siblings) -> bool:
    return all(process.poll() is not None for process in started.processes.values())


def test_they_are_started_awaited_and_stopped() -> None:
    one, other = program("One"), program("Other")
    with running([one, other]) as started:
        started.wait(one)
        started.wait(other)
        started.check()
        assert one.answers()
        assert not gone(started)
    assert gone(started)
    assert not one.answers()


def test_one_that_ends_is_named_with_its_last_words_and_stops_the_other() -> None:
    ending = program("Ending", "import sys; sys.exit('first\\ncreditworthy: models: no champion yet')")
    other = program("Other")
    with pytest.raises(CreditworthyError) as raised, running([ending, other]) as started:
        started.watch()
    assert str(raised.value) == "Ending ended, so the others are stopped: models: no champion yet"
    assert gone(started)


def test_one_that_ends_without_a_word_is_named_with_its_code() -> None:
    silent = program("Silent", "import sys; sys.exit(3)")
    with running([silent]) as started, pytest.raises(CreditworthyError, match=r"Silent ended, .* stopped: 3"):
        started.wait(silent)


def test_one_that_never_answers() -> None:
    mute = program("Mute", "import time; time.sleep(60)")
    with (
        pytest.raises(CreditworthyError, match=r"Mute: did not answer within 0\.3 seconds"),
        running([mute]) as started,
    ):
        started.wait(mute, patience=0.3)
    assert gone(started)


def test_one_that_answers_something_else_is_not_ready() -> None:
    other = program("Other", SERVER.format(NOT_FOUND))
    with running([other]) as started, pytest.raises(CreditworthyError, match="did not answer"):
        started.wait(other, patience=1.5)


def test_what_one_started_is_stopped_with_it(tmp_path: Path) -> None:
    note = tmp_path / "child"
    code = (
        "import subprocess, sys, time\n"
        "child = subprocess.Popen([sys.executable, '-c', 'import time; time.sleep(60)'])\n"
        f"open({str(note)!r}, 'w').write(str(child.pid))\n"
        "time.sleep(60)"
    )
    with running([program("Parent", code)]):
        while not note.is_file() or not note.read_text():
            time.sleep(0.02)
    child = int(note.read_text())
    for _ in range(100):
        if not Path(f"/proc/{child}").exists() or "Z" in Path(f"/proc/{child}/stat").read_text().split()[2]:
            return
        time.sleep(0.05)
    pytest.fail("the child of the child is still there")


def test_one_that_does_not_stop_is_ended(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("creditworthy.cli.siblings.GRACE", 0.3)
    code = "import signal, time; signal.signal(signal.SIGTERM, signal.SIG_IGN); print(flush=True); time.sleep(60)"
    with running([program("Stubborn", code)]) as started:
        time.sleep(0.5)
    assert [process.returncode for process in started.processes.values()] == [-signal.SIGKILL]


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP])
def test_a_signal_stops_all_and_handlers_come_back(number: signal.Signals) -> None:
    before = signal.getsignal(number)
    threading.Timer(0.5, os.kill, (os.getpid(), number)).start()
    with pytest.raises(KeyboardInterrupt), running([program("One")]) as started:
        started.watch()
    assert gone(started)
    assert signal.getsignal(number) is before
