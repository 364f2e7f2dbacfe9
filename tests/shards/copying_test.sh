#!/usr/bin/env bash
# The commands of docs/scale.md copy an index to hosts, which are folders here: copying_test.sh FINDINGS
set -euo pipefail
findings=$1
cd "$(dirname "${BASH_SOURCE[0]}")/../.."
command -v rsync >/dev/null || { echo "SKIPPED: rsync is not installed"; exit 0; }
room=$(mktemp -d)
trap 'rm -rf "$room"' EXIT

wrong() { printf 'copying_test: %s\n' "$*" >&2; exit 1; }
# page NAME: runs the command of the page that ends in "# NAME", with from, to and shard as they are set.
page() {
  local command
  command=$(sed -n "s/^\(rsync .*[^ ]\)  # $1\$/\1/p" docs/scale.md)
  [[ -n $command ]] || wrong "docs/scale.md has no command \"$1\""
  eval "$command"
}
same() { [[ $1 == "$2" ]] || wrong "$3: it is \"$1\" and not \"$2\""; }
names() { (cd "$1"; find . -mindepth 1 -maxdepth 1 -printf '%f\n' | sort | paste -s -d ' '); }
index() { "$findings" index --index "$room/index" "$@" >/dev/null; }

from=$room/index
index --shards 3 sample-index/reports
copy() {
  for shard in 1 2 3; do to=$room/host-$shard page shard; done
  to=$room/front page front
}
link() { for to in "$room"/host-{1,2,3} "$room/front"; do page link; done; }
mkdir "$room"/host-{1,2,3} "$room/front"
copy
for host in host-1 host-2 host-3 front; do same "$(names "$room/$host")" gen-000001 "nothing is served before the link is copied"; done
link
for shard in 1 2 3; do
  same "$(names "$room/host-$shard")" "current gen-000001" "what a host of a shard has"
  same "$(names "$room/host-$shard/gen-000001")" "manifest.json shard-$shard" "what it has of a generation"
  diff -r "$from/gen-000001/shard-$shard" "$room/host-$shard/gen-000001/shard-$shard" || wrong "a shard is another"
done
same "$("$findings" verify --index "$room/host-2")" \
  "gen-000001, served: every byte is as it was written; not on this host: shard-1, shard-3, and what stands beside shards" \
  "what a host of a shard verifies"
same "$("$findings" verify --index "$room/front")" \
  "gen-000001, served: every byte is as it was written; not on this host: shard-1, shard-2, shard-3" "what the front verifies"
table=gen-000001/shard-2/postlist.glass
chmod u+w "$room/host-2/$table"
printf X | dd of="$room/host-2/$table" bs=1 seek=100 conv=notrunc status=none
! "$findings" verify --index "$room/host-2" >"$room/damage" || wrong "a damaged shard is sound"
same "$(tail -n +2 "$room/damage")" "  shard-2/postlist.glass is not what was written
  to mend it: copy it again from the host that indexes (docs/scale.md); look after the disk" "what is said of a damaged shard"
cp -p "$from/$table" "$room/host-2/$table"
same "$(names "$room/front/gen-000001")" "columns manifest.json places reports.json texts words" "what the front has"

# A new generation is copied while the old is served, and old ones go when the indexing host has none of them.
sed 's/Brackenshire/Corley/g' sample-index/reports/slac-brackenshire-2011.txt >"$room/corley-2011-05-20.txt"
index "$room/corley-2011-05-20.txt"
copy
same "$(readlink "$room/front/current")" gen-000001 "the link before it is copied"
link
same "$(readlink "$room/front/current") $(readlink "$room/host-2/current")" "gen-000002 gen-000002" "the link"
rm -r "$from/gen-000001"
for shard in 1 2 3; do to=$room/host-$shard page "old shard"; done
to=$room/front page "old front"
for host in host-1 host-2 host-3 front; do same "$(names "$room/$host")" "current gen-000002" "what is left at $host"; done
diff -r --exclude="shard-*" --exclude=current "$from/gen-000002" "$room/front/gen-000002" || wrong "the front has another companion"
