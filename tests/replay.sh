#!/usr/bin/env bash
# Replays what a person types and sees: replay.sh [--record] FINDINGS INDEX TRANSCRIPT.md
#
# Every code block of the page that has lines beginning "$ " is a transcript. Each such line is run by bash in an empty
# folder that has the sample reports at sample-index/reports and, if there is a folder INDEX, a copy of it where ./start
# would put it: build/sample-index, which FINDINGS_INDEX names. A command's files are there for the next. What stands
# below a command is what it must print, stdout and stderr together, and "[exit 1]" its status where that is not 0. The
# folder is the home of who types, and stands there as "~". A line "..." stands for any lines, or none. The set-up commands ./start and ./check are passed over.
#
# --record prints the page as it would be right: what no longer agrees is replaced by what was printed now.
set -u

record=false
[[ ${1-} == --record ]] && record=true && shift
findings=$(realpath "$1") index=$2 page=$3
source_tree=$(realpath "$(dirname "${BASH_SOURCE[0]}")/..")

room=$(mktemp -d)
trap 'rm -rf "$room"' EXIT
mkdir -p "$room/bin" "$room/here/build"
ln -s "$findings" "$room/bin/findings"
ln -s "$source_tree/sample-index" "$room/here/sample-index"
[[ -d $index ]] && cp -a "$index" "$room/here/build/sample-index"

# A world that is the same everywhere. ASAN_OPTIONS and the like go through.
unset XDG_DATA_HOME XDG_CACHE_HOME XDG_CONFIG_HOME NO_COLOR COLUMNS LANGUAGE LC_ALL LC_CTYPE
export PATH="$room/bin:$PATH" HOME="$room/here" FINDINGS_INDEX=build/sample-index LANG=C.UTF-8 TZ=UTC TERM=dumb

run() {
  (cd "$room/here" && bash -c "$1" </dev/null 2>&1) | sed "s|$room/here|~|g"
  local status=${PIPESTATUS[0]}
  ((status == 0)) || echo "[exit $status]"
}

# agrees EXPECTED ACTUAL: equal, where a line "..." agrees with any lines.
agrees() {
  local expected=$'\n'$1$'\n' rest=$'\n'$2$'\n' piece
  [[ $expected == *$'\n...\n'* ]] || { [[ $expected == "$rest" ]]; return; }
  piece=${expected%%$'\n...\n'*}
  [[ $rest == "$piece"$'\n'* ]] || return
  rest=${rest#"$piece"} expected=${expected#"$piece"$'\n...'}
  while [[ $expected == *$'\n...\n'* ]]; do
    piece=${expected%%$'\n...\n'*}
    [[ $rest == *"$piece"$'\n'* ]] || return
    rest=${rest#*"$piece"} expected=${expected#"$piece"$'\n...'}
  done
  [[ $rest == *"$expected" ]]
}

commands=0 failures=0
command='' command_line=0 expected=''

# Ends the command that is open, if any: runs it and compares. Blank lines at the end count for nothing.
finish() {
  [[ -n $command ]] || return 0
  local blank=${expected##*[!$'\n']} actual
  expected=${expected%"$blank"}
  if [[ $command == ./* ]]; then
    actual=$expected
  else
    commands=$((commands + 1))
    actual=$(run "$command")
    if agrees "$expected" "$actual"; then
      actual=$expected
    else
      failures=$((failures + 1))
      $record || {
        echo "$page:$command_line: \$ $command"
        diff -u <(printf '%s\n' "$expected") <(printf '%s\n' "$actual") | tail -n +3
      }
    fi
  fi
  $record && {
    printf '$ %s\n' "$command"
    [[ -z $actual ]] || printf '%s\n' "$actual"
    printf '%s' "${blank#$'\n'}"
  }
  command='' expected=''
}

line_number=0 in_block=false
while IFS= read -r line || [[ -n $line ]]; do
  line_number=$((line_number + 1))
  if [[ $line == '```'* ]]; then
    finish
    $in_block && in_block=false || in_block=true
  elif $in_block && [[ $line == '$ '* ]]; then
    finish
    command=${line#'$ '} command_line=$line_number
    continue
  elif [[ -n $command ]]; then
    expected+=$line$'\n'
    continue
  fi
  $record && printf '%s\n' "$line"
done <"$page"
finish

$record && exit 0
echo "$page: $((commands - failures)) of $commands commands print what the page shows"
((commands > 0 && failures == 0))
