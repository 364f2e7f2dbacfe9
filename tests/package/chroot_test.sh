#!/usr/bin/env bash
# The Debian packages on a bare Debian 12 that boots systemd: installed, indexed by the service, served under its
# sandbox, asked, and removed without a trace: chroot_test.sh BUILD. Minutes, root and a Debian mirror (the one this
# machine's apt has); else SKIPPED.
set -euo pipefail
source_tree=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
build=$1/package
skip() { echo "SKIPPED: $*"; exit 0; }
fail() { printf 'chroot_test: %s\n' "$*" >&2; exit 1; }

[[ -n ${FINDINGS_LONG-} ]] || skip "it takes minutes; FINDINGS_LONG=1 (./check --long) runs it"
((EUID == 0)) || skip "only root can make a chroot"
for tool in debootstrap systemd-nspawn lintian; do command -v $tool >/dev/null || skip "$tool is not installed"; done
sources=$(apt-get indextargets --format '$(REPO_URI) $(CODENAME) $(COMPONENT) $(TRUSTED)' 'Created-By: Packages' |
  awk '$2 ~ /^bookworm/ && $3 == "main" && !seen[$0]++ {print "deb " ($4 == "yes" ? "[trusted=yes] " : "") $1, $2, $3}')
mirror=$(awk '$(NF - 1) == "bookworm" {print $(NF - 2); exit}' <<<"$sources")
[[ -n $mirror ]] || skip "apt has no mirror of Debian 12"

room=$(mktemp -d)
trap 'rm -rf --one-file-system "$room"' EXIT
root=$room/root
inside() { systemd-nspawn --quiet --pipe --register=no --keep-unit -D "$root" env DEBIAN_FRONTEND=noninteractive "$@" </dev/null; }
quietly() { "$@" >"$room/log" 2>&1 || { tail -n 30 "$room/log" >&2; fail "failed: $*"; }; }

cd "$source_tree"
quietly cmake/package "$build"
# A package that was never in Debian closes no bug there.
lintian --allow-root --suppress-tags initial-upload-closes-no-bugs "$build"/*.deb >"$room/lintian" 2>&1 || true
! grep -E '^[EW]:' "$room/lintian" || fail "lintian complains"

quietly debootstrap --variant=minbase bookworm "$root" "$mirror"
printf '%s\n' "$sources" >"$root/etc/apt/sources.list"
cp "$build"/findings_*.deb "$root/root/findings.deb"
cp -r sample-index/reports "$root/root/reports"
quietly inside apt-get -qq update
quietly inside apt-get -qq install --yes --no-install-recommends curl ca-certificates
quietly inside apt-get -qq satisfy --yes --no-install-recommends "$(dpkg-deb -f "$root/root/findings.deb" Depends)"

# What there is, but for what every boot and every run of apt writes. Users are lines of files.
inventory() {
  (cd "$root" && find . -xdev \( -path ./proc -o -path ./sys -o -path ./dev -o -path ./run -o -path ./tmp -o -path ./root \
    -o -path ./var/tmp -o -path ./var/log -o -path ./var/cache -o -path ./var/lib/apt -o -path ./var/lib/systemd \
    -o -path './var/lib/dpkg/*-old' \) -prune -o -print | LC_ALL=C sort)
  find "$root/var/lib/systemd" "$root/var/log" -name '*findings*'
  cut -d: -f1 "$root/etc/passwd" "$root/etc/group" "$root/etc/shadow" "$root/etc/gshadow"
}

# boot SCRIPT: systemd starts, runs it as a service, and stops. Prints what it printed.
boot() {
  cp "$1" "$root/root/script"
  cat >"$root/etc/systemd/system/script.service" <<'UNIT'
[Unit]
After=multi-user.target
[Service]
Type=oneshot
ExecStart=/bin/sh -c 'sh -eux /root/script >/root/said 2>&1; echo "ended with $?" >>/root/said'
ExecStopPost=systemctl --no-block poweroff
UNIT
  mkdir -p "$root/etc/systemd/system/default.target.wants"
  ln -sf ../script.service "$root/etc/systemd/system/default.target.wants/script.service"
  rm -f "$root/root/said"
  timeout 300 systemd-nspawn --quiet --register=no --keep-unit --boot -D "$root" </dev/null >"$room/console" 2>&1 || true
  rm -r "$root/etc/systemd/system/default.target.wants" "$root/etc/systemd/system/script.service"
  [[ -f $root/root/said ]] || { tail -n 20 "$room/console" >&2; skip "systemd does not boot in a container here"; }
  cp "$root/root/said" "$room/said"
}
echo true >"$room/nothing"
boot "$room/nothing"  # what a first boot leaves is no trace of ours
inventory >"$room/before"

boot "$source_tree/tests/package/deployment.sh"
cat "$room/said"
grep -qx 'ended with 0' "$room/said" || fail "the deployment failed"
inventory >"$room/after"
diff "$room/before" "$room/after" >"$room/traces" || { cat "$room/traces" >&2; fail "purging it left this"; }
echo "installed, indexed, served, asked, purged: nothing left of $(wc -l <"$room/before") files and names"
