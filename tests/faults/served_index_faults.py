#!/usr/bin/env python3
"""What befalls an index under a server: served_index_faults.py FINDINGS. Prints its counts. FINDINGS_LONG=1 is the long form."""

import json
import os
import shutil
import subprocess

from server_case import FINDINGS, IS_LONG, QUESTIONS, REPORTS, Server, ServerCase, free_port, main, wait_for


def edit_manifest(folder, change):
    manifest = folder / os.readlink(folder / "current") / "manifest.json"
    manifest.write_text(json.dumps(change(json.loads(manifest.read_text()))))


class ServedIndexFaults(ServerCase):
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
                # A server listens, and has no index, before it has read what there is.
                wait_for(lambda: server.lines(message), f"\"{message}\" is said")
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


if __name__ == "__main__":
    main()
