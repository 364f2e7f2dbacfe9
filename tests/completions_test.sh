#!/usr/bin/env bash
# What Tab offers in bash, zsh and fish, as far as they are installed, with the scripts that findings prints:
# completions_test.sh FINDINGS INDEX.
set -u
findings=$(realpath "$1") here=$(realpath "$(dirname "$0")") wrong=0
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

room=$(mktemp -d)
trap 'rm -rf "$room"' EXIT
cd "$room" && touch notes.txt && mkdir notes
offers watch not -- notes notes.txt
offers search --index not -- notes

# At a terminal, keys and all.
if command -v zsh >/dev/null; then
  for shell in bash zsh; do zsh "$here/completions_test.zsh" "$shell" "$FINDINGS_INDEX" || wrong=1; done
fi

# fish_offers LINE EXPECTED: the lines of EXPECTED, without what is said of each.
fish_offers() {
  local found
  found=$(fish -c "source findings.fish; complete -C \$argv[1]" "$1" 2>&1 | cut -f 1)
  [[ $found == "$2" ]] && return
  printf 'fish: %s\n  offers   %s\n  expected %s\n' "$1" "$found" "$2"
  wrong=1
}
if command -v fish >/dev/null; then
  findings completions fish >findings.fish
  export HOME=$room
  mkdir bin && ln -s "$findings" bin/findings
  fish_offers 'findings outl' outline
  fish_offers 'findings completions b' bash
  fish_offers "findings search 'child care' --fra" --framework
  fish_offers 'findings search --grade ina' inadequate
  fish_offers 'findings search --grade=ina' --grade=inadequate
  fish_offers 'findings search --facets area,gra' area,grade
  fish_offers 'findings paragraph ilacs/q' 'ilacs/quillshire/2024-01-26#'
  fish_offers 'findings paragraph ilacs/quillshire/2024-01-26#u10' 'ilacs/quillshire/2024-01-26#u10'
  fish_offers 'findings watch no' $'notes.txt\nnotes/'
  fish_offers 'findings search --index=no' --index=notes/
  fish_offers '~/bin/findings outl' outline
  fish_offers 'findings search --grade zzz' ''
fi
exit $wrong
