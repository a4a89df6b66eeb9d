"""Planted faults: the run check finds them, and nothing in texts that are as Warp made them."""

from __future__ import annotations

import random
from pathlib import Path

import pytest
from cli_program import PROGRAM
from conftest import InProcess
from mutation import plants
from mutation.checking import Checker, Prepared
from mutation.edit import Edit
from mutation.equivalence import MachineCode
from mutation.generator_faults import planted
from mutation.ir_text import IrText, arguments
from mutation.mutants import CAUGHT, EQUIVALENT, INVALID, Mutant, judge, mutant
from mutation.one_token import KINDS
from mutation.report import survivors, table
from mutation.samples import Generator, Sample, drawn


@pytest.fixture(scope="module")
def generator(inside: InProcess) -> Generator:
    return Generator(inside.wp)


@pytest.fixture(scope="module")
def samples(generator: Generator, tmp_path_factory: pytest.TempPathFactory) -> list[Sample]:
    folder = tmp_path_factory.mktemp("drawn")
    sources = drawn(PROGRAM, 90, folder / "default", "--seed", 4)
    sources += drawn(PROGRAM, 30, folder / "integer", "--seed", 4, "--categories", "integer")
    return list(generator.samples(sources))


def test_faults_are_caught_and_the_same_code_is_known(
    inside: InProcess, generator: Generator, tmp_path: Path
) -> None:
    options = ("--seed", 4, "--profile", "small", "--categories", "control_flow")
    checker = Checker(inside.wp, tmp_path)
    sources = drawn(PROGRAM, 2, tmp_path / "kernels", *options)
    prepared = checker.prepare(list(generator.samples(sources)))
    assert [one.targets for one in prepared] == [("cpu", "cuda")] * 2
    rng = random.Random(3)
    fault = plants.IN_GENERATOR[0]
    mutants = list(plants.plant_in_generator(fault, prepared, 1, generator, inside.wp, rng))
    mutants += [one for name in ("cpu", "cuda") for one in by_hand(prepared[0], name)]
    judge(mutants, checker, MachineCode(checker.jit, tmp_path), draws=0)
    kinds = {fault.name: CAUGHT, "another value": CAUGHT, "computed twice": EQUIVALENT}
    kinds["no C++"] = INVALID
    for one in mutants:
        assert one.fate == kinds[one.kind], f"{one.kind}, {one.target}: {one.detail}"
    assert len(mutants) == 2 * len(kinds)
    rows = table(mutants, [fault.name, "computed twice"])
    assert "| 100.0 % |" in rows
    assert "| computed twice | 2 | 0 | 2 | 0 of 0 | 0 of 0 | - |" in rows
    assert survivors(mutants) == ""


def by_hand(prepared: Prepared, target: str) -> list[Mutant]:
    """Changes of which it is known what they do."""
    ir = IrText(prepared.sample.generated[target])
    kernel = next(function for function in ir.functions if function.is_kernel)
    store = next(at for at in ir.statements(kernel) if "wp::array_store(" in ir.lines[at])
    value = arguments(ir.lines[store].strip()[len("wp::array_store(") : -2])[-1]
    load = next(at for at in ir.statements(kernel) if "= wp::load(" in ir.lines[at])
    other = ir.lines[store].replace(f", {value});", f", wp::add({value}, {value}));")
    return [
        mutant(prepared, target, "another value", ir, (Edit(store, (other,)),)),
        mutant(prepared, target, "computed twice", ir, (Edit(load, (ir.lines[load],) * 2),)),
        mutant(prepared, target, "no C++", ir, (Edit(store, ("wp::;",)),)),
    ]


def test_every_kind_changes_one_place(samples: list[Sample]) -> None:
    seen = set()
    for sample in samples[:20]:
        for text in sample.generated.values():
            ir = IrText(text)
            assert sum(function.is_kernel for function in ir.functions) == 1
            for kind, mutator in KINDS.items():
                for function in ir.functions:
                    for edit in mutator(ir, function, random.Random(1)):
                        seen.add(kind)
                        assert list(edit.lines) != ir.lines[edit.at : edit.at + edit.count]
                        assert function.first <= edit.at < function.last
    assert seen == set(KINDS)


# What kernels of 120 do not have.
RARE = {
    "64-bit integer constants are cut to 32 bits",
    "matrices are built column by column",
    "views begin at row 0",
    "step of a range loses its sign",
    "atomic additions of int64 store",
}


def test_every_fault_of_the_catalogue_has_a_source_and_can_be_planted(
    inside: InProcess, generator: Generator, samples: list[Sample]
) -> None:
    faults = [*plants.IN_GENERATOR, *plants.IN_TEXTS]
    assert len(faults) >= 40
    assert len(plants.SOURCES) == len(faults)
    assert all(fault.source for fault in faults)
    for fault in plants.IN_GENERATOR:
        with planted(inside.wp, fault):  # It raises OtherWarp where Warp's source is another one.
            pass
    texts = [IrText(text) for sample in samples for text in sample.generated.values()]
    never = {
        fault.name
        for fault in plants.IN_TEXTS
        if not any(
            next(fault.plant(ir, function), None)
            for ir in texts
            if ir.target in fault.targets
            for function in ir.functions
        )
    }
    assert never <= RARE
