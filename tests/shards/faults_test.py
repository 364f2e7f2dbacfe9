#!/usr/bin/env python3
"""Every way a shard can fail, amid every part of a question: an answer comes and says what is missing, and is whole again
after. faults_test.py FINDINGS SHARDS_ASK"""

import json
import os
import select
import signal
import subprocess
import sys

from common import PATIENCE, SOURCE, Running, ShardServer, ShardTest, free_port, main, wait_for

CEILING = 10  # seconds for an answer; bench/shards measures what it takes
QUESTION = "children plans"
ASK = os.path.abspath(sys.argv.pop(2))
AMISS = 2  # the shard that fails


class Proxy(Running):
    """What the front takes for a shard."""

    def __init__(self, test, folder, server_port):
        self.port, self.file = free_port(), folder / f"fault-{server_port}"
        self.file.write_text("none")
        script = SOURCE / "tests" / "shards" / "fault_proxy.py"
        super().__init__(test, sys.executable, str(script), str(self.port), str(server_port), str(self.file))
        self.wait_until_it_says("listening")

    def do(self, fault, phase="open"):
        new = self.file.with_suffix(".new")
        new.write_text(f"{fault} {phase}")
        new.rename(self.file)

    def drop(self):
        """Closes what is open, so that the front connects anew."""
        self.process.send_signal(signal.SIGUSR1)


class Front:
    """Whoever asks: its connections are kept from one question to the next."""

    def __init__(self, test, shard_list):
        self.process = subprocess.Popen([ASK, shard_list], stdin=subprocess.PIPE, stdout=subprocess.PIPE)
        test.addCleanup(self.end)

    def ask(self):
        self.process.stdin.write(QUESTION.encode() + b"\n")
        self.process.stdin.flush()
        assert select.select([self.process.stdout], [], [], CEILING)[0], f"no answer within {CEILING} s"
        return json.loads(self.process.stdout.readline())

    def end(self):
        self.process.kill()
        self.process.communicate()


class FaultsTest(ShardTest):
    shards = 3

    def setUp(self):
        super().setUp()
        self.servers = [ShardServer(self, self.index, shard) for shard in range(1, self.shards + 1)]
        self.proxies = [Proxy(self, self.folder, server.port) for server in self.servers]
        self.list = self.folder / "shards.list"
        self.list.write_text(f"companion {self.index}\n" + "".join(f"shard 127.0.0.1:{p.port}\n" for p in self.proxies))
        self.front = Front(self, self.list)
        self.whole = self.front.ask()
        self.assertEqual(self.whole["missing"], [])
        self.proxy, self.server = self.proxies[AMISS - 1], self.servers[AMISS - 1]

    def check(self, answer):
        """An answer is whole, or says which shard it is without, and is right about all the others."""
        self.assertNotIn("error", answer)
        citations = [hit["citation"] for hit in answer["hits"]]
        self.assertEqual(len(citations), len(set(citations)))
        whole = dict(self.whole["counts"])
        if answer["missing"]:
            (shard,) = answer["missing"]
            self.assertEqual(shard["shard"], AMISS)
            self.assertIn(f"without shard {AMISS} at 127.0.0.1:{self.proxy.port} (", shard["says"])
            self.assertTrue(set(shard["authorities"]) & set(whole))
            for authority in shard["authorities"]:
                self.assertIn(authority, shard["says"])
                whole.pop(authority, None)
        else:
            self.assertEqual(citations, [hit["citation"] for hit in self.whole["hits"]])
        self.assertEqual(answer["counts"], whole)
        self.assertEqual(answer["found"], sum(whole.values()))
        return bool(answer["missing"])

    def is_whole_again(self):
        wait_for(lambda: not self.check(self.front.ask()), "a whole answer")

    def test_each_fault_amid_each_part_of_a_question(self):
        for fault in ("hang", "cut", "rubbish", "half"):
            for phase in ("open", "search", "text"):
                with self.subTest(fault=fault, phase=phase):
                    self.proxy.do(fault, phase)
                    if phase == "open":
                        self.proxy.drop()
                    self.assertTrue(self.check(self.front.ask()), "it is said that a shard is missing")
                    self.assertTrue(self.check(self.front.ask()))
                    self.proxy.do("none")
                    self.proxy.drop()
                    self.is_whole_again()

    def test_a_server_that_is_stopped_and_goes_on(self):
        group = self.server.listener()
        os.killpg(group, signal.SIGSTOP)
        self.addCleanup(lambda: os.killpg(group, signal.SIGCONT))
        self.assertTrue(self.check(self.front.ask()))
        os.killpg(group, signal.SIGCONT)
        self.is_whole_again()

    def test_servers_that_are_killed_while_they_answer(self):
        for _ in range(5):
            os.killpg(self.server.listener(), signal.SIGKILL)
            self.check(self.front.ask())
            wait_for(self.server.listener, "it is started again")
        self.is_whole_again()

    def test_a_shard_that_is_away_and_comes_back(self):
        self.server.process.terminate()
        self.server.process.wait(PATIENCE)
        self.assertTrue(self.check(self.front.ask()))
        ShardServer(self, self.index, AMISS, self.server.port)
        self.is_whole_again()

    def test_no_shard_at_all_is_an_error_and_no_empty_answer(self):
        for server in self.servers:
            server.process.terminate()
            server.process.wait(PATIENCE)
        self.assertIn("no shard of the index is at hand", self.front.ask()["error"])


if __name__ == "__main__":
    main()
