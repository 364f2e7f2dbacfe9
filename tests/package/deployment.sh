# What docs/install.md says, on a machine that just booted. Run by systemd as root, with sh -eux.
as_findings() { setpriv --reuid findings --regid findings --clear-groups findings "$@"; }

apt-get -qq install --yes /root/findings.deb
findings --version
systemd-analyze verify --man=no /usr/lib/systemd/system/findings*.service /usr/lib/systemd/system/findings*.timer

# The first index, by the service.
cp -r /root/reports/. /var/lib/findings/reports/
chown -R findings: /var/lib/findings/reports
systemctl start findings-index.service || { journalctl -u findings-index.service; exit 1; }
as_findings reports --index /var/lib/findings/index | tail -n 1

# A PDF, which is read by findings-pdf in its own sandbox inside the service's.
printf '%s\n' '%PDF-1.4' '1 0 obj <</Type /Catalog /Pages 2 0 R>> endobj' \
  '2 0 obj <</Type /Pages /Kids [3 0 R] /Count 1>> endobj' \
  '3 0 obj <</Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R' \
  '  /Resources <</Font <</F <</Type /Font /Subtype /Type1 /BaseFont /Helvetica>>>>>>>> endobj' \
  '4 0 obj <</Length 98>> stream' \
  'BT /F 12 Tf 72 700 Td (Plans for children are reviewed on time and children know their plans.) Tj ET' \
  'endstream endobj' 'trailer <</Root 1 0 R>>' 'startxref' 0 '%%EOF' >/var/lib/findings/reports/letter.pdf
systemctl start findings-index.service || true
journalctl --no-pager -o cat -u findings-index.service | tail -n 5
as_findings search --index /var/lib/findings/index '"reviewed on time" "know their plans"' |
  grep 'Plans for children are reviewed on time'

# As the user of the services, all that they need is there.
as_findings doctor --system

# The server and the timer.
systemctl enable --now findings.service findings-index.timer
systemctl list-timers --no-pager findings-index.timer | grep findings-index.service
curl --silent --fail --retry 20 --retry-connrefused --retry-delay 1 http://127.0.0.1:8080/readyz
curl --silent --fail http://127.0.0.1:8080/?q=neglect | grep -c '<mark>'
curl --silent --fail 'http://127.0.0.1:8080/api/v1/search?q=neglect' | head -c 200
grep -E 'NoNewPrivs|Seccomp:|CapBnd' /proc/"$(systemctl show -P MainPID findings.service)"/status
systemd-analyze security --no-pager | grep findings

# Installed over itself: what is served goes on.
dpkg -i /root/findings.deb
curl --silent --fail --retry 20 --retry-connrefused --retry-delay 1 http://127.0.0.1:8080/readyz

# Killed, it comes back.
systemctl kill --signal=KILL findings.service
sleep 4
curl --silent --fail --retry 20 --retry-connrefused --retry-delay 1 http://127.0.0.1:8080/readyz

# Purged while reports are there: those stay, as does their owner. Without them nothing stays.
apt-get -qq purge --yes findings
test -d /var/lib/findings/reports && test ! -e /var/lib/findings/index && getent passwd findings
test ! -e /usr/bin/findings
apt-get -qq install --yes /root/findings.deb
rm -rf /var/lib/findings/reports/*
systemctl start findings-index.service || true
apt-get -qq purge --yes findings
! getent passwd findings
! getent group findings
