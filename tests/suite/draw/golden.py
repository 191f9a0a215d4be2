"""Computes the golden numbers of tests/suite/draw.rs with a ChaCha8 and a rule for thresholds written for that alone."""
import hashlib
import struct
from fractions import Fraction


def block(key, counter, stream, rounds=8):
    def quarter(a, b, c, d):
        for left, right, far, bits in ((a, b, d, 16), (c, d, b, 12), (a, b, d, 8), (c, d, b, 7)):
            s[left] = (s[left] + s[right]) & 0xFFFFFFFF
            x = s[far] ^ s[left]
            s[far] = (x << bits | x >> (32 - bits)) & 0xFFFFFFFF

    start = list(struct.unpack("<16I", b"expand 32-byte k" + key + struct.pack("<QQ", counter, stream)))
    s = start[:]
    for _ in range(rounds // 2):
        for i in range(4):
            quarter(i, 4 + i, 8 + i, 12 + i)
        for i in range(4):
            quarter(i, 4 + (i + 1) % 4, 8 + (i + 2) % 4, 12 + (i + 3) % 4)
    return struct.pack("<16I", *((a + b) & 0xFFFFFFFF for a, b in zip(s, start)))


def key(seed):
    return hashlib.sha256(b"contingent/1 key\0" + struct.pack("<Q", seed)).digest()


def stream(name, purpose, step):
    name = name.encode()
    text = b"contingent/1 stream\0" + struct.pack("<Q", len(name)) + name + bytes([purpose]) + struct.pack("<I", step)
    return struct.unpack("<Q", hashlib.sha256(text).digest()[:8])[0]


def half(key, stream, plane, trial):
    return struct.unpack("<32H", block(key, plane * 2**48 + trial // 32, stream))[trial % 32]


def word(key, stream, trial):
    return sum(half(key, stream, plane, trial) << (48 - 16 * plane) for plane in range(4))


def cuts(weights):
    exact = [Fraction(w) for w in weights]
    return [int(2**64 * sum(exact[: j + 1]) / sum(exact)) for j in range(len(exact) - 1)]


if __name__ == "__main__":
    print("zero key:", block(bytes(32), 0, 0).hex())
    print("zero key, 20 rounds:", block(bytes(32), 0, 0, 20).hex())
    print("key(1):", key(1).hex())
    for name, purpose, step in (("troops", 0, 0), ("troops", 1, 0), ("troops", 0, 7), ("wojna-ўі", 2, 4294967295)):
        n = stream(name, purpose, step)
        print(name, purpose, step, f"{n:#018x}")
        for trial in (0, 1, 31, 32, 511, 512, 48213, 2**40 + 5, 2**53 - 1):
            print("   ", trial, f"{word(key(1), n, trial):#018x}")
    for weights in (
        [0.3, 1e-17, 0.7], [0.3, 0.7, 1e-17], [0.1, 0.2, 0.3, 0.4], [1.0, 0.0, 2.0, 0.0], [0.0, 5.0], [5e-324, 5e-324],
        [1.7976931348623157e308, 5e-324, 1.7976931348623157e308], [1e-30, 1.0, 1e30], [0.054, 0.191, 0.755],
        [1e-300, 1e-299, 1e-12], [1.0, 1.0, 1.0], [7.0], [0.1, 1e-60, 0.2, 1e-18, 0.7],
    ):
        print(weights, [f"{t:#x}" for t in cuts(weights)])
