#!/usr/bin/env python3
"""What befalls an index and those who make it: index_faults.py FINDINGS. Prints its counts. FINDINGS_LONG=1 is the long form."""

import os
import pathlib
import random
import shutil
import signal
import stat
import subprocess
import sys
import tempfile
import threading
import time
import unittest

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "shards"))
from common import FINDINGS, REPORTS, main  # noqa: E402

IS_LONG = os.environ.get("FINDINGS_LONG") == "1"
FEW = sorted(REPORTS.glob("*.txt"))[:3]


def findings(*arguments, **more):
    return subprocess.run([FINDINGS, *map(str, arguments)], capture_output=True, text=True, timeout=120, **more)


def mount(folder, kilobytes):
    return subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={kilobytes}k", "none", folder], capture_output=True).returncode == 0


def size_of(folder):
    return sum(file.stat().st_blocks for file in folder.rglob("*") if file.is_file()) // 2


def contents(generation):
    """What a generation is, but for the names that Xapian gives its databases and the day it was made."""
    return {str(file.relative_to(generation)): file.read_bytes() for file in generation.rglob("*")
            if file.is_file() and file.name not in ("iamglass", "manifest.json")}


class IndexFaults(unittest.TestCase):
    def setUp(self):
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="findings-faults-"))
        self.addCleanup(shutil.rmtree, self.folder, ignore_errors=True)
        self.reports, self.index = self.folder / "reports", self.folder / "index"
        self.reports.mkdir()
        for file in FEW:
            shutil.copy(file, self.reports)

    def run_index(self, *options, paths=None, **more):
        return findings("index", "--index", self.index, *options, *(paths or [self.reports]), **more)

    def verify(self, *more):
        return findings("verify", "--index", self.index, *more)

    def generation(self):
        return self.index / os.readlink(self.index / "current")

    def no_build_is_left(self):
        self.assertEqual([p.name for p in self.index.iterdir() if p.name.startswith("build-") or p.name == "current.new"], [])

    def test_f1_a_run_that_is_killed_at_any_time(self):
        """With its threads at work, where test points by system call are those of one thread at a time."""
        self.run_index()
        before, old = self.generation(), self.folder / "old"
        (self.reports / "new.txt").write_text(FEW[0].read_text().replace("Ravensholt", "Wexborough"))
        shutil.copytree(self.index, old, symlinks=True)
        began = time.monotonic()
        self.run_index()
        takes = time.monotonic() - began
        wanted = contents(self.generation())
        self.assertNotEqual(wanted, contents(before))
        kills = 1000 if IS_LONG else 12
        chance, served = random.Random(1), {"old": 0, "new": 0}
        for kill in range(kills):
            shutil.rmtree(self.index)
            shutil.copytree(old, self.index, symlinks=True)
            run = subprocess.Popen([FINDINGS, "index", "--index", self.index, self.reports], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
            time.sleep(takes * chance.uniform(0, 1.2))
            run.kill()
            ended = run.wait()
            self.assertIn(ended, (0, -signal.SIGKILL))
            is_new = self.generation().name != before.name
            served["new" if is_new else "old"] += 1
            self.assertTrue(is_new or ended != 0, "what was acknowledged is served")
            self.assertEqual(self.verify().returncode, 0, kill)
            self.assertEqual(self.run_index().returncode, 0)
            self.assertEqual(contents(self.generation()), wanted, kill)
            self.no_build_is_left()
        print(f"F1: {kills} kills, {served['old']} left the old index and {served['new']} the new one, 0 lost; each next run made the same index")

    def test_f2_a_disk_that_fills_up(self):
        """At each part of a build, for an index that is there: the old one is served, and the next run is as any other."""
        self.run_index()
        size = size_of(self.index)
        shutil.rmtree(self.index)
        small = self.folder / "small"
        small.mkdir()
        if not mount(small, size * 4):
            print("SKIPPED: F2: a small disk can be mounted by root alone")
            self.skipTest("mount")
        self.addCleanup(subprocess.run, ["umount", "-l", small])
        self.index = small / "index"
        self.assertEqual(self.run_index().returncode, 0)
        before = os.readlink(self.index / "current")
        points = refused = 0
        parts = range(2, 100, 2) if IS_LONG else (10, 50, 90, 99)
        for part in parts:
            (self.reports / "new.txt").write_text(FEW[0].read_text().replace("Ashby", "Wexborough") + f"\nPart {part}.\n")
            ballast = small / "ballast"
            free = os.statvfs(small)
            with open(ballast, "wb") as file:
                file.truncate(0)
                left = max(0, free.f_bavail * free.f_frsize - size * 1024 * part // 100)
                os.posix_fallocate(file.fileno(), 0, left) if left else None
            run = self.run_index()
            points += 1
            if run.returncode != 0:
                refused += 1
                self.assertEqual(os.readlink(self.index / "current"), before, part)
                self.assertIn("No space left on device", run.stderr)
                self.assertEqual(run.stderr.count("cannot "), 1, run.stderr)
            self.assertEqual(self.verify().returncode, 0)
            ballast.unlink()
            self.assertEqual(self.run_index().returncode, 0)
            self.assertEqual(self.verify().returncode, 0)
            self.no_build_is_left()
            before = os.readlink(self.index / "current")
            for old in self.index.glob("gen-*"):
                if old.name != before:
                    shutil.rmtree(old)
        self.assertGreaterEqual(refused, points // 2)
        print(f"F2: {points} fill levels, {refused} runs refused, 0 indexes lost")

    def test_f5_two_runs_at_once(self):
        races = 100 if IS_LONG else 12
        busy = 0
        self.run_index()
        for race in range(races):
            (self.reports / f"more{race % 3}.txt").write_text(FEW[0].read_text() + f"\nRace {race}.\n")
            started = time.monotonic()
            both = [
                subprocess.Popen([FINDINGS, "index", "--index", self.index, self.reports], stderr=subprocess.PIPE, text=True,
                                 stdout=subprocess.DEVNULL) for _ in range(2)
            ]
            said = [one.communicate()[1] for one in both]
            statuses = sorted(one.returncode for one in both)
            self.assertIn(statuses, ([0, 0], [0, 5]), said)
            if statuses == [0, 5]:
                busy += 1
                self.assertTrue(any("another run is writing the index" in text for text in said), said)
            self.assertLess(time.monotonic() - started, 60)
            self.assertEqual(self.verify().returncode, 0)
        self.no_build_is_left()
        self.assertGreater(busy, 0)
        print(f"F5: {races} races, {busy} second runs turned away with status 5, index sound after each")

    def test_f6_flipped_bits(self):
        flips = 200 if IS_LONG else 60
        self.run_index()
        generation = self.generation()
        files = [file for file in sorted(generation.rglob("*")) if file.is_file() and file.name != "manifest.json" and file.stat().st_size]
        chance = random.Random(8)
        for _ in range(flips):
            file = chance.choice(files)
            at, bit = chance.randrange(file.stat().st_size), 1 << chance.randrange(8)
            file.chmod(file.stat().st_mode | stat.S_IWUSR)
            with open(file, "r+b") as bytes_of:
                bytes_of.seek(at)
                (byte,) = bytes_of.read(1)
                bytes_of.seek(at)
                bytes_of.write(bytes([byte ^ bit]))
                bytes_of.flush()
                found = self.verify()
                self.assertEqual(found.returncode, 4, (file, at, bit))
                self.assertIn(str(file.relative_to(generation)), found.stdout)
                bytes_of.seek(at)
                bytes_of.write(bytes([byte]))
        self.assertEqual(self.verify().returncode, 0)
        print(f"F6: {flips} bits flipped, {flips} found by findings verify")

    def test_f10_a_pdf_reader_that_fails_in_every_way(self):
        """Each is told with its reason, the other files are indexed, and the run ends with status 4."""
        ways = {
            "crash": "kill -SEGV $$",
            "abort": "kill -ABRT $$",
            "killed": "kill -KILL $$",
            "status": "exit 9",
            "silent": "exit 0",
            "rubbish": "head -c 100000 /dev/urandom",
            "endless": "exec yes",
            "bytes": "printf '\\377\\376\\000'",
        }
        if IS_LONG:
            ways["hang"] = "exec sleep 1000"
        (self.reports / "odd.pdf").write_bytes(b"%PDF-1.4\n1 0 obj\n")
        reader = self.folder / "findings-pdf"
        for way, script in ways.items():
            with self.subTest(way=way):
                shutil.rmtree(self.index, ignore_errors=True)
                reader.write_text(f"#!/bin/sh\nPATH=/usr/bin:/bin\n{script}\n")
                reader.chmod(0o755)
                run = self.run_index(env={**os.environ, "FINDINGS_PDF": str(reader)})
                self.assertEqual(run.returncode, 4, run.stderr)
                self.assertRegex(run.stderr, r"odd\.pdf: \w+")
                self.assertIn("indexed 3 reports", run.stdout)
                self.assertIn("could not read 1", run.stdout)
                self.assertIn("odd.pdf", findings("doctor", "--index", self.index).stdout)
                self.assertEqual(self.verify().returncode, 0)
        print(f"F10: {len(ways)} ways to fail, each told, 3 of 3 other reports indexed each time")

    def test_f11_files_that_come_and_go_while_they_are_read(self):
        os.mkfifo(self.reports / "pipe.txt")
        (self.reports / "loop.txt").symlink_to("loop.txt")
        (self.reports / "round").symlink_to(".")
        (self.reports / "gone.txt").symlink_to("nowhere.txt")
        with open(self.reports / "giant.txt", "wb") as giant:
            giant.truncate(1 << 32)
        is_over = threading.Event()

        def come_and_go():
            text = FEW[0].read_text()
            while not is_over.is_set():
                for number in range(20):
                    (self.reports / f"brief{number}.txt").write_text(text + str(number))
                for number in range(20):
                    (self.reports / f"brief{number}.txt").unlink()
                time.sleep(0.05)

        other = threading.Thread(target=come_and_go)
        other.start()
        runs = 40 if IS_LONG else 8
        try:
            for _ in range(runs):
                run = self.run_index("--prune", "--allow-shrink")
                self.assertIn(run.returncode, (0, 4), run.stderr)
                for odd in ("pipe.txt", "loop.txt", "gone.txt", "giant.txt"):
                    self.assertIn(odd, run.stderr)
                self.assertEqual(self.verify().returncode, 0)
        finally:
            is_over.set()
            other.join()
        print(f"F11: {runs} runs over files that come and go, a pipe, loops and a giant: 0 hung, index sound after each")

    def test_f12_a_share_that_is_gone(self):
        self.run_index()
        count = len(FEW)
        for file in self.reports.iterdir():
            file.unlink()
        kept = self.run_index()
        self.assertEqual(kept.returncode, 0, kept.stderr)
        self.assertIn(f"{count} reports kept whose file is gone", kept.stderr)
        refused = self.run_index("--prune")
        self.assertEqual(refused.returncode, 4)
        self.assertIn("--allow-shrink", refused.stderr)
        self.assertIn("is a folder not mounted?", refused.stderr)
        self.assertIn(f"{count} reports", findings("reports", "--index", self.index).stdout)
        self.assertEqual(self.run_index("--prune", "--allow-shrink").returncode, 0)
        self.assertEqual(findings("reports", "--index", self.index).returncode, 1)
        self.assertEqual(findings("rollback", "--index", self.index).returncode, 0)
        self.assertIn(f"{count} reports", findings("reports", "--index", self.index).stdout)
        self.assertIn(f"{count} reports kept", self.run_index().stderr)
        self.assertEqual(self.verify("--all").returncode, 0)
        print("F12: an emptied folder took nothing; --prune was refused, --allow-shrink was not, and rollback brought all back")


if __name__ == "__main__":
    main()
