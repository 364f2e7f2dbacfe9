# What the parts of bench/run share. For bash; a part begins so:
#
#   source "$(dirname "${BASH_SOURCE[0]}")/lib.sh"
#   part NAME "$@"          its arguments: [--short] [RUNS]
#
# It prints its section as Markdown, and leaves it with figures for charts (NAME.tsv) and what was promised
# (NAME.promised) in build/bench/results, where bench/run puts the page together.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
source cmake/setup.sh

results=$PWD/build/bench/results
kept=$PWD/build/bench/kept  # corpora, and what peers made of them

# part NAME [--short] [RUNS]: sets name, short, runs, build, reports, room, and the programs. What the part prints from
# here on is its section.
part() {
  name=$1 short=
  [[ ${2-} != --short ]] || { short=1; set -- "$1" "${@:3}"; }
  runs=${2:-$([[ -n $short ]] && echo 1 || echo 3)}
  [[ $runs =~ ^[1-9][0-9]*$ ]] || fail "[--short] [RUNS]: $runs is no number of runs"
  build=${FINDINGS_BUILD:-build/release}
  reports=${FINDINGS_REPORTS:-../shared/reports}
  room=$(mktemp -d)
  trap finish EXIT
  mkdir -p "$results" "$kept"
  : >"$results/$name.tsv"
  : >"$results/$name.promised"
  exec > >(tee "$results/$name.md")
  section=$!
}

started=() at_end=()  # processes to end, and commands
finish() {
  local what
  for what in "${at_end[@]}"; do $what; done
  for what in "${started[@]}"; do kill "$what" 2>/dev/null || true; done
  rm -rf "$room"
  exec >&-
  wait "$section" || true
}

# needs PACKAGE...: from Debian, installed where they are missing.
needs() { install_missing "${packages[@]}" "$@" >&2; }

# built TARGET...: the released program and these; sets findings and reader.
built() {
  if [[ -e $build/CMakeCache.txt ]]; then
    cmake -B "$build" >/dev/null  # a library may have come since
  else
    cmake --preset release -B "$build" -DBUILD_TESTING=OFF >/dev/null
  fi
  cmake --build "$build" --target findings findings-pdf "$@" >&2
  findings=$(realpath "$build/cli/findings") reader=$(realpath "$build/cli/findings-pdf")
}
tool() { "$build/bench/bench_$1" "${@:2}"; }
say() { printf '%s: %s\n' "$name" "$*" >&2; }

# ---- measuring -----------------------------------------------------------------------------------------------------

declare -A seconds cpu megabytes  # of each task, a list

# measure TASK COMMAND...: one run; what it prints goes to $room/said. `findings index` ends with 4 where a file could not
# be read, which is no failure.
measure() {
  local task=$1 wall user system peak
  /usr/bin/time -o "$room/time" -f '%e %U %S %M' "${@:2}" >"$room/said" 2>&1 ||
    { grep -q 'status 4' "$room/time" || { tail -n 5 "$room/said" >&2; fail "$task failed"; }; }
  read -r wall user system peak < <(tail -n 1 "$room/time")
  seconds[$task]+="$wall " cpu[$task]+="$(awk "BEGIN {print $user + $system}") " megabytes[$task]+="$((peak / 1024)) "
}

# peak_together COMMAND...: megabytes that its processes hold together, looked at every 0.05 s, or $every: they have a
# session of their own. What several share is counted once.
peak_together() {
  local most=0 sum leader
  setsid "$@" >"$room/said" 2>&1 &
  leader=$!
  while kill -0 "$leader" 2>/dev/null; do
    sum=$(for pid in $(ps -o pid= -s "$leader"); do cat "/proc/$pid/smaps_rollup" 2>/dev/null || true; done |
      awk '/^Pss:/ {sum += $2} END {print int(sum / 1024)}')
    ((sum <= most)) || most=$sum
    sleep "${every:-0.05}"
  done
  wait "$leader" || [[ $? == 4 ]] || { tail -n 5 "$room/said" >&2; fail "$1 failed"; }
  echo "$most"
}

