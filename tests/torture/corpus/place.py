"""Where files are: links, devices, unreadable files, folders of every kind."""
# ruff: noqa: E501  # the outcome of a file is one line

import json
import os

from tests.torture.corpus.case import CRASH, FOUND, LOST, MISSED, SKIPPED, Case, I
from tests.torture.trees import Denied, Link, socket_at

PLACE: tuple[Case, ...] = (
    Case(
        "link_loop",
        "a link to its own folder",
        {"a.py": I, "loop": Link(".")},
        (
            "judged a.py:1:1 as .a",
            "not_regular loop:1:1 as .loop: a link to a folder that it lies in: it is not followed again",
            ".a -> app.core 1:1 runtime",
            "! cases-to-core a.py:1:1",
        ),
        ("41 times the modules", FOUND, FOUND, FOUND, FOUND),
    ),
    Case(
        "link_loops",
        "two links to their own folder",
        {"a.py": I, "one": Link("."), "two": Link(".")},
        (
            "judged a.py:1:1 as .a",
            "not_regular one:1:1 as .one: a link to a folder that it lies in: it is not followed again",
            "not_regular two:1:1 as .two: a link to a folder that it lies in: it is not followed again",
            ".a -> app.core 1:1 runtime",
            "! cases-to-core a.py:1:1",
        ),
        ("no end", FOUND, FOUND, FOUND, FOUND),
    ),
    Case(
        "link_out",
        "links that lead out of the repository",
        {
            "folder": Link(os.path.dirname(json.__file__)),
            "file.py": Link(json.__file__),
            "abs.py": Link("/etc/hostname"),
        },
        (
            "not_regular abs.py:1:1 as .abs: a link that leaves the repository: it is not followed",
            "not_regular file.py:1:1 as .file: a link that leaves the repository: it is not followed",
            "not_regular folder:1:1 as .folder: a link that leaves the repository: it is not followed",
        ),
        ("read outside the tree", MISSED, "read outside the tree", MISSED, MISSED),
    ),
    Case(
        "link_near",
        "links that lead out of the source root, within the repository",
        {"folder": Link("../../../../beyond"), "file.py": Link("../../../../beyond/x.py"), "^beyond/x.py": I},
        (
            "judged file.py:1:1 as .file",
            "linked folder/x.py:1:1 as .folder.x: another name of file.py, judged under both",
            ".file -> app.core 1:1 runtime",
            ".folder.x -> app.core 1:1 runtime",
            "! cases-to-core file.py:1:1",
            "! cases-to-core folder/x.py:1:1",
        ),
        (),
    ),
    Case(
        "link_in",
        "links within the source root",
        {"a.py": I, "b.py": Link("a.py"), "folder": Link("sub"), "sub/x.py": I},
        (
            "judged a.py:1:1 as .a",
            "linked b.py:1:1 as .b: another name of a.py, judged under both",
            "linked folder/x.py:1:1 as .folder.x: another name of sub/x.py, judged under both",
            "judged sub/x.py:1:1 as .sub.x",
            ".a -> app.core 1:1 runtime",
            ".b -> app.core 1:1 runtime",
            ".folder.x -> app.core 1:1 runtime",
            ".sub.x -> app.core 1:1 runtime",
            "! cases-to-core a.py:1:1",
            "! cases-to-core b.py:1:1",
            "! cases-to-core folder/x.py:1:1",
            "! cases-to-core sub/x.py:1:1",
        ),
        (),
    ),
    Case(
        "link_to_nothing",
        "a link to nothing, one to itself, one to a device",
        {"gone.py": Link("nowhere.py"), "self.py": Link("self.py"), "zero.py": Link("/dev/zero")},
        (
            "not_regular gone.py:1:1: a link to nothing",
            "not_regular self.py:1:1: a link to nothing",
            "not_regular zero.py:1:1 as .zero: a link that leaves the repository: it is not followed",
        ),
        (CRASH, FOUND, FOUND, CRASH, FOUND),
    ),
    Case(
        "pipe",
        "a pipe and a socket",
        {"pipe.py": os.mkfifo, "socket.py": socket_at},
        (
            "not_regular pipe.py:1:1 as .pipe: not a regular file (a pipe, a socket or a device)",
            "not_regular socket.py:1:1 as .socket: not a regular file (a pipe, a socket or a device)",
        ),
        ("crash (panic)", FOUND, "no end", "no end", FOUND),
    ),
    Case(
        "denied",
        "a file and a folder that may not be read",
        {"secret.py": Denied(I), "closed": Denied(None), "by.py": I},
        (
            "judged by.py:1:1 as .by",
            "not_regular closed:1:1 as .closed: the folder cannot be listed: Permission denied",
            "unparsable secret.py:1:1 as .secret: it cannot be read: Permission denied",
            ".by -> app.core 1:1 runtime",
            "! cases-to-core by.py:1:1",
            "! unparsable-files secret.py:1:1",
        ),
        (CRASH, SKIPPED, CRASH, CRASH, LOST),
    ),
    Case(
        "folder_py",
        "folders called like files",
        {"dir.py/x.py": I, "__init__.py/y.py": I},
        (
            "not_importable __init__.py/y.py:1:1: the name of one of its folders has a dot in it, so the file cannot be a module",
            "not_importable dir.py/x.py:1:1: the name of one of its folders has a dot in it, so the file cannot be a module",
        ),
        (FOUND, FOUND, FOUND, CRASH, FOUND),
    ),
    Case(
        "no_init",
        "folders without __init__.py, and packages below them",
        {"__init__.py": b"", "ns/x.py": I, "ns/deep/__init__.py": I, "ns/deep/y.py": b"from ..x import app\n"},
        (
            "judged __init__.py:1:1 as .",
            "judged ns/deep/__init__.py:1:1 as .ns.deep",
            "judged ns/deep/y.py:1:1 as .ns.deep.y",
            "judged ns/x.py:1:1 as .ns.x",
            ".ns.deep -> app.core 1:1 runtime",
            ".ns.deep.y -> .ns.x 1:1 runtime",
            ".ns.x -> app.core 1:1 runtime",
            "! cases-to-core ns/deep/__init__.py:1:1",
            "! cases-to-cases ns/deep/y.py:1:1",
            "! cases-to-core ns/x.py:1:1",
        ),
        (MISSED, FOUND, FOUND, FOUND, FOUND),
    ),
    Case(
        "prefix",
        "a folder whose name begins like its neighbour's",
        {"aa/__init__.py": I, "aabb/x.py": I, "aabb/sub/y.py": I},
        (
            "judged aa/__init__.py:1:1 as .aa",
            "judged aabb/sub/y.py:1:1 as .aabb.sub.y",
            "judged aabb/x.py:1:1 as .aabb.x",
            ".aa -> app.core 1:1 runtime",
            ".aabb.sub.y -> app.core 1:1 runtime",
            ".aabb.x -> app.core 1:1 runtime",
            "! cases-to-core aa/__init__.py:1:1",
            "! cases-to-core aabb/sub/y.py:1:1",
            "! cases-to-core aabb/x.py:1:1",
        ),
        (MISSED, FOUND, FOUND, FOUND, MISSED),
    ),
    Case(
        "both",
        "a module and a package of one name",
        {"a.py": b"", "a/__init__.py": I, "b.py": I, "b/inner.py": I},
        (
            "shadowed a.py:1:1 as .a: Python imports a/__init__.py under the same name",
            "judged a/__init__.py:1:1 as .a",
            "judged b.py:1:1 as .b",
            "shadowed b/inner.py:1:1 as .b.inner: Python imports b.py, which is no package, for app.case.both.b",
            ".a -> app.core 1:1 runtime",
            ".b -> app.core 1:1 runtime",
            "! cases-to-core a/__init__.py:1:1",
            "! cases-to-core b.py:1:1",
            "! shadowed-modules a.py:1:1",
            "! shadowed-modules b/inner.py:1:1",
        ),
        (MISSED, FOUND, FOUND, CRASH, FOUND),
    ),
)
