#!/usr/bin/python3
"""bench/once.py FINDINGS INDEX RUNS MOST-MS [SQLITE-FILE]: what one question takes from the start of a process to its end, as
Markdown with what is promised: `findings search` with five facets and ten hits, beside a process that does nothing,
Xapian's own command line (quest: ten hits, no facet), and sqlite3 with a GROUP BY a facet over the file bench_sqlite
made of the same index. Programs take turns. Cold: the files of the index were put out of memory before; programs and
libraries are warm. Rows of promises follow the table, for bench/command to part from it.
"""
import json
import os
import statistics
import subprocess
import sys
import time

facets = ["authority", "area", "grade", "framework", "year"]
questions = ["drift", "to"]  # a rare word and one of three quarters, which the stemmers of all three take alike


def sql(word):
    match = f"words MATCH '{word}'"
    lines = [
        "SELECT citation, text FROM (SELECT words.rowid AS id FROM words WHERE "
        f"{match} ORDER BY rank LIMIT 10) AS best JOIN texts ON texts.id = best.id;",
        f"CREATE TEMP TABLE matched AS SELECT facets.* FROM words JOIN facets ON facets.id = words.rowid WHERE {match};",
    ]
    for facet in facets:
        lines.append(
            f"SELECT name, n FROM (SELECT {facet} AS value, count(*) AS n FROM temp.matched GROUP BY {facet}) AS counted "
            f"JOIN value_{facet} AS names ON names.id = value ORDER BY n DESC;")
    return "\n".join(lines)


def search(findings, index, word, *more):
    return [findings, "search", "--index", index, "--facets", ",".join(facets), *more, word]


def engines(findings, index, database, word):
    db = os.path.join(index, "current", "db")
    found = [("nothing (/bin/true)", ["/bin/true"], []),
             ("Findings, five facets", search(findings, index, word), [index]),
             ("quest, no facets", ["quest", f"--db={db}", "--stemmer=english", word], [db])]
    if database:
        found.append(("sqlite3, a GROUP BY a facet", ["sqlite3", "-readonly", database, sql(word)], [database]))
    return found


def evict(places):
    for place in places:
        place = os.path.realpath(place)
        files = [place] if os.path.isfile(place) else [
            os.path.join(folder, file) for folder, _, names in os.walk(place) for file in names]
        for file in files:
            descriptor = os.open(file, os.O_RDONLY)
            os.posix_fadvise(descriptor, 0, 0, os.POSIX_FADV_DONTNEED)
            os.close(descriptor)


def timed(command):
    """Milliseconds until it ended, and those of the processor."""
    quiet = [(os.POSIX_SPAWN_OPEN, 1, "/dev/null", os.O_WRONLY, 0)]
    begin = time.perf_counter()
    _, status, used = os.wait4(os.posix_spawnp(command[0], command, os.environ, file_actions=quiet), 0)
    wall = time.perf_counter() - begin
    if status != 0:
        sys.exit(f"bench/once: {command[0]} failed")
    return 1000 * wall, 1000 * (used.ru_utime + used.ru_stime)


def check_alike(findings, index, database, word):
    """How many are found; ends where sqlite3 does not count what Findings counts."""
    printed = subprocess.run(search(findings, index, word, "--format", "json"), check=True, capture_output=True, text=True).stdout
    results = json.loads(printed)
    ours = {value["value"]: value["paragraphs"] for facet in results["facets"] if facet["field"] == "grade"
            for value in facet["values"]}
    if database:
        rows = subprocess.run(["sqlite3", "-readonly", database, sql(word)], check=True, capture_output=True,
                              text=True).stdout.splitlines()
        theirs = dict(row.rsplit("|", 1) for row in rows if row.rsplit("|", 1)[0] in ours)
        if {name: str(count) for name, count in ours.items()} != theirs:
            sys.exit(f"bench/once: sqlite3 counts {theirs} for {word}, Findings {ours}")
    return results["found"]["paragraphs"]


def main():
    if len(sys.argv) not in (5, 6):
        sys.exit(__doc__)
    findings, index, runs, most = sys.argv[1], sys.argv[2], int(sys.argv[3]), float(sys.argv[4])
    database = sys.argv[5] if len(sys.argv) > 5 else None
    slowest = {"warm": 0.0, "cold": 0.0}
    print("| one question a process, ten hits | found | program | warm | range | CPU time | cold |\n"
          "| --- | ---: | --- | ---: | ---: | ---: | ---: |")
    for word in questions:
        found = check_alike(findings, index, database, word)
        programs = engines(findings, index, database, word)
        warm, cpu, cold = [[[] for _ in programs] for _ in range(3)]
        for run in range(runs + 1):
            for i, (_, command, _) in enumerate(programs):
                wall, used = timed(command)
                if run > 0:  # the first one warms
                    warm[i].append(wall)
                    cpu[i].append(used)
        for _ in range(max(3, runs // 2)):
            for i, (_, command, places) in enumerate(programs):
                evict(places)
                cold[i].append(timed(command)[0])
        for i, (name, _, _) in enumerate(programs):
            middle = {"warm": statistics.median(warm[i]), "cold": statistics.median(cold[i])}
            if name.startswith("Findings"):
                slowest = {how: max(slowest[how], middle[how]) for how in slowest}
            label = f"`{word}` | {found}" if i == 0 else " | "
            print(f"| {label} | {name} | {middle['warm']:.1f} ms | {min(warm[i]):.1f} to {max(warm[i]):.1f} ms | "
                  f"{statistics.median(cpu[i]):.1f} ms | {middle['cold']:.1f} ms |")
    for how, time_taken in slowest.items():
        print(f"promised\tfindings search, five facets, {how}, within {most:.0f} ms of its start\t{time_taken:.1f} ms\t"
              f"{time_taken} < {most}")


main()
