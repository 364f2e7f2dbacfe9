#!/usr/bin/env python3
"""No address leads to a file: traversal.py FINDINGS INDEX

Sends every shape of a path out of a folder to every route that takes a path, and looks, by strace, at what the server opened
meanwhile: files of the index alone.
"""
import json
import re
import shutil
import socket
import subprocess
import sys
import tempfile
import time

program, index = sys.argv[1:]
works = shutil.which("strace") and subprocess.run(
    ["strace", "-o", "/dev/null", "true"], stderr=subprocess.DEVNULL).returncode == 0
if not works:
    print("SKIPPED: strace is not installed or may not trace")
    sys.exit(0)

UP = ["..", "%2e%2e", "%2E%2e", ".%2e", "%2e.", "%252e%252e", "%c0%ae%c0%ae", "%e0%80%ae%e0%80%ae", "..%00", "..%0d", "..;",
      "...", "....", "%uff0e%uff0e", "%ef%bc%8e%ef%bc%8e", "\\..", "..%5c", "%5c..", "..%5c..", "%2e%2e%5c"]
SLASHES = ["/", "%2f", "%2F", "%5c", "%252f", "%c0%af", "//", "%ef%bc%8f"]
TARGETS = ["etc/passwd", "etc%2fpasswd", "manifest.json", "db/postlist.glass"]
ROUTES = ["/", "/static/", "/reports/", "/authorities/", "/embed.js/", "/api/v1/reports/", "/api/v1/paragraphs/", "/api/v1/cite/",
          "/api/v1/similar/", "/api/v1/facets/"]
shapes = [slash.join([up] * deep) + slash + target for up in UP for slash in SLASHES for deep in (1, 4) for target in TARGETS[:2 if deep == 4 else 1]]
shapes += ["/etc/passwd", "%2fetc%2fpasswd", "file:///etc/passwd", "C:%5cwindows%5cwin.ini", "~root/.profile", ".git/config",
           "etc/passwd%00.css", "%00/etc/passwd", "/proc/self/environ"]

with tempfile.NamedTemporaryFile("r") as trace:
    server = subprocess.Popen(["strace", "-D", "-f", "-qq", "-e", "trace=open,openat,openat2,execve", "-o", trace.name, program,
                               "serve", "--index", index, "--listen", "127.0.0.1:0", "--per-client", "500"],
                              stderr=subprocess.PIPE, text=True)
    try:
        port = next(int(json.loads(line)["message"].split(":")[-1].rstrip("/")) for line in server.stderr
                    if json.loads(line)["event"] == "start")
        statuses = {}

        def ask(paths):
            """On one connection, one after the other; a reply that closes it ends the list."""
            with socket.create_connection(("127.0.0.1", port), timeout=20) as client:
                client.settimeout(20)
                stream = client.makefile("rb")
                for i, path in enumerate(paths):
                    client.sendall(f"GET {path} HTTP/1.1\r\nHost: localhost:{port}\r\n\r\n".encode())
                    status = int(stream.readline().split()[1])
                    statuses[status] = statuses.get(status, 0) + 1
                    length, closes = 0, False
                    while (line := stream.readline().strip()):
                        name, _, value = line.decode().partition(":")
                        length = int(value) if name.lower() == "content-length" else length
                        closes = closes or (name.lower() == "connection" and value.strip() == "close")
                    body = stream.read(length)
                    if status not in (400, 404) or b"root:" in body:
                        sys.exit(f"FAILED: GET {path}: {status} {body[:200]!r}")
                    if closes:
                        return i + 1
            return len(paths)

        paths = [route + shape for route in ROUTES for shape in shapes]
        done = 0
        while done < len(paths):
            done += ask(paths[done:done + 500])
    finally:
        server.terminate()
        server.wait()
    time.sleep(0.5)  # strace is a process of its own, and ends after the server
    opened = re.findall(r'open(?:at2?)?\([^"]*"([^"]*)"', trace.read())

# The folder of the index ("db" and "words" are opened in it), and what every program opens: libraries, its locale, its own account of itself.
ours = [program.rsplit("/", 1)[0], index]
outside = sorted({path for path in opened if path not in ("db", "words") and not any(path.startswith(folder) for folder in ours + ["/lib", "/usr/lib", "/etc/ld.so",
                  "/proc/self", "/sys/", "/etc/ssl", "/usr/share/zoneinfo", "/etc/localtime", "/dev/", "/proc/sys", "/usr/share/locale"])})
print(f"{len(paths)} addresses, {dict(sorted(statuses.items()))}, {len(opened)} files opened, {len(outside)} of them outside")
if not opened:
    sys.exit("FAILED: nothing was seen to be opened")
if outside:
    sys.exit(f"FAILED: opened outside the index: {outside[:10]}")
