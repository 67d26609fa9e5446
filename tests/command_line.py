"""`goalgraph …` as a process of its own, without the seconds in which Python imports everything.

One process a session imports the commands once; each call is a fork of it: own environment, own
output, own end. `python -m tests.command_line` is that process: a line of JSON asks, a line answers.
"""

from __future__ import annotations

import atexit
import json
import os
import subprocess
import sys
import threading
import traceback
from functools import cache
from importlib import import_module
from pathlib import Path
from tempfile import TemporaryDirectory

from graph.config import Target

ROOT = Path(__file__).resolve().parents[1]
one_at_a_time = threading.Lock()


def goalgraph(
    *words: str, target: Target | None = None, **more: str
) -> subprocess.CompletedProcess[str]:
    """What the command printed on this store, and how it ended."""
    environment = dict(os.environ) | {"COLUMNS": "120"} | more
    if target is not None:
        environment |= {
            "NEO4J_URI": target.uri,
            "NEO4J_USERNAME": target.username,
            "NEO4J_PASSWORD": target.password,
        }
    with one_at_a_time, TemporaryDirectory() as folder:
        out, err = Path(folder, "out"), Path(folder, "err")
        line = json.dumps([words, environment, str(out), str(err)])
        asked, answered = _commands().stdin, _commands().stdout
        assert asked is not None and answered is not None
        asked.write(line + "\n")
        asked.flush()
        code = int(answered.readline())
        return subprocess.CompletedProcess(words, code, out.read_text(), err.read_text())


@cache
def _commands() -> subprocess.Popen[str]:
    """The process that has imported the commands; it ends with this one."""
    process = subprocess.Popen(
        [sys.executable, "-m", "tests.command_line"],
        cwd=ROOT,
        env=os.environ | {"COLUMNS": "120"},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )

    def end() -> None:
        assert process.stdin is not None and process.stdout is not None
        process.stdin.close()
        process.stdout.close()
        process.wait()

    atexit.register(end)
    return process


def serve() -> None:
    """Answer each line of the standard input with how the command that it names has ended."""
    from api.cli import COMMANDS

    for module in sorted({module for module, _ in COMMANDS.values()}):
        import_module(module)
    for line in sys.stdin:
        words, environment, out, err = json.loads(line)
        child = os.fork()
        if not child:
            _become(words, environment, out, err)
        _, status = os.waitpid(child, 0)
        print(os.waitstatus_to_exitcode(status), flush=True)


def _become(words: list[str], environment: dict[str, str], out: str, err: str) -> None:
    """Run the command in place of this process, and end."""
    from api.cli import main

    for number, path in ((0, os.devnull), (1, out), (2, err)):
        flags = os.O_RDONLY if not number else os.O_WRONLY | os.O_CREAT
        os.dup2(os.open(path, flags, 0o600), number)
    os.environ.clear()
    os.environ.update(environment)
    sys.argv = ["goalgraph", *words]
    code = 0
    try:
        main()
    except SystemExit as ended:
        code = ended.code if isinstance(ended.code, int) else int(ended.code is not None)
    except BaseException:  # noqa: BLE001 - whatever it is, it is told and the process ends
        traceback.print_exc()
        code = 1
    finally:
        atexit._run_exitfuncs()
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(code)


if __name__ == "__main__":
    serve()
