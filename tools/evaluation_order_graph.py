"""Joins what the sources' functions do over all calls, and finds operands whose order shows."""

from __future__ import annotations

import dataclasses
from collections import defaultdict, deque
from collections.abc import Iterable
from typing import Any

UNKNOWN_CALL = "U||"


@dataclasses.dataclass
class Summary:
    """What calling a function may write and read, each with the call that leads there."""

    writes: dict[str, str | None] = dataclasses.field(default_factory=dict)
    reads: dict[str, str | None] = dataclasses.field(default_factory=dict)


@dataclasses.dataclass(frozen=True)
class Finding:
    place: str
    what: str
    first: str
    second: str
    shared: str  # What both touch.
    first_path: tuple[str, ...]
    second_path: tuple[str, ...]


class Graph:
    """All functions. `independent` names some whose effects' order does not show."""

    def __init__(self, facts: Iterable[dict[str, Any]], independent: Iterable[str] = ()) -> None:
        self.functions: dict[str, dict[str, Any]] = {}
        self.places: dict[str, dict[str, Any]] = {}
        self.independent: dict[str, str] = {}
        self.growing: dict[str, str] = {}
        for one in facts:
            for key, function in one["functions"].items():
                self._add(key, function)
            for place in one["places"]:
                self.places[place["place"] + place["what"]] = place
            self.independent.update(one["independent"])
            self.growing.update(one["growing"])
        for key in list(self.functions):
            owner, _, name = self.functions[key]["name"].rpartition("::")
            if owner:
                self._add(f"any {name}", _calling(name, key))
        names = set(independent)
        for key, function in self.functions.items():
            if function["name"] in names:
                self.independent[key] = "named on the command line"
        self.summaries: dict[str, Summary] = defaultdict(Summary)
        self._propagate()

    def _add(self, key: str, function: dict[str, Any]) -> None:
        known = self.functions.get(key)
        if known is None:
            self.functions[key] = {**function, "effects": dict(function["effects"])}
            return
        for part in ("writes", "reads", "calls"):
            old = known["effects"][part]
            known["effects"][part] = old + [
                one for one in function["effects"][part] if one not in old
            ]

    # ---- Over all calls ---------------------------------------------------------------------

    def _propagate(self) -> None:
        callers: dict[str, set[str]] = defaultdict(set)
        for key, function in self.functions.items():
            for callee, arguments in function["effects"]["calls"]:
                callers[callee].add(key)
                for _, callables in arguments.values():
                    for held in callables:
                        callers[held].add(key)
        waiting = deque(self.functions)
        queued = set(waiting)
        while waiting:
            key = waiting.popleft()
            queued.discard(key)
            if key in self.independent:
                continue
            before = self._size(key)
            self._join(self.summaries[key], self.functions[key]["effects"])
            if self._size(key) != before:
                for caller in callers[key] - queued:
                    queued.add(caller)
                    waiting.append(caller)

    def _size(self, key: str) -> int:
        return len(self.summaries[key].writes) + len(self.summaries[key].reads)

    def _join(self, summary: Summary, effects: dict[str, Any]) -> None:
        for part in ("writes", "reads"):
            for name in self._expand(effects[part]):
                if name not in self.independent:
                    getattr(summary, part).setdefault(name, None)
        for callee, arguments in effects["calls"]:
            self._join_call(summary, callee, arguments)

    def _expand(self, names: Iterable[str]) -> set[str]:
        """R|f is what f returns a reference to: the members that it names itself."""
        found = set()
        for name in names:
            if name.startswith("R|"):
                target = self.functions.get(name[2:])
                reads = target["effects"]["reads"] if target else ()
                found |= {read for read in reads if read.startswith("F|")}
            else:
                found.add(name)
        return found

    def _join_call(self, summary: Summary, callee: str, arguments: dict[str, Any]) -> None:
        of_callee = self.summaries.get(callee)
        if of_callee is None:
            return
        local, own = arguments.get("object", [[], ["no object"]])
        for part in ("writes", "reads"):
            into = getattr(summary, part)
            for name in list(getattr(of_callee, part)):
                if name.startswith(own[0]):
                    into.update(dict.fromkeys(local, callee))
                    continue
                kind, _, rest = name.partition("|")
                owner, _, number = rest.rpartition("|")
                if kind in "FG" or owner != callee:
                    into.setdefault(name, callee)
                elif kind == "P":
                    for passed in self._expand(arguments.get(number, [[], []])[0]):
                        if passed not in self.independent:
                            into.setdefault(passed, callee)
                elif kind == "U":
                    self._join_callables(summary, arguments.get(number, [[], []])[1])

    def _join_callables(self, summary: Summary, callables: Iterable[str]) -> None:
        for held in callables:
            if held.startswith("U|"):
                summary.writes.setdefault(held, None)
            else:
                self._join_call(summary, held, {})

    # ---- Places -----------------------------------------------------------------------------

    def findings(self) -> list[Finding]:
        found = []
        for place in self.places.values():
            if place["independent"] is None and place["function"] not in self.independent:
                finding = self._judge(place)
                if finding:
                    found.append(finding)
        return sorted(found, key=lambda one: _sort_key(one.place))

    def _judge(self, place: dict[str, Any]) -> Finding | None:
        summaries = []
        for operand in place["operands"]:
            summary = Summary()
            self._join(summary, operand)
            summaries.append(summary)
        for i, first in enumerate(summaries):
            for j in range(i + 1, len(summaries)):
                shared = self._shared(first, summaries[j])
                if shared:
                    return Finding(
                        place["place"],
                        place["what"],
                        place["operands"][i]["text"],
                        place["operands"][j]["text"],
                        self.name_of(shared),
                        self._path(first, shared),
                        self._path(summaries[j], shared),
                    )
        return None

    def _shared(self, first: Summary, second: Summary) -> str | None:
        """Something that both operands touch and at least one writes."""
        both = first.writes.keys() & second.writes.keys()
        either = first.writes.keys() & second.reads.keys()
        either |= first.reads.keys() & second.writes.keys()
        for names in (both, either - self.growing.keys()):
            known = [name for name in names if not name.startswith("U|")]
            if known:
                return min(known, key=lambda name: ("Rng" not in name, name))
        for one, other in ((first, second), (second, first)):
            unknown = sorted(name for name in one.writes if name.startswith("U|"))
            if unknown and any(not name.startswith("L|") for name in other.writes):
                return unknown[0]
        return None

    def _path(self, summary: Summary, name: str) -> tuple[str, ...]:
        """The functions that lead from an operand to what it touches."""
        path: list[str] = []
        seen = set()
        while True:
            key = summary.writes.get(name) or summary.reads.get(name)
            if key is None or key in seen:
                return tuple(path)
            seen.add(key)
            path.append(self.functions[key]["name"] if key in self.functions else key)
            summary = self.summaries[key]

    def name_of(self, key: str) -> str:
        kind, _, rest = key.partition("|")
        if kind == "U":
            return "a function that is not known here"
        if kind == "F":
            parts = [part for part in rest.split("@") if part not in ("S", "N", "FI", "c:")]
            return "::".join(parts[-2:])
        return rest.rpartition("|")[2].partition("@")[0] or rest


def _calling(name: str, key: str) -> dict[str, Any]:
    effects = {"writes": [], "reads": [], "calls": [[key, {}]]}
    return {"name": f"any {name}", "place": "", "effects": effects}


def _sort_key(place: str) -> tuple[str, int, int]:
    file, line, column = place.rsplit(":", 2)
    return file, int(line), int(column)
