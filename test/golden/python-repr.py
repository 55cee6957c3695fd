"""Records what Python's print writes for values: python3 test/golden/python-repr.py > test/golden/python-repr.json

A value travels as JSON: a string, true, false and null as they are; a float as a number; {"int": digits},
{"float": "nan" | "inf" | "-inf"}, {"tuple": [...]}, {"list": [...]}, {"set": [one element at most]},
{"dict": [[key, value], ...]}, {"bytes": hex}. Integral floats are printed as ints, which is the project's own choice.
"""

import json
import math
import random
import struct
import sys
import unicodedata

dice = random.Random(20130101)


def as_printed(x):
    if isinstance(x, float) and math.isfinite(x) and x == int(x):
        return int(x)
    if isinstance(x, (tuple, list, set)):
        return type(x)(as_printed(y) for y in x)
    if isinstance(x, dict):
        return {as_printed(k): as_printed(v) for k, v in x.items()}
    return x


def encoded(x):
    if x is None or isinstance(x, (bool, str)):
        return x
    if isinstance(x, int):
        return {"int": str(x)}
    if isinstance(x, float):
        return x if math.isfinite(x) else {"float": repr(x)}
    if isinstance(x, bytes):
        return {"bytes": x.hex()}
    if isinstance(x, dict):
        return {"dict": [[encoded(k), encoded(v)] for k, v in x.items()]}
    return {type(x).__name__: [encoded(y) for y in x]}


def case(x):
    y = as_printed(x)
    return [encoded(x), y if isinstance(y, str) else repr(y)]


STRINGS = [
    *["", "a", "hello world", "it's", 'say "hi"', "both ' and \"", "'", '"', "'\"", "''", '""', "\\", "\\'", "c:\\temp"],
    *["\n", "\t", "\r", "\r\n", "\0", "\a\b\v\f", "\x1b[1m", "\x7f", "\x80", "\x85", "\xa0", "\xad", "\xff"],
    *["perché", "été", "日本", "Ω≈ç", "🚀", "👨\u200d👩", "e\u0301", "\u0301", "ß", "İ", "﷽", "𝒳", "\U00020000"],
    *["\u2028", "\u2029", "\u200b", "\u200e", "\u2060", "\ufeff", "\ufffd", "\ufffe", "\uffff", "\ue000", "\U000f0000"],
    *["\u1680", "\u2003", "\u202f", "\u205f", "\u3000", "\u061c", "\u06dd", "\u180e", "\U000e0001", "\U0010ffff"],
    *["\ud800", "\udfff", "a\udc80b", "\udc00\ud800", "x" * 300, "${x} `y`", "a b\tc\nd'e\"f\\g", "True", "1"],
]
PIECES = ["a", "Z", "0", " ", "'", '"', "\\", "\n", "\t", "\x01", "\x7f", "é", "\xa0", "日", "\u200b", "😀", "\ud83d", "\ufeff"]


def some_string():
    return "".join(dice.choice(PIECES) for _ in range(dice.randrange(9)))


def some_float():
    x = struct.unpack("<d", dice.randbytes(8))[0]
    return x if math.isfinite(x) else 0.5


def some_value(depth):
    leaves = [some_string, some_float, lambda: dice.randrange(-99, 99), lambda: dice.choice([None, True, False])]
    if depth == 0 or dice.random() < 0.3:
        return dice.choice(leaves)()
    items = [some_value(depth - 1) for _ in range(dice.randrange(4))]
    shape = dice.randrange(3)
    return tuple(items) if shape == 0 else items if shape == 1 else {some_string(): item for item in items}


def numbers():
    for e in range(-324, 309, 9):
        yield float(f"1e{e}")
        yield dice.uniform(1, 10) * 10.0**e
    for e in range(-8, 23):
        yield float(f"1e{e}")
        yield float(f"-1.5e{e}")
        yield float(f"1.2345678901234567e{e}")
    for e in (0, 1, 31, 32, 52, 53, 54, 60, 63, 64, 70, 100, 1000, 1023):
        yield from (2.0**e, 2.0**e - 1, 2.0**-e, -(2.0**e))
    yield from (0.0, -0.0, 0.1, 0.1 + 0.2, 1 / 3, 2.5, -7.25, 5e-324, 2.2250738585072014e-308, 1.7976931348623157e308)
    yield from (math.nan, math.inf, -math.inf, 9007199254740991.0, 9007199254740993.0, 4503599627370495.5, 0.0001, 0.00009999)
    for digits in (1, 9, 15, 16, 17, 19, 20, 21, 40, 308):
        yield dice.randrange(10 ** (digits - 1), 10**digits)
        yield -dice.randrange(10 ** (digits - 1), 10**digits)


def values():
    yield from STRINGS
    yield from ((s,) for s in STRINGS)
    yield from ((some_string(), some_string()) for _ in range(60))
    yield from numbers()
    yield from (None, True, False, (), [], {}, set(), (1,), ("a",), (("a",),), [()], [[]], ([],), [1], [1, 2], [(), {}])
    yield from (("a", (1, 2)), ("b", (None, 3)), ("k", [1, [2, "x"]]), {"a": 1, "b": None}, {"it's": {"k": None}})
    yield from ({1: "x", "1": 2.0}, {("a", 1): [True]}, {None: math.nan}, {"one"}, {("a", 1)}, {2.0}, ("a", {"x"}))
    yield from (b"", b"bytes", b"it's", b'say "hi"', b"'\"", b"\\\n\r\t", bytes(range(256)), "café".encode(), (b"a", [b"'"]))
    yield from (some_value(4) for _ in range(120))


def ranges(holds):
    found = []
    for code in range(0x110000):
        if not holds(chr(code)):
            continue
        if found and found[-1][1] == code - 1:
            found[-1][1] = code
        else:
            found.append([code, code])
    return found


def compact(name, rows):
    return f'"{name}": [\n' + ",\n".join(json.dumps(row) for row in rows) + "\n]"


unprintable = ranges(lambda c: not c.isprintable() and unicodedata.category(c) != "Cn")
unassigned = ranges(lambda c: unicodedata.category(c) == "Cn")
head = {"python": sys.version.split()[0], "unicode": unicodedata.unidata_version}
parts = [f'"{k}": {json.dumps(v)}' for k, v in head.items()]
parts += [f'"unprintable": {json.dumps(unprintable)}', f'"unassigned": {json.dumps(unassigned)}']
print("{\n" + ",\n".join(parts) + ",\n" + compact("cases", [case(x) for x in values()]) + "\n}")
