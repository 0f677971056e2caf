"""What the benchmark ran on, in words that name no host and no path."""

import os
import platform
import sqlite3
import subprocess
from pathlib import Path

import django


def describe(folder: Path, datasette: str) -> dict[str, str]:
    """What is measured with, by name. ``folder`` is where the archives lie."""
    return {
        "processor": f"{_field('/proc/cpuinfo', 'model name')}, {os.cpu_count()} cores",
        "memory": f"{int(_field('/proc/meminfo', 'MemTotal').split()[0]) / 1024**2:.1f} GiB",
        "system": f"{platform.system()} {platform.release()}, {_filesystem(folder)}",
        "Python": platform.python_version(),
        "SQLite": sqlite3.sqlite_version,
        "Django": django.get_version(),
        "Datasette": datasette,
    }


def _field(file: str, name: str) -> str:
    try:
        lines = Path(file).read_text().splitlines()
    except OSError:
        return "unknown"
    return next((line.partition(":")[2].strip() for line in lines if line.startswith(name)), "unknown")


def _filesystem(folder: Path) -> str:
    done = subprocess.run(["stat", "--file-system", "--format=%T", str(folder)], capture_output=True, text=True, check=False)
    return done.stdout.strip() or "unknown file system"
