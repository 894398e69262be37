"""Documents that make YAML readers hang, crash, run code, or misread values."""

HEAD = b"topology: 1\nname: X\nsource: {roots: [src], packages: [app]}\nlayers: {a: {modules: app.a}}\n"
LAUGHS = b"a: &a [x,x,x,x,x,x,x,x,x,x]\n" + b"".join(
    f"{chr(98 + i)}: &{chr(98 + i)} [{','.join(['*' + chr(97 + i)] * 10)}]\n".encode() for i in range(9)
)

DOCUMENTS: dict[str, bytes] = {
    "aliases that explode": LAUGHS,
    "an alias of itself": b"a: &a [*a]\n",
    "an anchor": HEAD.replace(b"name: X", b"name: &n X"),
    "a merge key": HEAD + b"axes: {<<: {a: [x]}}\n",
    "a duplicate key": HEAD + b"name: Y\n",
    "words that are booleans to some": HEAD.replace(b"a: {modules", b"no: {modules").replace(b"name: X", b"name: on"),
    "numbers that are none": HEAD.replace(b"topology: 1", b"topology: 1.10").replace(b"name: X", b"name: 12:30:45"),
    "a tag that runs code": HEAD + b"axes: !!python/object/apply:os.system [id]\n",
    "an include": HEAD + b"axes: !include /etc/passwd\n",
    "50,000 brackets": b"a: " + b"[" * 50_000,
    "50,000 braces": b"{a: " * 50_000,
    "50,000 lists in lines": b"- " * 50_000 + b"x\n",
    "50,000 blanks more each line": b"".join(b" " * i + b"a:\n" for i in range(1000)),
    "several documents": HEAD + b"---\nname: Y\n",
    "nothing": b"",
    "comments alone": b"# topology: 1\n",
    "a text alone": b"just words\n",
    "a key that is a list": b"? [a, b]\n: c\n",
    "an escape sequence": HEAD.replace(b"name: X", b"name: \x1b[31mX"),
    "an escaped escape sequence": HEAD.replace(b"name: X", b'name: "\\e[31mX"'),
    "a NUL": HEAD.replace(b"name: X", b"name: X\x00"),
    "a right-to-left override": HEAD.replace(b"name: X", "name: X\u202eY".encode()),
    "UTF-16": HEAD.decode().encode("utf-16"),
    "Latin-1": HEAD.replace(b"name: X", b"name: \xe9"),
    "a byte order mark": b"\xef\xbb\xbf" + HEAD,
    "10 MB": HEAD + b"axes:\n  a:\n" + b"  - x\n" * 1_700_000,
    "one text of 900 KB": HEAD.replace(b"name: X", b"name: " + b"X" * 900_000),
    "a no-break space for a blank": HEAD.replace(b"name: X", "name:\u00a0X".encode()),
    "300,000 values": b"a: [" + b"x," * 300_000 + b"]\n",
    "patterns that explode": HEAD.replace(b"app.a}", b"[" + b",".join([b"app." + b"**." * 80 + b"a"] * 3) + b"]}"),
    "stars that explode": HEAD.replace(b"app.a}", b"app." + b"*a" * 120 + b"}"),
    "a path that leaves": HEAD.replace(b"[src]", b"[../src, /etc, 'C:\\x']"),
    "a code point out of range": HEAD.replace(b"name: X", b'name: "\\UFFFFFFFF"'),
    "a directive out of range": b"%YAML 9999999999999999999999.1\n---\n" + HEAD,
    "letters that look alike": HEAD.replace(b"app.a}", "\u0430pp.a}".encode()),
    "a number of 5,000 digits": HEAD.replace(b"topology: 1", b"topology: " + b"1" * 5_000),
}
