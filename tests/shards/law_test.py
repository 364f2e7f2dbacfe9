#!/usr/bin/env python3
"""One index, its shards in a folder and its shards over the wire give the same answers, to the last byte but for the last
digits of scores. law_test.py FINDINGS"""

import json
import os
import random
import re
import subprocess

from common import FINDINGS, ShardServer, ShardTest, index, main

SEEDS = range(150)
OTHER_VERBS = (
    "themes neglect --format json",
    "themes plans --unit word --format json",
    "matrix --rows area --columns grade --format json",
    "matrix drift --rows authority --columns year --test --format json",
    "concordance plans --sort R1,L1 --format json",
    "missing supervision --format json",
    "reports --grade good --format json",
    "facets plans --field authority --format json",
    "sample plans --size 7 --stratify grade --seed 3 --format json",
    "search plans --format csv",
    "search plans --format ndjson --sort index",
)


def words_of(database):
    """Words that are in some paragraphs, and one that is in none."""
    said = subprocess.run([FINDINGS, "search", "*", "--index", database, "--limit", "200", "--format", "json"],
                          capture_output=True, check=True, text=True).stdout
    texts = " ".join(hit["text"] for hit in json.loads(said)["hits"])
    return sorted(set(re.findall(r"\b[a-z]{4,}\b", texts))) + ["zyzzyva"]


def question(chance, words):
    """A question and options, as somebody might type them."""
    def leaf():
        word, other = chance.choice(words), chance.choice(words)
        return chance.choice([word, word, f"{word} {other}", f'"{word} {other}"', word[:4] + "*", f"{word} NEAR/6 {other}",
                              f"-{word} {other}", f"heading:{word}", f'phrase:"{word}"', f"({word} AND grade:good)", "*"])

    text = chance.choice([leaf(), f"{leaf()} OR {leaf()}", f"({leaf()}) {chance.choice(words)}"])
    options = ["--facets", "authority,area,grade,section,year", "--limit", str(chance.choice([3, 10, 40]))]
    options += chance.choice([[], [], ["--grade", "good"], ["--area", "leadership"], ["--band", "3", "--year", "2012..2020"]])
    # What weighs as one word in several forms weighs by Xapian's estimate of how many paragraphs have any of them, and the
    # estimates of shards do not add up to that of one index.
    orders = ["newest", "oldest", "authority", "grade", "index"]
    is_estimated = re.search(r"\w\*|phrase:", text)
    options += chance.choice([["--sort", "index"] if is_estimated else []] * 2 + [["--sort", chance.choice(orders)],
                              ["--sort", "random", "--seed", "5"]])
    options += chance.choice([[], [], ["--group", chance.choice(["report", "authority", "section"])], ["--offset", "2"]])
    options += chance.choice([[], ["--duplicates", "show"], ["--context", "1"], ["--table", "area,grade"]])
    return [text, *options]


class LawTest(ShardTest):
    def setUp(self):
        super().setUp()
        self.single = self.folder / "single"
        index(self.single, "--shards", "1")
        servers = [ShardServer(self, self.index, shard) for shard in range(1, self.shards + 1)]
        os.environ["FINDINGS_COMPANION"] = str(self.index)
        remote = "remote:" + ",".join(f"127.0.0.1:{server.port}" for server in servers)
        self.indexes = {"one": str(self.single), "shards here": str(self.index), "shards elsewhere": remote}

    def ask(self, arguments, place):
        """Its output and exit status. Scores differ in their last digits: the weights of alternatives are added in the
        order of their frequencies in the first shard."""
        done = subprocess.run([FINDINGS, *arguments, "--index", self.indexes[place]], capture_output=True, text=True)
        self.assertNotIn("Xapian", done.stderr)
        printed = done.stdout.replace(str(self.indexes[place]), "INDEX")
        return done.returncode, re.sub(r'("score": )([0-9.e-]+)', lambda m: m[1] + f"{float(m[2]):.9f}", printed)

    def check(self, arguments):
        expected = self.ask(arguments, "one")
        self.assertIn(expected[0], (0, 1), arguments)
        for place in ("shards here", "shards elsewhere"):
            with self.subTest(arguments=arguments, place=place):
                self.assertEqual(self.ask(arguments, place), expected)
        return expected[0]

    def test_generated_questions(self):
        words, found = words_of(self.single), 0
        for seed in SEEDS:
            found += self.check(["search", *question(random.Random(seed), words), "--format", "json"]) == 0
        self.assertGreater(found, len(SEEDS) // 3, "most questions find something")

    def test_every_verb_that_asks(self):
        for line in OTHER_VERBS:
            self.assertEqual(self.check(line.split()), 0, line)

    def test_paragraphs_by_their_citations(self):
        hits = json.loads(self.ask(["search", "plans", "--format", "json"], "one")[1])["hits"]
        for hit in hits[:5]:
            for verb in (["paragraph", hit["citation"], "--context", "2", "--format", "json"],
                         ["similar", hit["citation"], "--format", "json"], ["cite", hit["citation"]]):
                self.assertEqual(self.check(verb), 0)


if __name__ == "__main__":
    main()
