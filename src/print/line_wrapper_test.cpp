#include "print/line_wrapper.h"

#include <gtest/gtest.h>

namespace warploom::print {
namespace {

// Expected texts are what `ruff format --line-length 40` makes of the line.
std::string Wrapped(std::string_view line) { return WrapLine(line, 40); }

TEST(LineWrapper, ArgumentsGoOnALineOfTheirOwn) {
  EXPECT_EQ(Wrapped("    total = wp.dot(first_vector, second_)"),
            "    total = wp.dot(\n"
            "        first_vector, second_\n"
            "    )");
}

TEST(LineWrapper, ArgumentsThatDoNotFitGetALineEach) {
  EXPECT_EQ(Wrapped("wp.atomic_add(total_energy, cell, mass * wp.length_sq(velocity))"),
            "wp.atomic_add(\n"
            "    total_energy,\n"
            "    cell,\n"
            "    mass * wp.length_sq(velocity),\n"
            ")");
}

TEST(LineWrapper, TheCommaOfATupleOfOneStaysWithIt) {
  EXPECT_EQ(Wrapped("wp.tile_store(out, wp.tile_broadcast(t, shape=(N,)), k)"),
            "wp.tile_store(\n"
            "    out,\n"
            "    wp.tile_broadcast(t, shape=(N,)),\n"
            "    k,\n"
            ")");
}

TEST(LineWrapper, OperatorsBeginLinesInBracketsOfTheirOwn) {
  EXPECT_EQ(Wrapped("    energy = stiffness * stretch * stretch + damping * speed - offset"),
            "    energy = (\n"
            "        stiffness * stretch * stretch\n"
            "        + damping * speed\n"
            "        - offset\n"
            "    )");
}

TEST(LineWrapper, BracketsThatAreThereServeASingleOperator) {
  EXPECT_EQ(Wrapped("out[i] = position - dt * (velocity + half_dt * gravity)"),
            "out[i] = position - dt * (\n"
            "    velocity + half_dt * gravity\n"
            ")");
}

TEST(LineWrapper, ASubscriptAtTheEndIsNotBroken) {
  EXPECT_EQ(Wrapped("axis[i] = wp.vec3(a, b, c) * scales[i, j]"),
            "axis[i] = (\n"
            "    wp.vec3(a, b, c) * scales[i, j]\n"
            ")");
}

TEST(LineWrapper, ConditionsKeepTheirColon) {
  EXPECT_EQ(Wrapped("if column > 0 and column < width - 1 and row > 0:"),
            "if (\n"
            "    column > 0\n"
            "    and column < width - 1\n"
            "    and row > 0\n"
            "):");
}

TEST(LineWrapper, SignaturesBreakAtTheirArguments) {
  EXPECT_EQ(Wrapped("def weight(distance: float, radius: float):"),
            "def weight(\n"
            "    distance: float, radius: float\n"
            "):");
  EXPECT_EQ(Wrapped("def both(x: float) -> tuple[wp.float32, wp.float32]:"),
            "def both(\n"
            "    x: float,\n"
            ") -> tuple[wp.float32, wp.float32]:");
}

TEST(LineWrapper, ANameGetsBracketsWhereThatHelps) {
  EXPECT_EQ(Wrapped("a_very_long_name = another_name_that_is_long"),
            "a_very_long_name = (\n"
            "    another_name_that_is_long\n"
            ")");
}

TEST(LineWrapper, WhatCannotBeBrokenStays) {
  const std::string line = "x.abcdefghijklmnopqrstuvwxyz.abcdefgh = offset";
  EXPECT_EQ(Wrapped(line), line);
}

TEST(LineWrapper, OnlyLongCodeChanges) {
  const std::string comment = "# a comment that goes on and on and on and on";
  const std::string docstring =
      "\"\"\"What it does (a, b), told at length.\n\n" + comment + "\n\"\"\"";
  const std::string text = comment + "\n" + docstring + "\nx = 1\n";
  EXPECT_EQ(WrapLongLines(text, 40), text);
  EXPECT_EQ(WrapLongLines(text + "total = wp.dot(first_vector, second_vec)\nx = 2\n", 39),
            text + "total = wp.dot(\n    first_vector, second_vec\n)\nx = 2\n");
}

}  // namespace
}  // namespace warploom::print
