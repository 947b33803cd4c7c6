"""How the C library keeps memory for a process that lives for months."""

from __future__ import annotations

M_ARENA_MAX = -8
"""From glibc's malloc.h: how many heaps of their own threads may have (https://man7.org/linux/man-pages/man3/mallopt.3.html, 2026-11)."""


def one_arena() -> bool:
    """One heap for all threads, before the first thread begins; False where the C library knows no such wish (macOS, musl).

    glibc gives threads heaps of their own, which never shrink together: a thread for each call left 0.7 MB more after every 1,000
    deliveries, and 10 MB from the start (`make soak`, 2026-11-22). Python lets one thread run at a time anyway.
    """
    import ctypes

    mallopt = getattr(ctypes.CDLL(None), "mallopt", None)
    return bool(mallopt and mallopt(M_ARENA_MAX, 1))
