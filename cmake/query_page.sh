#!/bin/sh
# findings-query(7) from docs/query-language.md: query_page.sh LOWDOWN PAGE.md >findings-query.7
set -e
cat <<'END'
'\" t
.TH FINDINGS-QUERY 7
.SH NAME
findings-query \- how questions to findings are written
END
"$1" -Tman --out-no-smarty "$2"
