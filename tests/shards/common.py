"""What the tests of shards share: an index of the sample reports in shards, and processes that end with the test."""

import os
import pathlib
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
import unittest

FINDINGS = os.path.abspath(sys.argv[1]) if len(sys.argv) > 1 else "findings"
SOURCE = pathlib.Path(__file__).resolve().parents[2]
REPORTS = SOURCE / "sample-index" / "reports"
PATIENCE = 10  # seconds for what takes a fraction of one: tests may share the machine


def free_port():
    with socket.create_server(("127.0.0.1", 0)) as taken:
        return taken.getsockname()[1]


def wait_for(is_so, what):
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        if found := is_so():
            return found
        time.sleep(0.02)
    raise AssertionError("waited in vain: " + what)


def is_alive(pid):
    try:
        return pathlib.Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[0] != "Z"
    except OSError:
        return False


def processes_with(words):
    """Ids of the processes whose command has these words in it."""
    found = []
    for path in pathlib.Path("/proc").glob("[0-9]*/cmdline"):
        try:
            command = path.read_bytes().replace(b"\0", b" ").decode(errors="replace")
        except OSError:
            continue
        if words in command and int(path.parent.name) != os.getpid() and is_alive(int(path.parent.name)):
            found.append(int(path.parent.name))
    return found


def index(folder, *options, reports=REPORTS):
    subprocess.run([FINDINGS, "index", "--index", folder, *options, reports], check=True, capture_output=True)


class Running:
    """A program that says on `log` what it does, and is ended with the test."""

    def __init__(self, test, *command, env=None):
        self.log = tempfile.NamedTemporaryFile(mode="r")
        with open(self.log.name, "w") as log:
            self.process = subprocess.Popen(command, stdout=log, stderr=log, env=env and {**os.environ, **env})
        test.addCleanup(self.end)

    def said(self):
        return pathlib.Path(self.log.name).read_text()

    def lines(self, words):
        return [line for line in self.said().splitlines() if words in line]

    def wait_until_it_says(self, words, times=1):
        wait_for(lambda: len(self.lines(words)) >= times or self.process.poll() is not None, words)
        assert len(self.lines(words)) >= times, f"it said no {words!r}:\n{self.said()}"

    def end(self):
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGCONT)
            self.process.terminate()
            try:
                self.process.wait(PATIENCE)
            except subprocess.TimeoutExpired:
                self.process.kill()
                self.process.wait()
        self.log.close()


class ShardServer(Running):
    def __init__(self, test, folder, shard, port=None):
        self.port = port or free_port()
        super().__init__(test, FINDINGS, "shard", "serve", "--index", folder, "--shard", str(shard), "--port", str(self.port))
        self.wait_until_it_says("serving shard")

    def listener(self):
        """The process that listens."""
        pids = processes_with(f"--port {self.port} ")
        children = [pid for pid in pids if parent_of(pid) == self.process.pid and group_of(pid) == pid]
        return children[0] if children else None


def status_of(pid):
    return pathlib.Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()


def parent_of(pid):
    return int(status_of(pid)[1])


def group_of(pid):
    return int(status_of(pid)[2])


class ShardTest(unittest.TestCase):
    """Each test has a folder, and in it an index of the sample reports of its own."""

    shards = 4

    @classmethod
    def setUpClass(cls):
        cls.made = pathlib.Path(tempfile.mkdtemp(prefix="findings-shards-"))
        cls.addClassCleanup(shutil.rmtree, cls.made, ignore_errors=True)
        index(cls.made / "index", "--shards", str(cls.shards))

    def setUp(self):
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="findings-shards-"))
        self.addCleanup(shutil.rmtree, self.folder, ignore_errors=True)
        self.index = self.folder / "index"
        shutil.copytree(self.made / "index", self.index, symlinks=True)


def main():
    del sys.argv[1:2]
    unittest.main()
