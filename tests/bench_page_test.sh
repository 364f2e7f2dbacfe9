#!/usr/bin/env bash
# What the parts of bench/run make of figures: medians, promises that hold or do not, and charts.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
source bench/lib.sh
room=$(mktemp -d)
trap 'rm -rf "$room"' EXIT
results=$room name=page

wrong=0
# is WHAT EXPECTED FOUND
is() { [[ $2 == "$3" ]] || { printf '%s: expected "%s", found "%s"\n' "$@" >&2; wrong=1; }; }

is "the median of an odd number" 9 "$(median "10 9 0.5")"
is "the median of an even number" 2.5 "$(median "10 2 3 1 ")"
is "the range" "0.5 to 10" "$(range "9 10 0.5")"
is "a ratio" 2.50 "$(ratio 5 2)"
is "a ratio to nothing" 500.00 "$(ratio 5 0)"

promise 7 "it is fast" "3 s" "3 < 2"
promise 7 "it is small" "3 MB" "3 < 500"
is "promises" $'| 7 | it is fast | 3 s | **no** |\n| 7 | it is small | 3 MB | yes |' "$(cat "$room/page.promised")"
ceiling 7 "it stays small" "3 MB" "3 < 500"
is "a ceiling that holds" "" "$(keeps_ceilings 2>&1)"
ceiling 7 "it stays small" "900 MB" "900 < 500"
is "a ceiling that does not" "$0: above a ceiling: it stays small: 900 MB" "$(keeps_ceilings 2>&1 || true)"

measure sleeps sh -c 'sleep 0.1; exit 4'  # as findings index does where a file could not be read
is "a task takes its time" yes "$(holds "${seconds[sleeps]} >= 0.1")"
is "a task that fails" "$0: breaks failed" "$( (measure breaks sh -c 'exit 1') 2>&1 || true)"
memory=$(every=0.01 peak_together python3 -c 'import time; held = bytearray(50_000_000); time.sleep(0.5)')
is "what a task holds" yes "$(holds "$memory >= 50 && $memory < 90")"

# Of an engine's two ways the faster is drawn, and every engine is named beside its line.
for size in 10000 100000; do
  printf 'made_%s\t%s\tcounted\tto\t9\t%s\t3\t%s\t1\t2\t1\n' $size $size Findings 1.5 $size $size "SQLite FTS5, one" 40 \
    $size $size "SQLite FTS5, other & last" 30
done >"$room/answering.tsv"
printf 'seconds\t%s\t%s\t1\n' findings-pdf 3 pdf 6 pdf-omindex 30 pdf-recoll 60 one 1 one-omindex 0.2 one-recoll 0.5 \
  >"$room/indexing.tsv"
python3 bench/draw "$room" "$room/charts"
python3 - "$room/charts" <<'END' || wrong=1
import pathlib, sys, xml.etree.ElementTree as tree
charts = {file.stem: file for file in pathlib.Path(sys.argv[1]).iterdir()}
assert set(charts) == {"answering-counted-common", "answering-matches", "indexing-one", "indexing-pdfs"}, charts
for file in charts.values():
    drawn = tree.parse(file).getroot()
    assert drawn.find("{*}title").text and "prefers-color-scheme: dark" in drawn.find("{*}style").text, file
def texts(name): return [text.text for text in tree.parse(charts[name]).iter("{http://www.w3.org/2000/svg}text")]
assert {"milliseconds", "paragraphs indexed", "Findings", "SQLite FTS5", "10,000", "100,000"} <= set(texts("answering-counted-common"))
assert {"seconds", "omindex (Xapian)", "30", "60"} <= set(texts("indexing-pdfs")), texts("indexing-pdfs")
lines = list(tree.parse(charts["answering-counted-common"]).iter("{http://www.w3.org/2000/svg}polyline"))
assert len(lines) == 2, lines
END
exit $wrong
