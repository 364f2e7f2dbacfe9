#!/usr/bin/env python3
"""What befalls a server: server_faults.py FINDINGS. Prints its counts. FINDINGS_LONG=1 is the long form."""

import glob
import http.client
import os
import signal
import socket
import subprocess
import threading
import time

from server_case import FINDINGS, IS_LONG, QUESTIONS, REPORTS, Server, ServerCase, free_port, main, wait_for


class ServerFaults(ServerCase):
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
