"""CODEOWNERS files: which owners a path has, for each form of pattern that GitHub and GitLab document."""

from pathlib import Path

import pytest

from import_conformance.reading.project.codeowners import CodeOwners, parse_codeowners, read_codeowners


@pytest.mark.parametrize(
    ("pattern", "matching", "others"),
    [
        ("*", ["a.py", "a/b/c.py"], []),
        ("*.js", ["x.js", "a/b/x.js", "a/lib.js/x.py"], ["x.jsx", "js"]),
        ("*/x.py", ["a/x.py"], ["x.py", "a/b/x.py"]),
        ("/build/logs/", ["build/logs/a", "build/logs/a/b"], ["build/logs", "x/build/logs/a"]),
        ("docs/*", ["docs/a.md"], ["docs/a/b.md", "x/docs/a.md"]),
        ("docs/*.md", ["docs/a.md"], ["docs/a/b.md", "docs/a.txt"]),
        ("apps/", ["apps/a", "x/apps/a/b"], ["apps", "xapps/a"]),
        ("apps", ["apps", "x/apps", "apps/a"], ["apps.py"]),
        ("/docs/", ["docs/a/b"], ["x/docs/a"]),
        ("/apps/github", ["apps/github", "apps/github/a/b"], ["x/apps/github", "apps/github2"]),
        ("apps/github", ["apps/github/a"], ["x/apps/github/a"]),
        ("**/logs", ["logs/a", "a/b/logs/c", "logs"], ["mylogs/a"]),
        ("a/**/b", ["a/b", "a/x/y/b", "a/x/b/c"], ["x/a/b"]),
        ("/a/**", ["a/b", "a/b/c"], ["b/a/c"]),
        ("/a?.py", ["ab.py"], ["a.py", "abc.py", "x/ab.py"]),
        ("/*a*b*.py", ["xayb.py", "ab.py"], ["ba.py", "a/b.py"]),
        (r"/with\ blank/", ["with blank/a"], ["with/a"]),
        (r"\#odd.py", ["#odd.py", "a/#odd.py"], ["odd.py"]),
        ("/A.py", ["A.py"], ["a.py"]),
    ],
)
def test_a_pattern_matches_what_its_documentation_says(pattern: str, matching: list[str], others: list[str]) -> None:
    """Each documented form of pattern, with files that it matches and files that it does not."""
    found = parse_codeowners(f"{pattern} @me\n")

    assert [path for path in (*matching, *others) if found.owners(path)] == matching


def test_the_last_match_counts_and_may_have_no_owner() -> None:
    """Later lines win; a pattern without owners takes those of earlier ones away."""
    found = parse_codeowners("* @all\n/a/ @one two@example.org # who knows\n\n# @nobody\n/a/free\n")

    assert [found.owners(path) for path in ("b", "a/x", "a/free")] == [("@all",), ("@one", "two@example.org"), ()]
    assert found.names == ("@all", "@one", "two@example.org")


def test_sections_have_default_owners_and_each_adds_its_last_match() -> None:
    """GitLab: a section has owners for its lines without; optional sections and numbers of approvals change nothing."""
    text = "* @all\n[Data][2] @data\n/db/\n/db/x @x\n^[Docs]\n*.md @docs\n[DATA] @later\n/late/\n!/db/free\n"

    found = parse_codeowners(text)

    assert found.owners("db/a") == ("@all", "@data")
    assert found.owners("db/x") == ("@all", "@x")
    assert found.owners("db/x/a.md") == ("@all", "@x", "@docs")
    assert found.owners("late/a") == ("@all", "@later")
    assert found.owners("db/free") == ("@all",)


def test_a_relative_pattern_floats_in_gitlab() -> None:
    """GitLab takes `a/b` for `/**/a/b`."""
    assert not parse_codeowners("a/b @me").owners("x/a/b")
    assert parse_codeowners("a/b @me", is_gitlab=True).owners("x/a/b") == ("@me",)
    assert parse_codeowners("[S]\na/b @me").owners("x/a/b") == ("@me",)


def test_a_hostile_pattern_takes_no_time() -> None:
    """Many stars over a long name are matched in a product of lengths, not in a power of it."""
    found = parse_codeowners("*a" * 200 + "b @me\n" + "**/a/" * 200 + "b @me\n")

    assert found.owners("a" * 250) == found.owners("a/" * 250 + "c") == ()


def test_the_first_place_that_has_a_file_counts(tmp_path: Path) -> None:
    """GitHub's places come before GitLab's; what is no file, or is missing, names no owner."""
    assert read_codeowners(tmp_path) == CodeOwners()
    for owner, place in enumerate((".gitlab", "docs", ".", ".github")):
        (tmp_path / place).mkdir(exist_ok=True)
        (tmp_path / place / "CODEOWNERS").write_bytes(b"\xef\xbb\xbf* @o%d\r\n" % owner)
        assert read_codeowners(tmp_path).owners("a") == (f"@o{owner}",)
    (tmp_path / ".github/CODEOWNERS").unlink()
    (tmp_path / ".github/CODEOWNERS").mkdir()
    assert read_codeowners(tmp_path).owners("a") == ("@o2",)


def test_a_link_out_of_the_repository_is_not_followed(tmp_path: Path) -> None:
    """What lies outside decides nothing about the code."""
    (tmp_path / "outside").write_text("* @stranger\n", encoding="utf-8")
    (tmp_path / "repository").mkdir()
    (tmp_path / "repository/CODEOWNERS").symlink_to(tmp_path / "outside")

    assert read_codeowners(tmp_path / "repository") == CodeOwners()
