// findings completions SHELL: a script for a shell. What it offers comes from findings complete WORD..., so that a
// newer findings or index needs no newer script.
#include <iostream>

#include "cli/options.h"
#include "cli/verbs.h"

namespace findings {
namespace {

constexpr std::string_view bash_script =
    R"(# bash completion of findings: source it, or put it into /etc/bash_completion.d
_findings() {
  local IFS=$'\n' line cur=${COMP_WORDS[COMP_CWORD]}
  [[ $cur == = ]] && cur=
  COMPREPLY=()
  while IFS= read -r line; do
    case $line in
      :files) compopt -o filenames; COMPREPLY+=($(compgen -f -- "$cur")) ;;
      :folders) compopt -o filenames; COMPREPLY+=($(compgen -d -- "$cur")) ;;
      *) COMPREPLY+=("${line%%$'\t'*}") ;;
    esac
  done < <("${COMP_WORDS[0]/#\~\//$HOME/}" complete -- "${COMP_WORDS[@]:1:COMP_CWORD}" 2>/dev/null)
  [[ ${#COMPREPLY[@]} == 1 && ${COMPREPLY[0]} == *'#' ]] && compopt -o nospace
}
complete -F _findings findings
)";

constexpr std::string_view zsh_script = R"(#compdef findings
# zsh completion of findings: put it as _findings into a folder of $fpath
_findings() {
  local line
  local -a offers together
  while IFS= read -r line; do
    case $line in
      :files) compset -P '--*='; _files; return ;;
      :folders) compset -P '--*='; _files -/; return ;;
      *) offers+=("${${line%%$'\t'*}//:/\\:}:${line#*$'\t'}") ;;
    esac
  done < <(${~${(Q)words[1]}} complete -- "${(@Q)words[2,CURRENT]}" 2>/dev/null)
  [[ ${offers[1]-} == *'#:'* ]] && together=(-S '')
  _describe findings offers "${together[@]}"
}
if [[ $funcstack[1] == _findings ]]; then _findings; else compdef _findings findings; fi
)";

constexpr std::string_view fish_script =
    R"(# fish completion of findings: put it as findings.fish into ~/.config/fish/completions
function __findings_complete
    set -l words (commandline -opc)
    set -l current (commandline -ct)
    set -l option (string match -r -- '^--[^=]*=' "$current")
    set -l value (string replace -r -- '^--[^=]*=' '' "$current")
    set words[1] (string replace -r -- '^~/' "$HOME/" $words[1])
    for line in ($words[1] complete -- $words[2..-1] "$current" 2>/dev/null)
        switch $line
            case :files
                printf '%s\n' "$option"(__fish_complete_path "$value")
            case :folders
                printf '%s\n' "$option"(__fish_complete_directories "$value")
            case '*'
                echo $line
        end
    end
end
complete -c findings -f -a '(__findings_complete)'
)";

Exit completions(const Given& given) {
  const std::string shell = given.words().size() == 1 ? given.words().front() : "";
  if (shell == "bash")
    std::cout << bash_script;
  else if (shell == "zsh")
    std::cout << zsh_script;
  else if (shell == "fish")
    std::cout << fish_script;
  else
    throw Error("completions knows bash, zsh and fish",
                "findings completions bash >findings.bash; source findings.bash");
  return Exit::found;
}

}  // namespace

Verb completions_verb() {
  return {"completions",
          "Setting up",
          "print a script that completes verbs, options and values in a shell",
          "bash | zsh | fish",
          {{"source <(findings completions bash)", "for this bash"},
           {"findings completions zsh >~/.zsh/_findings", "for every zsh that has ~/.zsh in its $fpath"},
           {"findings completions fish >~/.config/fish/completions/findings.fish", "for every fish"}},
          "Verbs and options come from findings, values (authorities, grades, reports ...) from the index.",
          {{"Options", {}}},
          completions,
          Offers::choices,
          "bash zsh fish"};
}

}  // namespace findings
