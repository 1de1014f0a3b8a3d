"""A connection to Redis that sends many commands before it reads the answers, and the form of commands (RESP 2)."""
import socket

import boot

from backups import run

READ = 1 << 20
SECONDS = 60


class Redis:
    """A connection as one of the settings' accounts, such as `app`. A `with` block closes it. @raises boot.Failure"""

    def __init__(self, account):
        self.place = run.setting("redis", "host"), int(run.setting("redis", "port"))
        self.user, self.password = run.setting("redis", "users", account), run.secret("redis-" + account)

    def __enter__(self):
        try:
            self.socket = socket.create_connection(self.place, timeout=SECONDS)
        except OSError as error:
            raise boot.Failure("Redis {}:{}: {}".format(self.place[0], self.place[1], error)) from None
        self.stream = self.socket.makefile("rb", READ)
        self.call("AUTH", self.user, self.password)
        return self

    def __exit__(self, *_):
        self.stream.close()
        self.socket.close()

    def send(self, data):
        try:
            self.socket.sendall(data)
        except OSError as error:
            raise boot.Failure("Redis: {}".format(error)) from None

    def call(self, *words):
        """The answer to one command: bytes, an integer, a list, None. @raises boot.Failure when Redis refuses it"""
        self.send(command(*words))
        answer = self.answer()
        if isinstance(answer, boot.Failure):
            raise answer
        return answer

    def answer(self):
        """The next answer. One that refuses a command is a boot.Failure, which is returned."""
        try:
            found = read(self.stream)
        except OSError as error:
            raise boot.Failure("Redis: {}".format(error)) from None
        if isinstance(found, Exception):
            return boot.Failure("Redis: {}".format(found))
        return found


def command(*words):
    """The bytes of a command with words that are bytes, texts or numbers."""
    data = [word if isinstance(word, bytes) else str(word).encode() for word in words]
    return b"".join([b"*%d\r\n" % len(data)] + [b"$%d\r\n%s\r\n" % (len(word), word) for word in data])


class Refusal(Exception):
    """An error that Redis answers."""


def read(stream):
    """The next value of a stream. An error of Redis is a Refusal, which is returned. @raises boot.Failure at the end"""
    line = stream.readline()
    if not line.endswith(b"\r\n"):
        raise boot.Failure("Redis: the data ends in the middle")
    kind, text = line[:1], line[1:-2]
    if kind == b"-":
        return Refusal(text.decode("utf-8", "replace"))
    if kind == b"+":
        return text
    if kind == b":":
        return int(text)
    if kind == b"$":
        return None if text == b"-1" else exactly(stream, int(text) + 2)[:-2]
    if kind == b"*":
        return None if text == b"-1" else [read(stream) for _ in range(int(text))]
    raise boot.Failure("Redis: {!r} begins no value".format(line[:20]))


def exactly(stream, count):
    data = stream.read(count)
    if len(data) < count:
        raise boot.Failure("Redis: the data ends in the middle")
    return data
