"""Blocks of bytes, as a file."""
import io


class Blocks(io.RawIOBase):
    """A file that reads from blocks of bytes."""

    def __init__(self, blocks):
        super().__init__()
        self.blocks, self.rest = blocks, b""

    def readable(self):
        return True

    def readinto(self, target):
        while not self.rest:
            self.rest = next(self.blocks, None)
            if self.rest is None:
                self.rest = b""
                return 0
        count = min(len(target), len(self.rest))
        target[:count] = self.rest[:count]
        self.rest = self.rest[count:]
        return count
