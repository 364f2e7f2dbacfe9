# What Tab makes of a line in a shell at a terminal: zsh completions_test.zsh SHELL INDEX; findings is in $PATH.
zmodload zsh/zpty zsh/zselect
shell=$1 wrong=0
export FINDINGS_INDEX=$2 HOME=$(mktemp -d) TERM=dumb PS1='> ' LC_ALL=C.UTF-8
trap 'rm -rf $HOME' EXIT
cd $HOME
mkdir bin shelf && touch shelf/notes.txt && ln -s ${commands[findings]} bin/findings

findings completions $shell >_findings
case $shell in
  bash) zpty terminal bash --norc --noprofile; load='source ./_findings' ;;
  zsh) zpty terminal zsh -f; load='fpath=($HOME $fpath); autoload -U compinit; compinit -D -u' ;;
esac
said=

# Types keys and waits until the shell has made the file `typed`.
enter() {
  rm -f typed
  zpty -w -n terminal "$1"
  repeat 1000; do
    zpty -r -t terminal more && said+=$more
    [[ -s typed ]] && return
    zselect -t 1
  done
  print "$shell did not answer: $said"
  exit 1
}

# becomes LINE EXPECTED: LINE and Tab; its words in brackets. The '/' after a folder is gone where zsh has words follow.
becomes() {
  enter "$1"$'\t\x01printf "[%s]" \x05 >typed\r'
  local found=${$(<typed)//\/]/]}
  [[ $found == $2 ]] && return
  print -r -- "$shell: $1"$'\n'"  becomes  $found"$'\n'"  expected $2"
  wrong=1
}

enter "$load; PS1='> '; echo loaded >typed"$'\r'
becomes 'findings outl' '[findings][outline]'
becomes 'findings completions b' '[findings][completions][bash]'
becomes 'findings search "child care" --fra' '[findings][search][child care][--framework]'
becomes 'findings search --grade ina' '[findings][search][--grade][inadequate]'
becomes 'findings search --grade=ina' '[findings][search][--grade=inadequate]'
becomes 'findings search --facets area,gra' '[findings][search][--facets][area,grade]'
becomes 'findings report ilacs/q' '[findings][report][ilacs/quillshire/2024-01-26]'
becomes 'findings paragraph ilacs/q' '[findings][paragraph][ilacs/quillshire/2024-01-26#]'
becomes $'findings paragraph ilacs/q\tu10' '[findings][paragraph][ilacs/quillshire/2024-01-26#u10]'
becomes 'findings index she' '[findings][index][shelf]'
becomes 'findings search -o shelf/n' '[findings][search][-o][shelf/notes.txt]'
becomes 'findings search --output=shelf/n' '[findings][search][--output=shelf/notes.txt]'
becomes 'findings search --index=she' '[findings][search][--index=shelf]'
becomes '~/bin/findings outl' "[$HOME/bin/findings][outline]"
becomes 'findings search --grade zzz' '[findings][search][--grade][zzz]'
exit $wrong
