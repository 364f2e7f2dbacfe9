#!/usr/bin/env python3
"""findings shard serve: what is served, what is not, and that nothing is left of it. serve_test.py FINDINGS"""

import os
import pathlib
import shutil
import signal
import socket
import subprocess

from common import FINDINGS, PATIENCE, REPORTS, Running, ShardServer, ShardTest, free_port, index, main, processes_with
from common import wait_for

KEEP_ALIVE, WRITE_ACCESS = 6, 21  # messages of Xapian's remote protocol


class Connection:
    """To a server: `greeting` has the protocol's version and the database's id."""

    def __init__(self, test, port):
        self.socket = socket.create_connection(("127.0.0.1", port), PATIENCE)
        test.addCleanup(self.socket.close)
        self.stream = self.socket.makefile("rb")
        test.addCleanup(self.stream.close)
        self.greeting = self.reply()

    def reply(self):
        """The next message; None where the connection is closed."""
        head = self.stream.read(2)
        return head + self.stream.read(head[1]) if len(head) == 2 else None

    def ask(self, message):
        self.socket.sendall(bytes([message, 0]))
        return self.reply()

    def answers(self):
        return self.ask(KEEP_ALIVE) is not None


def refused(*options):
    done = subprocess.run([FINDINGS, "shard", "serve", *options], capture_output=True, text=True, timeout=PATIENCE)
    return done.returncode, done.stderr


class ServeTest(ShardTest):
    shards = 2

    def change(self):
        text = (REPORTS / "slac-brackenshire-2011.txt").read_text().replace("Brackenshire", "Corley")
        (self.folder / "corley.txt").write_text(text)
        index(self.index, reports=self.folder / "corley.txt")

    def test_a_new_generation_takes_the_place_of_the_old_and_its_connections_go_on(self):
        server = ShardServer(self, self.index, 1)
        old = Connection(self, server.port)
        self.assertIn("serving shard 1 of 2 of gen-000001 at 127.0.0.1:", server.said())
        self.change()
        server.wait_until_it_says("serving shard 1 of 2 of gen-000002")
        new = Connection(self, server.port)
        self.assertNotEqual(old.greeting, new.greeting)
        self.assertTrue(old.answers())
        self.assertTrue(new.answers())
        self.assertEqual(len(server.said().splitlines()), 2)  # a line a change

    def test_when_it_ends_nothing_is_left_not_even_of_an_older_generation(self):
        server = ShardServer(self, self.index, 2)
        old = Connection(self, server.port)
        self.change()
        server.wait_until_it_says("gen-000002")
        new = Connection(self, server.port)
        self.assertEqual(len(processes_with(f"--port {server.port} ")), 4)  # ours, one that listens, two that answer
        server.process.terminate()
        self.assertEqual(server.process.wait(PATIENCE), 0)
        self.assertEqual(processes_with(f"--port {server.port} "), [])
        self.assertIsNone(old.reply())
        self.assertIsNone(new.reply())

    def test_killed_it_takes_the_listening_server_and_its_connections_with_it(self):
        server = ShardServer(self, self.index, 1)
        connection = Connection(self, server.port)
        server.process.kill()
        server.process.wait()
        wait_for(lambda: processes_with(f"--port {server.port} ") == [], "all gone")
        self.assertIsNone(connection.reply())

    def test_a_server_that_dies_is_started_again(self):
        server = ShardServer(self, self.index, 1)
        os.kill(server.listener(), signal.SIGKILL)
        server.wait_until_it_says("xapian-tcpsrv ended by signal 9; it is started again")
        server.wait_until_it_says("serving shard 1 of 2", times=2)
        connection = Connection(self, server.port)
        self.assertTrue(connection.answers())

    def test_nothing_of_ours_is_open_in_the_server(self):
        server = ShardServer(self, self.index, 1)
        descriptors = [os.readlink(path) for path in pathlib.Path(f"/proc/{server.listener()}/fd").iterdir()]
        kinds = sorted(name.split(":")[0] for name in descriptors)
        self.assertEqual(kinds, ["/dev/null", "pipe", "pipe", "socket"])

    def test_nobody_can_write(self):
        server = ShardServer(self, self.index, 1)
        connection = Connection(self, server.port)
        self.assertIn(b"read-only", connection.ask(WRITE_ACCESS))

    def test_a_damaged_shard_is_not_served(self):
        self.damage(1)
        code, said = refused("--index", self.index, "--shard", "1", "--port", str(free_port()))
        self.assertEqual(code, 3)
        self.assertIn("the shard is damaged: ", said)
        self.assertIn("shard-1/postlist.glass is not what was written", said)

    def damage(self, shard):
        file = (self.index / "current").resolve() / f"shard-{shard}" / "postlist.glass"
        content = bytearray(file.read_bytes())
        content[len(content) // 2] ^= 4
        file.write_bytes(content)

    def test_a_damaged_new_generation_is_not_taken_into_use_until_it_is_mended(self):
        server = ShardServer(self, self.index, 1)
        second = self.folder / "second"
        shutil.copytree(self.index, second, symlinks=True)
        self.index, first = second, self.index
        self.change()
        sound = second / "gen-000002"
        shutil.copytree(sound, first / "gen-000002")
        self.index = first
        (first / "new").symlink_to("gen-000002")
        (first / "new").rename(first / "current")
        file = first / "gen-000002" / "shard-1" / "postlist.glass"
        self.damage(1)  # which a copy that is still under way looks like
        server.wait_until_it_says("the index changed and is not taken into use, the one before it is served on")
        self.assertTrue(Connection(self, server.port).answers())
        file.write_bytes((sound / "shard-1" / "postlist.glass").read_bytes())
        server.wait_until_it_says("serving shard 1 of 2 of gen-000002")

    def test_a_port_that_is_taken_is_named(self):
        with socket.create_server(("127.0.0.1", 0)) as taken:
            port = taken.getsockname()[1]
            code, said = refused("--index", self.index, "--shard", "1", "--port", str(port))
        self.assertEqual(code, 4)
        self.assertIn(f"findings: cannot serve the shard: port {port} of 127.0.0.1 is taken\n", said)

    def test_an_interface_that_others_reach_is_warned_of(self):
        server = Running(self, FINDINGS, "shard", "serve", "--index", self.index, "--shard", "1", "--interface", "0.0.0.0",
                         "--port", str(free_port()))
        server.wait_until_it_says("serving shard 1")
        self.assertIn("there is no password and no encryption", server.said().splitlines()[0])

    def test_a_host_has_what_it_needs_and_no_more(self):
        host = self.folder / "host"
        subprocess.run(["cp", "-a", self.index, host], check=True)
        for path in (host / "gen-000001").iterdir():
            if path.name not in ("shard-2", "manifest.json"):
                shutil.rmtree(path) if path.is_dir() else path.unlink()
        shutil.rmtree(host / "reads")
        server = Running(self, FINDINGS, "shard", "serve", "--index", host, "--port", str(free_port()))
        server.wait_until_it_says("serving shard 2 of 2 of gen-000001")


if __name__ == "__main__":
    main()
