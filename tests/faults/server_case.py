"""What the tests of a server's faults share: an index, and servers of it that end with the test."""

import http.client
import os
import pathlib
import shutil
import socket
import subprocess
import sys
import tempfile
import unittest

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "shards"))
from common import FINDINGS, REPORTS, Running, free_port, main, wait_for  # noqa: E402,F401

IS_LONG = os.environ.get("FINDINGS_LONG") == "1"
QUESTIONS = ["/api/v1/search?q=neglect", "/api/v1/search?q=children&facets=grade,authority", "/?q=drift", "/api/v1/reports", "/healthz"]


def index(folder, *reports):
    subprocess.run([FINDINGS, "index", "--index", folder, *reports], check=True, capture_output=True)


class Server(Running):
    def __init__(self, test, folder, *options, port=None, env=None):
        self.port = port or free_port()
        super().__init__(test, FINDINGS, "serve", "--index", str(folder), "--listen", f"127.0.0.1:{self.port}", *options, env=env)
        wait_for(lambda: self.is_listening() or self.process.poll() is not None, "the server listens")

    def is_listening(self):
        try:
            socket.create_connection(("127.0.0.1", self.port), 1).close()
            return True
        except OSError:
            return False

    def ask(self, target):
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=20)
        try:
            connection.request("GET", target, headers={"Connection": "close"})
            reply = connection.getresponse()
            return reply.status, reply.read()
        finally:
            connection.close()

    def memory(self):
        status = pathlib.Path(f"/proc/{self.process.pid}/status").read_text()
        return int(status.split("VmRSS:")[1].split()[0])


class ServerCase(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.made = pathlib.Path(tempfile.mkdtemp(prefix="findings-faults-"))
        cls.addClassCleanup(shutil.rmtree, cls.made, ignore_errors=True)
        index(cls.made / "index", REPORTS)

    def setUp(self):
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="findings-faults-"))
        self.addCleanup(shutil.rmtree, self.folder, ignore_errors=True)
        self.index = self.folder / "index"

    def copy_index(self):
        shutil.copytree(self.made / "index", self.index, symlinks=True)
