#!/usr/bin/env python3
"""What befalls a server: server_faults.py FINDINGS. Prints its counts. FINDINGS_LONG=1 is the long form."""

import glob
import http.client
import json
import os
import pathlib
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time
import unittest

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "shards"))
from common import FINDINGS, REPORTS, Running, free_port, main, wait_for  # noqa: E402

IS_LONG = os.environ.get("FINDINGS_LONG") == "1"
QUESTIONS = ["/api/v1/search?q=neglect", "/api/v1/search?q=children&facets=grade,authority", "/?q=drift", "/api/v1/reports", "/healthz"]


def index(folder, *reports):
    subprocess.run([FINDINGS, "index", "--index", folder, *reports], check=True, capture_output=True)


def edit_manifest(folder, change):
    manifest = folder / os.readlink(folder / "current") / "manifest.json"
    manifest.write_text(json.dumps(change(json.loads(manifest.read_text()))))


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


class ServerFaults(unittest.TestCase):
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

    def test_f6_a_damaged_generation_is_not_served(self):
        self.copy_index()
        server = Server(self, self.index)
        wait_for(lambda: server.ask("/readyz")[0] == 200, "the first is served")
        damaged = 20 if IS_LONG else 5
        for number in range(2, 2 + damaged):
            name = f"gen-{number:06}"
            shutil.copytree(self.index / "gen-000001", self.index / name)
            files = sorted(file for file in (self.index / name).rglob("*") if file.is_file())
            file = files[number % len(files)]
            file.chmod(0o644)
            content = bytearray(file.read_bytes() or b"x")
            content[len(content) // 2] ^= 1 << number % 8
            file.write_bytes(content)
            (self.index / "new").symlink_to(name)
            (self.index / "new").rename(self.index / "current")
            wait_for(lambda: server.lines(name), f"{name} is refused")
            self.assertIn("is served on", server.lines(name)[0])
            self.assertIn(b"gen-000001", server.ask("/readyz")[1])
            self.assertEqual(server.ask(QUESTIONS[0])[0], 200)
        run = subprocess.run([FINDINGS, "rollback", "gen-000001", "--index", self.index], capture_output=True, text=True)
        self.assertEqual(run.returncode, 0, run.stderr)
        wait_for(lambda: b'"ready":true' in server.ask("/readyz")[1] and b"gen-000001" not in server.ask("/readyz")[1], "it follows the rollback")
        print(f"F6: {damaged} damaged generations, 0 served; the one before them was, and a rollback was followed")

    def test_f7_an_index_that_is_none(self):
        def newer(manifest):
            return {**manifest, "format": 999}

        def older(manifest):
            return {**manifest, "format": 1}

        def missing():
            pass

        def empty():
            self.index.mkdir()

        def foreign():
            self.index.mkdir()
            (self.index / "iamglass").write_text("a database of somebody else")

        def loose_link():
            self.index.mkdir()
            (self.index / "current").symlink_to("gen-000007")

        def foreign_link():
            self.index.mkdir()
            (self.index / "current").symlink_to("/etc")

        def file_for_link():
            self.copy_index()
            (self.index / "current").unlink()
            (self.index / "current").write_text("gen-000001")

        def lost_file():
            self.copy_index()
            next((self.index / "gen-000001").glob("columns*")).unlink()

        def no_manifest():
            self.copy_index()
            (self.index / "gen-000001" / "manifest.json").unlink()

        def empty_manifest():
            self.copy_index()
            (self.index / "gen-000001" / "manifest.json").write_text("")

        def newer_format():
            self.copy_index()
            edit_manifest(self.index, newer)

        def older_format():
            self.copy_index()
            edit_manifest(self.index, older)

        cases = [
            (missing, "there is no index at"),
            (empty, "there is no index at"),
            (foreign, "there is no index at"),
            (loose_link, "missing"),
            (foreign_link, "not a generation"),
            (file_for_link, "is no link"),
            (lost_file, "columns is missing"),
            (no_manifest, "manifest.json"),
            (empty_manifest, "manifest.json cannot be read"),
            (newer_format, "was made by a newer findings"),
            (older_format, "was made by an older findings"),
        ]
        for make, message in cases:
            with self.subTest(case=make.__name__):
                shutil.rmtree(self.index, ignore_errors=True)
                make()
                server = Server(self, self.index)
                self.assertEqual(server.ask("/healthz")[0], 200)
                self.assertEqual(server.ask("/readyz")[0], 503)
                self.assertEqual(server.ask(QUESTIONS[0])[0], 503)
                self.assertTrue(server.lines(message), server.said())
                searched = subprocess.run([FINDINGS, "search", "neglect", "--index", self.index], capture_output=True, text=True)
                self.assertEqual(searched.returncode, 3)
                self.assertIn(message, searched.stderr)
                self.assertIn("\n  ", searched.stderr, "what to do is said")
                shutil.rmtree(self.index, ignore_errors=True)
                self.copy_index()
                wait_for(lambda: server.ask("/readyz")[0] == 200, "it recovers by itself")
                self.assertEqual(server.ask(QUESTIONS[0])[0], 200)
                server.end()
        print(f"F7: {len(cases)} indexes that are none: each told, 503, and taken into use when there was one")

    def test_f7_a_newer_format_is_refused_by_every_verb(self):
        self.copy_index()
        edit_manifest(self.index, lambda manifest: {**manifest, "format": 999})
        questions = {
            "search": ["neglect"], "facets": ["neglect", "--field", "authority"], "sample": ["neglect"], "themes": ["--grade", "inadequate"],
            "matrix": ["neglect"], "missing": ["neglect"], "concordance": ["neglect"], "reports": [], "doctor": [],
            "report": ["ilacs/northwold/2019-03-15"], "paragraph": ["ilacs/northwold/2019-03-15#u1"],
            "similar": ["ilacs/northwold/2019-03-15#u1"], "cite": ["ilacs/northwold/2019-03-15#u1"],
            "pack": ["neglect", "--output", str(self.folder / "pack")], "index": [str(REPORTS)],
            "shard": ["serve", "--port", str(free_port())],
        }
        before = sorted(self.index.rglob("*"))
        for verb, arguments in questions.items():
            with self.subTest(verb=verb):
                run = subprocess.run([FINDINGS, verb, *arguments, "--index", self.index], capture_output=True, text=True, timeout=60)
                self.assertEqual(run.returncode, 3, run.stderr)
                self.assertIn("was made by a newer findings", run.stderr)
                self.assertIn("use that findings", run.stderr)
        for verb in ("verify", "generations"):
            run = subprocess.run([FINDINGS, verb, "--index", self.index], capture_output=True, text=True)
            self.assertIn("made by a newer findings", run.stdout)
        self.assertEqual(sorted(self.index.rglob("*")), before, "nothing was changed")
        print(f"F7: {len(questions) + 2} verbs on a newer index: each refused it and changed nothing")

    def ask_until(self, is_over, server, counts):
        """Asks one question a connection. What the server took up must be answered whole."""
        number = 0
        while not is_over.is_set():
            number += 1
            target = QUESTIONS[number % len(QUESTIONS)]
            try:
                connection = socket.create_connection(("127.0.0.1", server.port), 20)
            except OSError:
                counts["refused"] += 1
                time.sleep(0.005)
                continue
            reply = b""
            try:
                connection.settimeout(20)
                connection.sendall(f"GET {target} HTTP/1.1\r\nHost: 127.0.0.1:{server.port}\r\nConnection: close\r\n\r\n".encode())
                while piece := connection.recv(65536):
                    reply += piece
            except OSError:
                pass
            connection.close()
            head, _, body = reply.partition(b"\r\n\r\n")
            if not reply:
                counts["not taken up"] += 1
            elif not head.startswith((b"HTTP/1.1 200", b"HTTP/1.1 503")):
                counts["wrong"] += 1
            elif b"content-length: %d\r\n" % len(body) not in head.lower() + b"\r\n":
                counts["cut"] += 1
            else:
                counts["answered"] += 1

    def test_f9_restarts_under_load(self):
        self.copy_index()
        restarts = 20 if IS_LONG else 5
        server = Server(self, self.index, "--per-client", "200")
        holder = type("Holder", (), {"port": server.port})
        is_over = threading.Event()
        counts = dict.fromkeys(("answered", "refused", "not taken up", "cut", "wrong"), 0)
        askers = [threading.Thread(target=self.ask_until, args=(is_over, holder, counts)) for _ in range(4)]
        for asker in askers:
            asker.start()
        slowest = 0.0
        try:
            for _ in range(restarts):
                slow = [socket.create_connection(("127.0.0.1", server.port)) for _ in range(64)]
                for client in slow:
                    client.sendall(b"GET / HTTP/1.1\r\nX")
                time.sleep(0.3)
                began = time.monotonic()
                server.process.send_signal(signal.SIGTERM)
                self.assertEqual(server.process.wait(20), 0)
                slowest = max(slowest, time.monotonic() - began)
                for client in slow:
                    client.close()
                server = Server(self, self.index, "--per-client", "200", port=holder.port)
        finally:
            is_over.set()
            for asker in askers:
                asker.join()
        print(f"F9: {restarts} restarts with 64 slow clients each, slowest end {slowest:.2f} s: {counts}")
        self.assertGreater(counts["answered"], restarts)
        self.assertEqual((counts["cut"], counts["wrong"]), (0, 0))

    def test_f13_memory_does_not_grow(self):
        if not IS_LONG:
            print("F13: SKIPPED: only in the long form")
            self.skipTest("long form")
        self.copy_index()
        server = Server(self, self.index, "--per-client", "200")
        wait_for(lambda: server.ask("/readyz")[0] == 200, "it is ready")
        total, warm = 100_000, 40_000
        connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=20)
        words = ["neglect", "children", "drift", "care", "plans", "visits", "placement", "school", "health", "risk"]
        before = 0
        for number in range(total):
            if number == warm:
                before = server.memory()
            first, second = words[number % 10], words[number // 10 % 10]
            target = (f"/api/v1/search?q={first}+{second}&size={1 + number // 100 % 40}", f"/?q={first}&page={1 + number // 7 % 3}",
                      f"/api/v1/search?q={first}+OR+%22", "/api/v1/reports", "/nothing")[number % 5]
            connection.request("GET", target)
            reply = connection.getresponse()
            reply.read()
            self.assertLess(reply.status, 500)
        after = server.memory()
        print(f"F13: {total} mixed requests, from the {warm}th on memory went from {before} to {after} kB")
        self.assertLess(after, before * 1.05)

    def test_f14_the_clock_jumps(self):
        libraries = glob.glob("/usr/lib/*/faketime/libfaketimeMT.so.1")
        if not libraries:
            print("SKIPPED: F14: libfaketime is not installed (Debian: faketime)")
            self.skipTest("faketime")
        self.copy_index()
        clock = self.folder / "clock"
        clock.write_text("+0")
        env = {"LD_PRELOAD": libraries[0], "FAKETIME_TIMESTAMP_FILE": str(clock), "FAKETIME_NO_CACHE": "1",
               "DONT_FAKE_MONOTONIC": "1", "FAKETIME_DONT_FAKE_MONOTONIC": "1"}
        server = Server(self, self.index, env=env)
        wait_for(lambda: server.ask("/readyz")[0] == 200, "it is ready")
        asked = 0
        for jump in ("+400d", "-4000d", "+20y", "-1h", "+0"):
            clock.write_text(jump)
            for _ in range(20):
                for target in QUESTIONS:
                    self.assertEqual(server.ask(target)[0], 200, jump)
                    asked += 1
            run = subprocess.run([FINDINGS, "index", "--index", self.index, REPORTS, "--shards", str(asked // 100)], capture_output=True,
                                 text=True, env={**os.environ, **env})
            self.assertEqual(run.returncode, 0, run.stderr)
            newest = os.readlink(self.index / "current").encode()
            wait_for(lambda: newest in server.ask("/readyz")[1], "the newest is served")
        self.assertIsNone(server.process.poll())
        print(f"F14: 5 jumps of the clock, {asked} requests, 0 failed; 5 indexes made, each served")

    def test_f14_a_log_that_cannot_be_written(self):
        self.copy_index()
        port = free_port()
        with open("/dev/full", "w") as full:
            process = subprocess.Popen([FINDINGS, "serve", "--index", str(self.index), "--listen", f"127.0.0.1:{port}"], stderr=full)
        self.addCleanup(process.wait)
        self.addCleanup(process.terminate)
        server = Server.__new__(Server)
        server.port = port
        wait_for(server.is_listening, "it listens")
        wait_for(lambda: server.ask("/readyz")[0] == 200, "it is ready")
        for _ in range(100):
            for target in QUESTIONS:
                self.assertEqual(server.ask(target)[0], 200)
        self.assertIsNone(process.poll())
        print(f"F14: {100 * len(QUESTIONS)} requests with a full disk under the log, 0 failed")


if __name__ == "__main__":
    main()
