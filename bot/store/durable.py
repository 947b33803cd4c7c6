"""Names that survive a power cut: a file that was synced is lost all the same when the folder which names it was not.

fsync(2), section DESCRIPTION, read 2026-11-22: "Calling fsync() does not necessarily ensure that the entry in the directory
containing the file has also reached disk. For that an explicit fsync() on a file descriptor for the directory is also needed."
"""

from __future__ import annotations

import contextlib
import errno
import os
from pathlib import Path


def keep_names(*folders: Path) -> None:
    """Returns when the names in `folders` are on the disk. Raises OSError when the disk fails.

    A folder that this user may not list, or a disk that cannot sync folders at all, is left as it is: nothing better is to be had there.
    """
    for folder in folders:
        with contextlib.suppress(PermissionError):
            descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
            try:
                os.fsync(descriptor)
            except OSError as error:
                if error.errno not in {errno.EINVAL, errno.ENOTSUP}:
                    raise
            finally:
                os.close(descriptor)
