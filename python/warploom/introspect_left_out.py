"""Why an overload has no call in the table: the messages of Warp and the compiler."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence

import warp as wp

from warploom.introspect_calls import Call

MOST_REASON = 160


def reasons(
    answers_for: Mapping[tuple[str, int], Sequence[Call | str]],
    kept: Collection[Call],
    refused: Mapping[Call, str],
) -> Iterator[tuple[str, str, str]]:
    """One row (name, overload, reason) for each native overload that no kept call reaches."""
    reached = {(call.name, call.overload) for call in kept}
    registry = wp._src.context.builtin_functions
    for name in sorted(registry):
        function = registry[name]
        for index in range(len(function.overloads) if function.is_builtin() else 0):
            if (name, index) not in reached:
                answers = answers_for.get((name, index))
                reason = (
                    "it was not asked for" if answers is None else said(index, answers, refused)
                )
                yield name, str(index), reason


def said(index: int, answers: Sequence[Call | str], refused: Mapping[Call, str]) -> str:
    """The reason why an overload's own types were refused."""
    calls = [answer for answer in answers if isinstance(answer, Call)]
    own = [call for call in calls if call.overload == index]
    if own:
        return shortened(f"its C++ does not compile: {refused[own[0]]}")
    if calls:
        first = calls[0]
        asked = f"{first.name}({', '.join(first.args)})"
        return shortened(
            f"Warp takes another overload for its types: #{first.overload} for {asked}"
        )
    if answers:
        return shortened(f"Warp refuses it: {answers[0]}")
    return "no type of the catalog fits its parameters"


def shortened(text: str) -> str:
    """The text, truncated if it is very long."""
    return text if len(text) <= MOST_REASON else text[: MOST_REASON - 3] + "..."
