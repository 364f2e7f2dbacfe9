#!/bin/sh
# findings-query(7) from docs/query-language.md: query_page.sh LOWDOWN PAGE.md DATE >findings-query.7
set -e
cat <<END
'\\" t
.TH FINDINGS-QUERY 7 $3
.SH NAME
findings-query \\- how questions to findings are written
END
# lowdown calls the typewriter font by a name that groff alone knows, and begins a paragraph where a section has begun one.
"$1" -Tman --out-no-smarty "$2" | sed 's,\\fC,\\f(CR,g' | awk '
  /^\.S[HS]$/ { getline title; print $0, title; begun = 1; next }
  !(begun && /^\.[LP]P$/)
  { begun = 0 }'
