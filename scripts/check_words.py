#!/usr/bin/python3
"""Tracked files hold nothing that belongs elsewhere: paths of one machine, addresses that packages are downloaded
from, notes of unfinished work, large binaries."""
import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
LARGEST_BINARY = 200_000
PATTERNS = {
    "a path of one machine": re.compile(r"(?<![\w.$}*-])/(?:work|root|home/\w+|tmp/mdg)/"),
    "a download address": re.compile(r"https?://(?:registry|deb|security|cdn|mirrors?|downloads?|dl|files|ftp)\."),
    "a note of unfinished work": re.compile(r"\b(?:TODO|FIXME|XXX|HACK)\b"),
    "a path outside of the project": re.compile(r"\.\./shared/(?:DESIGN|FEATURES|reference|design)"),
}
LOCKED_ADDRESS = re.compile(r'"resolved": "(?:https?:|git)')
THIS = Path(__file__).resolve().relative_to(ROOT).as_posix()


def files() -> list[str]:
    command = ["git", "-C", str(ROOT), "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    listing = subprocess.run(command, capture_output=True, check=True).stdout.decode()
    return [name for name in listing.split("\0") if name and (ROOT / name).is_file()]


def text_faults(name: str, text: str) -> list[str]:
    if name.endswith("package-lock.json"):
        return [f"{name}: a lock file names a download address"] if LOCKED_ADDRESS.search(text) else []
    faults = []
    for number, line in enumerate(text.splitlines(), 1):
        faults += [f"{name}:{number}: {what}" for what, pattern in PATTERNS.items() if pattern.search(line)]
    return faults


def faults_of(name: str) -> list[str]:
    content = (ROOT / name).read_bytes()
    if b"\0" in content[:8000]:
        too_large = len(content) > LARGEST_BINARY
        return [f"{name}: a binary of {len(content)} bytes"] if too_large else []
    return text_faults(name, content.decode("utf-8", "replace"))


def main() -> int:
    faults = [fault for name in files() if name != THIS for fault in faults_of(name)]
    print("\n".join(faults) or "nothing found")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
