#!/usr/bin/env python3
"""Stands between a searcher and a shard's xapian-tcpsrv, and does wrong what it is told to.

fault_proxy.py PORT SERVER-PORT FILE: listens on 127.0.0.1:PORT. FILE holds what to do from now on, "FAULT" or "FAULT PHASE":

  none      hands everything on
  hang      accepts and keeps open, and hands nothing on
  cut       closes the connection
  rubbish   answers with bytes that mean nothing, and keeps open
  half      hands on the first half of an answer, and keeps open
  slow      hands on each piece of an answer a fifth of a second late

A PHASE is when that begins: "open" (the default) with the connection, "search" with the first search, "text" with the first
document asked for. A connection in which it has begun goes on so; others go by FILE as it is then. SIGUSR1 closes all.
"""

import os
import signal
import socket
import sys
import threading
import time

PHASES = {"search": (8, 26), "text": (2,)}  # MSG_QUERY and MSG_GETMSET, MSG_DOCUMENT of Xapian 1.4's remote protocol


def frames(connection):
    """Xapian's messages: a byte that says which, the length (a byte, or 255 and then seven bits a byte), the rest."""
    pending = b""
    while True:
        size, begin = None, 2
        if len(pending) >= 2:
            size = pending[1]
            if size == 255:
                size, shift, begin = 255, 0, None
                for i, byte in enumerate(pending[2:12], 2):
                    size += (byte & 127) << shift
                    shift += 7
                    if byte & 128:
                        begin = i + 1
                        break
        if begin is not None and size is not None and len(pending) >= begin + size:
            yield pending[: begin + size]
            pending = pending[begin + size :]
            continue
        more = connection.recv(65536)
        if not more:
            return
        pending += more


class Exchange:
    """A searcher's connection and the server's."""

    def __init__(self, client, server_port, file):
        self.client, self.file, self.fault = client, file, "none"
        self.begin("open")
        self.server = None
        if self.fault in ("none", "slow", "half"):
            self.server = socket.create_connection(("127.0.0.1", server_port))
            threading.Thread(target=self.answers, daemon=True).start()
        elif self.fault == "rubbish":
            client.sendall(os.urandom(64))
        threading.Thread(target=self.questions, daemon=True).start()

    def begin(self, phase):
        with open(self.file) as file:
            words = file.read().split()
        if words and (words + ["open"])[1] == phase:
            self.fault = words[0]
            if self.fault == "cut":
                self.close()

    def close(self):
        for end in (self.client, getattr(self, "server", None)):
            if end:
                end.close() if end.fileno() < 0 else (end.shutdown(socket.SHUT_RDWR), end.close())

    def questions(self):
        try:
            for frame in frames(self.client):
                for phase, messages in PHASES.items():
                    if frame[0] in messages and self.fault == "none":
                        self.begin(phase)
                if self.fault == "rubbish":
                    self.client.sendall(os.urandom(64))
                elif self.fault != "hang" and self.server:
                    self.server.sendall(frame)
        except OSError:
            pass
        if self.fault != "hang":
            self.quietly_close()

    def answers(self):
        try:
            while part := self.server.recv(65536):
                if self.fault == "half":
                    self.client.sendall(part[: len(part) // 2])
                    return
                if self.fault == "slow":
                    time.sleep(0.2)
                if self.fault in ("none", "slow"):
                    self.client.sendall(part)
        except OSError:
            pass
        if self.fault in ("none", "slow"):
            self.quietly_close()

    def quietly_close(self):
        try:
            self.close()
        except OSError:
            pass


def main(port, server_port, file):
    listener = socket.create_server(("127.0.0.1", port))
    exchanges = []

    def close_all(*_):
        while exchanges:
            exchanges.pop().quietly_close()

    signal.signal(signal.SIGUSR1, close_all)
    print("listening", flush=True)
    while True:
        client, _ = listener.accept()
        try:
            exchanges.append(Exchange(client, server_port, file))
        except OSError:  # the server is away
            client.close()


main(int(sys.argv[1]), int(sys.argv[2]), sys.argv[3])
