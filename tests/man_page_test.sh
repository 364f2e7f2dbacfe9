#!/usr/bin/env bash
# findings(1) has every verb, and every option its --help has: man_page_test.sh FINDINGS
set -u
findings=$1 page=$("$1" help --man) wrong=0
plain=${page//\\-/-}
verbs=$("$findings" help | sed -nE 's/^  ([a-z]+)  +.*/\1/p')
[[ $(wc -w <<<"$verbs") -gt 10 ]] || { echo "help lists few verbs: $verbs"; wrong=1; }
for verb in $verbs; do
  section=$(awk -v verb="$verb" '/^\.S[SH]/ { on = $2 == "findings" && $3 == verb } on' <<<"$plain")
  [[ -n $section ]] || { echo "no verb $verb"; wrong=1; }
  options=$("$findings" "$verb" --help | sed -nE 's/^  --([a-z-]+).*/\1/p')
  [[ -n $options ]] || { echo "$verb has no options"; wrong=1; }
  for option in $options; do
    [[ $section == *"\\fB--$option\\fR"* ]] || { echo "$verb: no option --$option"; wrong=1; }
  done
  examples=$(grep -c '^\.EX' <<<"$section")
  ((examples >= 2)) || { echo "$verb has $examples examples"; wrong=1; }
done
if command -v groff >/dev/null; then
  complaints=$(groff -man -ww -Tutf8 <<<"$page" 2>&1 >/dev/null)
  [[ -z $complaints ]] || { echo "$complaints"; wrong=1; }
fi
exit $wrong
