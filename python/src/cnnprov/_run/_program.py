"""A program as a child process that cannot tell that somebody is between."""

from __future__ import annotations

import os
import resource
import signal
import subprocess
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from cnnprov._run._stderr import StandardError

_SENT_BY_KERNEL = 0x80
"""`si_code` of a signal that the terminal sent to all of us."""
_FORWARDED = {
    signal.SIGTERM,
    signal.SIGINT,
    signal.SIGQUIT,
    signal.SIGHUP,
    signal.SIGUSR1,
    signal.SIGUSR2,
    signal.SIGALRM,
    signal.SIGTSTP,
    signal.SIGCONT,
    signal.SIGWINCH,
}
_FIRST_TICKS, _FIRST_TICK_SECONDS, _TICK_SECONDS = 20, 0.05, 1.0


_WATCHED = {*_FORWARDED, signal.SIGCHLD}


def block_signals() -> set[int]:
    """Block what `Program.wait` waits for, in this thread and those that it starts afterwards.

    A thread that does not block them takes them away. The mask before is the program's.
    """
    return set(signal.pthread_sigmask(signal.SIG_BLOCK, _WATCHED))


@dataclass(frozen=True)
class Outcome:
    """How the program ended, and what it and its children used."""

    code: int
    """Its exit code; 0 where a signal ended it."""
    signal: int
    """The signal that ended it, or 0."""
    usage: resource.struct_rusage

    @property
    def signal_name(self) -> str | None:
        """As in SIGTERM."""
        return signal.Signals(self.signal).name if self.signal else None


class Program:
    """The program's process. Signals are blocked and forwarded from one place, `wait`."""

    def __init__(
        self,
        command: Sequence[str],
        environment: Mapping[str, str],
        errors: StandardError,
        signal_mask: set[int],
    ) -> None:
        """Start it with this signal mask. Raises OSError where it cannot be started."""
        piped = errors.write_end if errors.write_end >= 0 else None
        process = subprocess.Popen(
            command,
            env=environment,
            stdout=piped if errors.takes_output else None,
            stderr=piped,
            preexec_fn=lambda: signal.pthread_sigmask(signal.SIG_SETMASK, signal_mask),
        )
        self.pid = process.pid
        process.returncode = 0  # we wait for it ourselves
        errors.started()

    def wait(self, tick: Callable[[], None]) -> Outcome:
        """Forward signals until it ends; `tick` is called once in a while."""
        ticks = 0
        while True:
            seconds = _FIRST_TICK_SECONDS if ticks < _FIRST_TICKS else _TICK_SECONDS
            told = signal.sigtimedwait(_WATCHED, seconds)
            if told is None:
                ticks += 1
                tick()
            elif told.si_signo != signal.SIGCHLD:
                if told.si_code != _SENT_BY_KERNEL:
                    os.kill(self.pid, told.si_signo)
                continue
            outcome = self._outcome()
            if outcome is not None:
                return outcome

    def _outcome(self) -> Outcome | None:
        pid, status, usage = os.wait4(self.pid, os.WNOHANG | os.WUNTRACED)
        if pid == 0:
            return None
        if os.WIFSTOPPED(status):
            os.kill(os.getpid(), signal.SIGSTOP)  # the shell sees us stop, and lets us go on
            os.kill(self.pid, signal.SIGCONT)
            return None
        if os.WIFSIGNALED(status):
            return Outcome(0, os.WTERMSIG(status), usage)
        return Outcome(os.WEXITSTATUS(status), 0, usage)


def end_by(number: int) -> None:
    """End this process by the signal that ended the program."""
    if number != signal.SIGKILL:
        signal.signal(number, signal.SIG_DFL)
    # The program has left its core, if it may leave one.
    resource.setrlimit(resource.RLIMIT_CORE, (0, resource.getrlimit(resource.RLIMIT_CORE)[1]))
    signal.pthread_sigmask(signal.SIG_UNBLOCK, {number})
    os.kill(os.getpid(), number)
