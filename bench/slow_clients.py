#!/usr/bin/python3
"""bench/slow_clients.py HOST:PORT COUNT SECONDS: so many connections that send a request a byte a second, and as many that ask
once and then wait. Prints how many slow ones the server let go of, and when the last of them.
"""
import socket
import sys
import time

host, port = sys.argv[1].split(":")
count, seconds = int(sys.argv[2]), float(sys.argv[3])

def connect(number):
    """From several addresses of this machine: one has so many connections and no more."""
    client = socket.socket()
    client.bind((f"127.0.3.{1 + number // 40}", 0))
    client.connect((host, int(port)))
    client.setblocking(False)
    return client

slow = {connect(number): time.monotonic() for number in range(count)}
idle = [connect(count + number) for number in range(count)]
for client in idle:
    client.send(f"GET /healthz HTTP/1.1\r\nHost: {host}:{port}\r\n\r\n".encode())
sent, let_go, latest, end, text = 0, 0, 0.0, time.monotonic() + seconds, b"GET /search?q=neglect HTTP/1.1\r\nX: "

while time.monotonic() < end:
    for client, since in list(slow.items()):
        try:
            client.send(text[sent % len(text):][:1])
            while client.recv(4096):
                pass
        except BlockingIOError:
            continue
        except OSError:
            pass
        let_go, latest = let_go + 1, max(latest, time.monotonic() - since)
        del slow[client]
    sent += 1
    time.sleep(1)
if slow:
    sys.exit(f"{len(slow)} slow clients were never let go of")
print(f"{let_go} let go, the last after {latest:.1f} s")
