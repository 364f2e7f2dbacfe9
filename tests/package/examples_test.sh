#!/usr/bin/env bash
# The examples and units that are handed out do what they say, as far as this machine can tell: nginx in front of a
# server, units as systemd reads them, a Dockerfile: examples_test.sh FINDINGS INDEX BUILD
set -euo pipefail
source_tree=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
findings=$(realpath "$1") index=$(realpath "$2") build=$(realpath "$3")
fail() { printf 'examples_test: %s\n' "$*" >&2; exit 1; }
room=$(mktemp -d)
server='' proxy=''
trap 'kill $server $proxy 2>/dev/null || true; wait; rm -rf "$room"' EXIT

# The configuration that is installed is one, and its comments are too where they stand for lines.
for text in "$(<"$build/packaging/serve.toml")" "$(sed 's/^# \([a-z-]* = \)/\1/' "$build/packaging/serve.toml")"; do
  printf '%s\n' "$text" >"$room/serve.toml"
  "$findings" serve --config "$room/serve.toml" --print-config >"$room/printed" || fail "serve.toml is no configuration"
  grep -q "^index = '/var/lib/findings/index'" "$room/printed" || fail "serve.toml does not name the services' index"
done
grep -q "^public-address = 'https://findings.example'" "$room/printed" || fail "its comments are no lines"

# Units. Programs are put where this build has them.
if command -v systemd-analyze >/dev/null; then
  for unit in "$build"/packaging/systemd/*.service "$source_tree"/packaging/systemd/*.timer; do
    sed "s|^ExecStart=[^ ]*|ExecStart=$findings|" "$unit" >"$room/$(basename "$unit")"
  done
  systemd-analyze verify --man=no "$room"/findings*.service "$room"/findings*.timer >"$room/verify" 2>&1 || true
  ! grep findings "$room/verify" || fail "systemd does not read the units"
else
  echo "units were not verified: systemd is not installed"
fi

# Dockerfile: two stages, the last without root; its commands are bash; what it copies is there.
dockerfile=$source_tree/packaging/examples/Dockerfile
sed -e '/^#/d' -e ':joined' -e '/\\$/{N;s/\\\n//;bjoined' -e '}' "$dockerfile" >"$room/lines"
(($(grep -c '^FROM ' "$room/lines") == 2)) || fail "the Dockerfile has not two stages"
! grep -vE '^((FROM|SHELL|ENV|WORKDIR|COPY|RUN|USER|VOLUME|EXPOSE|HEALTHCHECK|ENTRYPOINT|CMD) .*)?$' "$room/lines" || fail "no instruction"
[[ $(sed -n '/^USER /h; ${g;p}' "$room/lines") == "USER findings" ]] || fail "it runs as root"
sed -n 's/^RUN //p' "$room/lines" | bash -n || fail "its commands are no bash"
sed -nE 's/^(SHELL|ENTRYPOINT|CMD|HEALTHCHECK [^[]*) *(\[.*)/\2/p' "$room/lines" | while read -r list; do
  /usr/bin/python3 -c 'import json, sys; json.loads(sys.argv[1])' "$list" || fail "no JSON: $list"
done
[[ -f $source_tree/cmake/setup.sh ]] || fail "it copies what is not there"

# nginx, as the example has it but for ports and places.
command -v nginx >/dev/null && command -v curl >/dev/null || { echo "nginx was not tried: it is not installed"; exit 0; }
"$findings" serve --index "$index" --listen 127.0.0.1:0 --public-address https://findings.example --per-client 512 2>"$room/log" &
server=$!
for _ in $(seq 100); do grep -q 'listening on' "$room/log" && break; sleep 0.1; done
port=$(sed -nE 's|.*listening on http://127.0.0.1:([0-9]+)/.*|\1|p' "$room/log")
[[ -n $port ]] || fail "the server does not listen: $(cat "$room/log")"
read -r plain tls < <(/usr/bin/python3 -c 'import socket
a, b = socket.socket(), socket.socket()
a.bind(("127.0.0.1", 0)); b.bind(("127.0.0.1", 0)); print(a.getsockname()[1], b.getsockname()[1])')
openssl req -x509 -newkey rsa:2048 -nodes -days 2 -subj /CN=findings.example -addext subjectAltName=DNS:findings.example \
  -keyout "$room/key.pem" -out "$room/chain.pem" 2>/dev/null
{
  echo "pid $room/pid; error_log $room/errors; events {} http { access_log $room/access;"
  for kind in client_body proxy fastcgi uwsgi scgi; do echo "${kind}_temp_path $room/$kind;"; done
  sed -e '/listen \[::\]/d' -e "s/listen 80;/listen 127.0.0.1:$plain;/" -e "s/listen 443 /listen 127.0.0.1:$tls /" \
    -e "s|/etc/findings/|$room/|; s|/var/log/nginx/|$room/|; s|127.0.0.1:8080|127.0.0.1:$port|" \
    "$source_tree/packaging/examples/nginx.conf"
  echo '}'
} >"$room/nginx.conf"
nginx -t -q -c "$room/nginx.conf" || fail "nginx does not take the example"
nginx -c "$room/nginx.conf" -g 'daemon off;' &
proxy=$!
ask() {
  curl --silent --cacert "$room/chain.pem" --resolve "findings.example:$tls:127.0.0.1" --retry 20 --retry-connrefused \
    --retry-delay 1 "$@"
}
page=$(ask "https://findings.example:$tls/?q=neglect")
[[ $page == *'<mark>'* ]] || fail "no page comes through nginx: $page"
[[ $(ask -o /dev/null -w '%{http_code}' -X POST -d q=x "https://findings.example:$tls/") == 403 ]] || fail "a POST comes through"
[[ $(ask "https://findings.example:$tls/api/v1/search?q=neglect") == *'"paragraphs"'* ]] || fail "the API does not come through"
[[ $(ask -D - -o /dev/null "https://findings.example:$tls/") == *strict-transport-security* ]] || fail "no Strict-Transport-Security"
[[ $(curl --silent -o /dev/null -w '%{redirect_url}' -H 'Host: findings.example' "http://127.0.0.1:$plain/?q=neglect") == "https://findings.example/?q=neglect" ]] ||
  fail "plain HTTP does not lead to TLS"
# Nor when it is asked too fast, refuses, or finds no server: nginx puts the request into what it says of errors.
codes=$(ask --retry 0 --parallel -o /dev/null -w '%{http_code}\n' "https://findings.example:$tls/?q=neglect&page=[1-200]" 2>/dev/null)
[[ $codes == *503* ]] || fail "who asks too fast is not stopped"
kill $server
wait $server || true
server=''
sleep 1
[[ $(ask --retry 0 -o /dev/null -w '%{http_code}' -e "https://findings.example/?q=neglect" "https://findings.example:$tls/?q=neglect") == 502 ]] ||
  fail "without a server it is not 502"
kill $proxy
wait $proxy || true
proxy=''
(($(wc -l <"$room/findings.log") > 200)) || fail "nginx logs nothing"
! grep -r neglect "$room/findings.log" "$room/access" "$room/errors" 2>/dev/null || fail "nginx logs what was asked"
echo "nginx, units, serve.toml and Dockerfile hold"
