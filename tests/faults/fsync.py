"""A disk that fails: from one moment on the kernel answers EIO to every fsync of this process (seccomp, Linux)."""

import ctypes
import errno
import platform
import struct

CALLS = {"x86_64": (317, 74, 75), "aarch64": (277, 82, 83)}
"""The numbers of seccomp, fsync and fdatasync."""
NO_NEW_PRIVILEGES, WITH_A_FILTER, ALL_THREADS = 38, 1, 1
LOAD, EQUAL, RETURN = 0x20, 0x15, 0x06
ALLOWED, REFUSED = 0x7FFF0000, 0x00050000 | errno.EIO


class _Program(ctypes.Structure):
    _fields_ = (("length", ctypes.c_ushort), ("filter", ctypes.c_char_p))


def known_here() -> bool:
    """Whether the numbers of this machine's calls are known."""
    return platform.machine() in CALLS


def refuse_fsync() -> None:
    """No way back but the end of the process. Raises OSError where the kernel does not allow it."""
    seccomp, *calls = CALLS[platform.machine()]
    steps = [(LOAD, 0, 0, 0)]
    steps += [(EQUAL, len(calls) - place, 0, number) for place, number in enumerate(calls)]
    steps += [(RETURN, 0, 0, ALLOWED), (RETURN, 0, 0, REFUSED)]
    code = b"".join(struct.pack("HBBI", *step) for step in steps)
    libc = ctypes.CDLL(None, use_errno=True)
    program = _Program(len(steps), code)
    libc.prctl(NO_NEW_PRIVILEGES, 1, 0, 0, 0)
    if libc.syscall(seccomp, WITH_A_FILTER, ALL_THREADS, ctypes.byref(program)):
        raise OSError(ctypes.get_errno(), "seccomp")
