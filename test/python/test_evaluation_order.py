"""tools/evaluation_order.py finds operands whose order C++ leaves open, in sources made up here."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

pytest.importorskip("clang.cindex", reason="libclang is installed by tools/setup.sh --dev")

import evaluation_order
from evaluation_order_graph import Finding, Graph

ROOT = Path(__file__).resolve().parents[2]

HEAD = """
#include <functional>
#include <string>
#include <vector>
struct Rng {
  int Next() { return state++; }
  int Known() const { return 1; }
  int state = 0;
};
struct Point { int x, y; };
struct Made { Made(int, int) {} };
struct Val { int id; };
struct Log {
  int Add(int line) { lines.push_back(line); return line; }
  int Size() const { return static_cast<int>(lines.size()); }
  int Note() { seen++; return 0; }
  int Last() const { return known.back(); }
  int Know(int line) { known.push_back(line); return line; }
  std::vector<int> lines;
  // order: grows, because it is read by number.
  std::vector<int> known;
  // order: independent, because it only counts.
  int seen = 0;
};
Val operator+(Val a, Val b);
Val operator<<(Val a, Val b);
Val operator&&(Val a, Val b);
int f(int, int);
int f(Point);
int one(int);
Val Draw(Rng& r) { return {r.Next()}; }
int Indirect(Rng& r) { return Draw(r).id; }
int Call(const std::function<int()>& g) { return g(); }
int Both(const std::function<int()>& g, int);
void Fill(std::string& text) { text += "x"; }
int Filled(std::string& text) { Fill(text); return 1; }
// order: independent, because it asks a table.
int Table(Rng& r) { return r.Next(); }
template <typename T> int Of(T& r) { return r.Next() + 0; }
template <typename F> int Apply(F g) { return g(); }
int Own() { Log own; return own.Add(1) + 2; }
struct Base { virtual int Go(Rng& r) { return r.Known(); } };
struct Derived : Base { int Go(Rng& r) override { return r.Next(); } };
"""


OPEN = {
    "arguments": "f(r.Next(), r.Next());",
    "through other functions": "f(Indirect(r), Draw(r).id);",
    "a constructor's parentheses": "Made made(r.Next(), r.Next());",
    "a temporary's parentheses": "one((Made(r.Next(), r.Next()), 1));",
    "a built-in operator": "one(r.Next() - r.Next());",
    "a comparison": "one(r.Next() < r.Next());",
    "an operator of ours": "Draw(r) + Draw(r);",
    "deep inside": "f(one(one(r.Next())), 2 * (b ? r.Next() : 3));",
    "arguments in braces of an argument": "f(f({r.Next(), 1}), r.Next());",
    "a lambda that draws": "auto draw = [&] { return r.Next(); }; f(draw(), draw());",
    "a lambda that is called": "f(Call([&] { return r.Next(); }), r.Next());",
    "a lambda passed to a template": "f(Apply([&] { return r.Next(); }), r.Next());",
    "a function that is not known": "f(g(), r.Next());",
    "a std::function of a known lambda": (
        "std::function<int()> h = [&] { return r.Next(); }; f(h(), r.Next());"
    ),
    "inside a lambda": "auto draw = [&] { return f(r.Next(), r.Next()); };",
    "inside a lambda's argument": "Call([&] { return f(r.Next(), r.Next()); });",
    "a template of ours": "f(Of(r), Of(r));",
    "a virtual function": "f(base.Go(r), r.Next());",
    "adding to a list": "f(log.Add(1), log.Add(2));",
    "reading what the other writes": "f(log.Size(), log.Add(2));",
    "adding twice to what grows": "f(log.Know(1), log.Know(2));",
    "an object of the function's own": "Log own; f(own.Add(1), own.Add(2));",
    "a local variable": "int n = 0; auto next = [&] { return n++; }; f(next(), next());",
    "a parameter that is changed": "f(Filled(text), Filled(text));",
    "a library algorithm's function": "f(std::invoke([&] { return r.Next(); }), r.Next());",
}

CLOSED = {
    "braces": "f({r.Next(), r.Next()});",
    "braces of a constructor": "Made made{r.Next(), r.Next()};",
    "an aggregate": "Point p = {r.Next(), r.Next()};",
    "one argument draws": "f(r.Next(), r.Known());",
    "the choice of a ternary": "one(b ? r.Next() : r.Known());",
    "all of a ternary": "one(r.Next() > 0 ? r.Next() : r.Next());",
    "and": "one(r.Next() && r.Next());",
    "or": "one(r.Next() || r.Next());",
    "and of ours": "Draw(r) && Draw(r);",
    "comma": "one((r.Next(), r.Next()));",
    "shift": "one(r.Next() << r.Next());",
    "shift of ours": "Draw(r) << Draw(r);",
    "assignment": "int a[9]; a[r.Next()] = r.Next();",
    "subscript": "std::vector<int> v; one(v[static_cast<size_t>(r.Next())]);",
    "statements": "const int a = r.Next(); f(a, r.Next());",
    "the object of a call": "std::vector<Rng>{{r.Next()}}[0].Known();",
    "a lambda that is not called yet": "Both([&] { return r.Next(); }, r.Next());",
    "a lambda that does not draw": "f(Call([] { return 1; }), r.Next());",
    "operators that only build": "Val x = Draw(r); x + x;",
    "an independent function": "f(Table(r), r.Next());",
    "an independent member": "f(log.Note(), log.Note());",
    "an independent statement": "// order: independent, because of this.\nf(r.Next(), r.Next());",
    "reading what only grows": "f(log.Last(), log.Know(2));",
    "objects of the functions that are called": "f(Own(), Own());",
    "different things": "f(log.Add(1), r.Next());",
    "locals of the functions that are called": "f(Call([] { int n = 0; return n++; }), one(2));",
}


TOLD = "f(Indirect(r), one(Draw(r).id));"
PARAMETERS = (
    "Rng& r, Log& log, Base& base, const std::function<int()>& g, bool b, std::string& text"
)


@pytest.fixture(scope="module")
def findings(tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[Finding]]:
    """What is found in each body. They are functions of one source: parsing <vector> takes long."""
    folder = tmp_path_factory.mktemp("order")
    source = folder / "source.cpp"
    text = HEAD
    body_at: dict[int, str] = {}
    for number, body in enumerate([*OPEN.values(), *CLOSED.values(), TOLD]):
        first = text.count("\n") + 1
        text += f"void Test{number}({PARAMETERS}) {{\n{body}\n}}\n"
        body_at.update(dict.fromkeys(range(first, text.count("\n") + 1), body))
    source.write_text(text)
    flags = [*evaluation_order.builtin_headers(), "-std=c++20"]
    facts = evaluation_order.facts_of(folder, [source], str(source), None, flags)
    found: dict[str, list[Finding]] = {body: [] for body in body_at.values()}
    for finding in Graph([facts]).findings():
        found[body_at[int(finding.place.split(":")[1])]].append(finding)
    return found


@pytest.mark.parametrize("body", OPEN.values(), ids=OPEN.keys())
def test_open_order_is_found(body: str, findings: dict[str, list[Finding]]) -> None:
    assert len(findings[body]) == 1


@pytest.mark.parametrize("body", CLOSED.values(), ids=CLOSED.keys())
def test_what_has_an_order_is_not(body: str, findings: dict[str, list[Finding]]) -> None:
    assert findings[body] == []


def test_a_finding_tells_place_operands_and_path(findings: dict[str, list[Finding]]) -> None:
    (finding,) = findings[TOLD]
    assert finding.place.startswith("source.cpp:")
    assert (finding.first, finding.second) == ("Indirect(r)", "one(Draw(r).id)")
    assert finding.first_path == ("Indirect", "Draw", "Rng::Next")
    told = evaluation_order.tell(finding)
    assert "Rng::state" in told
    assert "Indirect -> Draw -> Rng::Next" in told


@pytest.mark.slow
def test_no_expression_of_ours_leaves_the_order_open() -> None:
    """The whole tree, by the files and flags of the configured build."""
    done = subprocess.run(
        [sys.executable, ROOT / "tools/evaluation_order.py"],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
