#!/usr/bin/env bash
# What replay.sh accepts and what it refuses, with echo in the place of findings.
set -u
here=$(dirname "${BASH_SOURCE[0]}") page=$(mktemp --suffix=.md) wrong=0
trap 'rm -f "$page"' EXIT

replay() {
  printf '```\n%s\n```\n' "$1" >"$page"
  bash "$here/replay.sh" /bin/echo none "$page" >/dev/null
}
accepts() { replay "$2" || { echo "refused, although $1"; wrong=1; }; }
refuses() { ! replay "$2" || { echo "accepted, although $1"; wrong=1; }; }

accepts "the output is the same" $'$ findings one two\none two'
accepts "there is a blank line before the next command" $'$ findings one\none\n\n$ findings two\ntwo'
accepts "the status is given" $'$ findings one; exit 3\none\n[exit 3]'
accepts "stderr is output too" $'$ findings one >&2\none'
accepts "set-up commands are passed over" $'$ ./start\nanything\n$ findings one\none'
accepts "files stay from one command to the next" $'$ findings one >kept\n$ cat kept\none'
accepts "the folder's name is another each time" $'$ pwd\n~'
accepts "any lines may stand for ..." $'$ printf "a\\nb\\nc\\nd\\n"\na\n...\nd'
accepts "no line may stand for ..." $'$ printf "a\\nb\\n"\na\n...\nb'
accepts "lines may be left out at both ends" $'$ printf "a\\nb\\nc\\n"\n...\nb\n...'
accepts "it prints nothing and nothing is expected" $'$ true'

refuses "the output differs" $'$ findings one\ntwo'
refuses "a line is missing" $'$ printf "a\\nb\\n"\na'
refuses "a line is not printed" $'$ findings a\na\nb'
refuses "the status is not given" $'$ findings one; exit 3\none'
refuses "the status is another" $'$ exit 3\n[exit 2]'
refuses "the lines are in another order" $'$ printf "a\\nb\\nc\\n"\n...\nc\n...\nb\n...'
refuses "half a line agrees" $'$ printf "ab\\nc\\n"\na\n...\nc'
refuses "the end is missing" $'$ printf "a\\nb\\n"\na\n...\nc'
refuses "there is no command on the page" 'some text'
refuses "a pattern of the shell stands for itself" $'$ findings abc\na*'

recorded() {
  printf '%s\n' 'Text.' '```' '$ findings one' 'two' '' '$ printf "a\nb\n"' '...' 'b' '```' 'More.' >"$page"
  bash "$here/replay.sh" --record /bin/echo none "$page"
}
[[ $(recorded) == $'Text.\n```\n$ findings one\none\n\n$ printf "a\\nb\\n"\n...\nb\n```\nMore.' ]] ||
  { echo "recorded something else:"; recorded; wrong=1; }
exit $wrong
