#!/usr/bin/env bash
# What Tab offers in bash, with the script that findings prints: completions_test.sh FINDINGS INDEX. Where zsh or fish is
# installed, that they read theirs.
set -u
findings=$(realpath "$1") wrong=0
export FINDINGS_INDEX=$(realpath "$2")
PATH=$(dirname "$findings"):$PATH
compopt() { :; }  # it works only while readline completes
source <(findings completions bash) || exit 1

# offers WORD... -- EXPECTED...: the last word is the one that is being typed.
offers() {
  COMP_WORDS=(findings)
  while [[ $1 != -- ]]; do COMP_WORDS+=("$1"); shift; done
  shift
  COMP_CWORD=$((${#COMP_WORDS[@]} - 1))
  _findings
  [[ ${COMPREPLY[*]} == "$*" ]] && return
  printf '%s\n  offers   %s\n  expected %s\n' "${COMP_WORDS[*]}" "${COMPREPLY[*]}" "$*"
  wrong=1
}

offers outl -- outline
offers reports --fra -- --framework
offers search --grade ina -- inadequate
offers search neglect --authority th -- thornmere
offers search --area = ad -- adoption
offers search --sort = -- relevance newest oldest authority grade index random
offers search --facets area,gra -- area,grade
offers search --grade nothing-so -- 
offers report ilacs/q -- ilacs/quillshire/2024-01-26
offers paragraph ilacs/q -- 'ilacs/quillshire/2024-01-26#'
offers paragraph 'ilacs/quillshire/2024-01-26#u10' -- 'ilacs/quillshire/2024-01-26#u10'
offers help doc -- doctor
offers search --csv-g --
FINDINGS_INDEX=nowhere offers search --authority th --

cd "$(mktemp -d)" && touch notes.txt && mkdir notes
offers watch not -- notes notes.txt
offers search --index not -- notes

if command -v zsh >/dev/null; then
  findings completions zsh | zsh -n || { echo "zsh cannot read its script"; wrong=1; }
fi
if command -v fish >/dev/null; then
  found=$(fish -c "source (findings completions fish | psub); complete -C 'findings search --grade ina'" 2>&1)
  [[ $found == inadequate* ]] || { echo "fish offers: $found"; wrong=1; }
fi
exit $wrong
