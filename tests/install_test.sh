#!/usr/bin/env bash
# What is installed works for a stranger, wherever the prefix is moved to: install_test.sh BUILD COMPILER SAMPLE-INDEX
set -euo pipefail
source_tree=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
build=$1 compiler=$2 index=$(realpath "$3")

room=$(mktemp -d)
trap 'rm -rf "$room"' EXIT
fail() { printf 'install_test: %s\n' "$*" >&2; exit 1; }
expect() { [[ $2 == *"$1"* ]] || fail "expected \"$1\" in: $2"; }

cmake --install "$build" --prefix "$room/first" >"$room/install.log" || { cat "$room/install.log"; fail "it does not install"; }
mkdir "$room/moved"
mv "$room/first" "$room/moved/prefix"
prefix=$room/moved/prefix

# The programs: findings finds findings-pdf. Broken as this PDF is (it has no table of places), MuPDF reads it.
expect "findings 0" "$("$prefix/bin/findings" --version)"
cat >"$room/letter.pdf" <<'PDF'
%PDF-1.4
1 0 obj <</Type /Catalog /Pages 2 0 R>> endobj
2 0 obj <</Type /Pages /Kids [3 0 R] /Count 1>> endobj
3 0 obj <</Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R
  /Resources <</Font <</F <</Type /Font /Subtype /Type1 /BaseFont /Helvetica>>>>>>>> endobj
4 0 obj <</Length 98>> stream
BT /F 12 Tf 72 700 Td (Plans for children are reviewed on time and children know their plans.) Tj ET
endstream endobj
trailer <</Root 1 0 R>>
startxref
0
%%EOF
PDF
expect "reviewed on time" "$(env -u FINDINGS_PDF "$prefix/bin/findings" outline "$room/letter.pdf" --format json)"

# Every library is named by the program that has it.
versions=$("$prefix/bin/findings" --version)
for library in Xapian ICU OpenSSL libzip cpp-httplib MuPDF FreeType libseccomp; do expect "$library " "$versions"; done
[[ $(wc -l <<<"$versions") == 3 ]] || fail "not three programs: $versions"

# A page for each verb, completions, services and what they are told, in their places.
for file in share/man/man1/findings.1 share/man/man1/findings-search.1 share/man/man1/findings-doctor.1 \
  share/bash-completion/completions/findings share/zsh/vendor-completions/_findings share/fish/vendor_completions.d/findings.fish \
  lib/systemd/system/findings.service lib/systemd/system/findings-index.service lib/systemd/system/findings-index.timer \
  lib/sysusers.d/findings.conf lib/tmpfiles.d/findings.conf etc/findings/serve.toml etc/findings/index.env \
  share/doc/findings/install.md share/doc/findings/changelog share/doc/findings/examples/nginx.conf; do
  [[ -s $prefix/$file ]] || fail "$file is not installed"
done
for verb in $("$prefix/bin/findings" help | sed -nE 's/^  ([a-z]+)  +.*/\1/p'); do
  [[ -s $prefix/share/man/man1/findings-$verb.1 ]] || fail "findings-$verb(1) is not installed"
done
! grep -r '@[a-z]*@' "$prefix/lib/systemd" "$prefix/etc" || fail "a template was not filled in"

# findings finds findings-full, which serves and packs.
expect "listen = '127.0.0.1:8080'" "$("$prefix/bin/findings" serve --print-config)"
expect "files in $room/pack" "$("$prefix/bin/findings" pack --index "$index" drift -o "$room/pack")"

# The library, by a project that knows the prefix alone. Every header compiles by itself.
mkdir "$room/project"
cp "$prefix"/share/doc/findings/example/{CMakeLists.txt,ask.cpp} "$room/project"
cat >>"$room/project/CMakeLists.txt" <<'CMAKE'
file(GLOB_RECURSE headers RELATIVE ${INSTALLED}/include/findings ${INSTALLED}/include/findings/*.h)
foreach(header ${headers})
  string(MAKE_C_IDENTIFIER ${header} name)
  file(CONFIGURE OUTPUT ${name}.cpp CONTENT "#include \"${header}\"\n#include \"${header}\"\n")
  list(APPEND sources ${CMAKE_BINARY_DIR}/${name}.cpp)
endforeach()
add_library(each_header OBJECT ${sources})
target_link_libraries(each_header PRIVATE findings::searcher)
CMAKE
cmake -G Ninja -S "$room/project" -B "$room/build" -DCMAKE_CXX_COMPILER="$compiler" \
  -DCMAKE_CXX_FLAGS="-Wall -Wextra" -DCMAKE_COMPILE_WARNING_AS_ERROR=ON -DCMAKE_PREFIX_PATH="$prefix" -DINSTALLED="$prefix" >"$room/log" 2>&1 &&
  cmake --build "$room/build" >>"$room/log" 2>&1 || { cat "$room/log"; fail "a stranger cannot build with it"; }

# What the example prints is what the command line finds.
ask() { "$room/build/ask" "$@"; }
search() { "$prefix/bin/findings" search "$@" --area looked-after-children --index "$index"; }
answer=$(ask "$index" 'neglect OR drift')
expect "$(search 'neglect OR drift' | sed -n '1s/ authorities.*/ authorities say neglect OR drift/p')" "$answer"
for citation in $(search 'neglect OR drift' --limit 3 --format csv | sed '1d; s/,.*//'); do
  expect "$citation  " "$answer"
done
expect "grade Adequate: $(search 'neglect OR drift' --grade adequate | sed -n '1s/ .*//p')" "$answer"
status=0
message=$(ask "$index" '(neglect' 2>&1) || status=$?
expect "ask: nothing closes this bracket (at character 1)" "$message"
((status == 2)) || fail "a mistake in a question ends with $status, not 2"
