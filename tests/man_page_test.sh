#!/usr/bin/env bash
# findings(1) names every verb, and each verb's page has every option of its --help: man_page_test.sh FINDINGS
# [PAGE...] are pages that are made otherwise.
set -u
findings=$1 wrong=0
shift
complain() { printf '%s\n' "$*"; wrong=1; }

# lint NAME PAGE: neither groff nor mandoc has anything to say. mandoc would have lines of 80 bytes (a STYLE).
lint() {
  local said=
  command -v groff >/dev/null && said+=$(groff -t -man -ww -Tutf8 <<<"$2" 2>&1 >/dev/null)
  command -v mandoc >/dev/null && said+=$(mandoc -Tlint -Wwarning <<<"$2" 2>&1)
  [[ -z $said ]] || complain "$1: $said"
}

first=$("$findings" help --man) || complain "there is no findings(1)"
lint 'findings(1)' "$first"
verbs=$("$findings" help | sed -nE 's/^  ([a-z]+)  +.*/\1/p')
[[ $(wc -w <<<"$verbs") -gt 10 ]] || complain "help lists few verbs: $verbs"
for verb in $verbs; do
  [[ $first == *".BR findings\\-$verb (1)"* ]] || complain "findings(1) does not name $verb"
  page=$("$findings" help --man "$verb") || complain "$verb has no page"
  lint "findings-$verb(1)" "$page"
  plain=${page//\\-/-}
  options=$("$findings" "$verb" --help | sed -nE 's/^  --([a-z-]+).*/\1/p')
  [[ -n $options ]] || complain "$verb has no options"
  for option in $options; do
    [[ $plain == *"\\fB--$option\\fR"* ]] || complain "$verb: no option --$option"
  done
  (($(grep -c '^\.EX' <<<"$page") >= 2)) || complain "$verb has fewer than two examples"
done
for file in "$@"; do lint "$file" "$(<"$file")"; done
"$findings" help --man nosuch >/dev/null 2>&1 && complain "a verb that is none has a page"
exit $wrong