sorted() { tr ' ' '\n' <<<"$1" | grep . | sort -g; }
median() {
  sorted "$1" |
    awk '{all[NR] = $1} END {printf "%.6g", NR % 2 ? all[(NR + 1) / 2] : (all[NR / 2] + all[NR / 2 + 1]) / 2}'
}
range() { sorted "$1" | awk 'NR == 1 {first = $1} {last = $1} END {print first " to " last}'; }
most() { sorted "$1" | tail -n 1; }
ratio() { awk -v a="$1" -v b="$2" 'BEGIN {printf "%.2f", a / (b > 0 ? b : 0.01)}'; }
calculate() { awk "BEGIN {printf \"${2:-%.2f}\", $1}"; }
holds() { awk "BEGIN {exit !($1)}" && echo yes || echo "**no**"; }
bytes_of() { du -sb "$@" | awk '{sum += $1} END {print sum}'; }
in_megabytes() { calculate "$1 / 1e6" '%.0f MB'; }

# ---- writing -------------------------------------------------------------------------------------------------------

row() { printf '| %s ' "$@"; echo '|'; }
# timed WHAT TASK: a row of task, median, range, CPU time, largest process.
timed() {
  row "$1" "$(median "${seconds[$2]}") s" "$(range "${seconds[$2]}") s" "$(median "${cpu[$2]}") s" \
    "$(most "${megabytes[$2]}") MB"
}
timed_head() { row "$1" median range "CPU time" "largest process"; row --- ---: ---: ---: ---:; }

# figure FIELD...: a line for the charts.
figure() { (IFS=$'\t'; echo "$*") >>"$results/$name.tsv"; }

# promise ISSUE WHAT MEASURED CONDITION: a row of the table at the end of the page; awk decides the condition.
promise() { row "$1" "$2" "$3" "$(holds "$4")" >>"$results/$name.promised"; }

# ceiling: the same; where it does not hold, the part fails in the end (by `keeps_ceilings`).
ceiling() { promise "$@"; [[ $(holds "$4") == yes ]] || above+="${above:+; }$2: $3"; }
above=
keeps_ceilings() { [[ -z $above ]] || fail "above a ceiling: $above"; }

# ---- made corpora --------------------------------------------------------------------------------------------------

# Named by what makes them, so that one made otherwise is not measured; others go.
corpora() {
  local digest
  digest=$(cat bench/{made_,make_,generate,export,sqlite,postgres,shape}* indexer/{write,documents,copies,members,phrase}* \
    indexer/glass/* schema/*.h schema/{texts_writer,columns}.cpp searcher/vocabulary/synonyms.txt | sha256sum | cut -c 1-12)
  find "$kept" -mindepth 1 -maxdepth 1 ! -name "$digest" -exec rm -rf {} +
  mkdir -p "$kept/$digest"
  echo "$kept/$digest"
}

# made_index SIZE: an index of so many made paragraphs, with its export; prints its folder.
made_index() {
  local folder
  folder=$(corpora)/made-$1
  if [[ ! -e $folder/exported/done ]]; then
    say "making $1 paragraphs in $folder"
    rm -rf "$folder"
    mkdir -p "$folder"
    tool generate "$folder/index" "$1" >&2
    tool export "$folder/index" "$folder/exported"
    touch "$folder/exported/done"
  fi
  echo "$folder"
}

# made_texts SIZE: reports of so many made paragraphs as text files; prints their folder.
made_texts() {
  local folder
  folder=$(corpora)/texts-$1
  if [[ ! -e $folder.done ]]; then
    rm -rf "$folder"
    tool texts "$folder" "$1" >&2
    touch "$folder.done"
  fi
  echo "$folder"
}
