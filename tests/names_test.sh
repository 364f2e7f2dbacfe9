#!/usr/bin/env bash
# No two headers of one program give the same name to a type: the linker would take one's functions for the other's and say
# nothing. findings-pdf (indexer/pdf) is a program of its own; bench and server/http have namespaces.
cd "$(dirname "${BASH_SOURCE[0]}")/.."
twice=$(grep -hoE '^(struct|class|enum class) [A-Z][A-Za-z0-9]* *[{:]' schema/*.h searcher/*.h indexer/*.h server/*.h server/api/*.h server/pages/*.h cli/*.h |
  awk '{print $(NF > 2 && $2 == "class" ? 3 : 2)}' | tr -d '{:' | sort | uniq -d)
[[ -z $twice ]] || { echo "two headers define $twice" >&2; exit 1; }
