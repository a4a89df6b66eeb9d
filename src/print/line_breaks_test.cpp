#include <gtest/gtest.h>

#include <array>
#include <string>

#include "lang/builder.h"
#include "print/module_printer.h"
#include "print/statement_printer.h"

namespace warploom::print {
namespace {

using lang::ArrayOf;
using lang::BinaryOp;
using lang::CompareOp;
using lang::ExprId;
using lang::kBool;
using lang::kFloat;
using lang::kInt;
using lang::kVec3;
using lang::Type;

// Builds one statement and prints it. The expected texts are the output of
// `ruff format --line-length 40`.
class LineBreaks : public testing::Test {
 protected:
  LineBreaks() : b_(module_, lang::PinnedBuiltins()) { b_.OpenBlock(); }

  ExprId Var(const std::string& name, Type type = kFloat) { return b_.Var(b_.AddVar(name, type)); }
  ExprId Binary(BinaryOp op, ExprId left, ExprId right) { return b_.Binary(op, left, right); }
  ExprId Add(ExprId left, ExprId right) { return Binary(BinaryOp::kAdd, left, right); }
  ExprId Sub(ExprId left, ExprId right) { return Binary(BinaryOp::kSub, left, right); }
  ExprId Mul(ExprId left, ExprId right) { return Binary(BinaryOp::kMul, left, right); }
  void Assign(const std::string& name, ExprId value) {
    b_.Assign(b_.AddVar(name, b_.type_of(value)), value);
  }
  lang::StmtList Nothing() {
    b_.OpenBlock();
    b_.Pass();
    return b_.CloseBlock();
  }

  std::string Printed(int depth = 0, int limit = 40) {
    LineWriter out(limit);
    PrintStatements(out, module_, lang::PinnedBuiltins(), b_.CloseBlock(), depth);
    return std::move(out).Take();
  }

  lang::Module module_;
  lang::Builder b_;
};

TEST_F(LineBreaks, ALineOfTheLimitStays) {
  Assign("total", b_.Call("dot", {Var("first_vector", kVec3), Var("secon_", kVec3)}));
  EXPECT_EQ(Printed(1), "    total = wp.dot(first_vector, secon_)\n");
}

TEST_F(LineBreaks, ArgumentsGoOnALineOfTheirOwn) {
  Assign("total", b_.Call("dot", {Var("first_vector", kVec3), Var("second_", kVec3)}));
  EXPECT_EQ(Printed(1),
            "    total = wp.dot(\n"
            "        first_vector, second_\n"
            "    )\n");
}

TEST_F(LineBreaks, ArgumentsThatDoNotFitGetALineEach) {
  b_.Evaluate(
      b_.Call("atomic_add", {Var("total_energy", ArrayOf(kFloat, 1)), Var("cell", kInt),
                             Mul(Var("mass"), b_.Call("length_sq", {Var("velocity", kVec3)}))}));
  EXPECT_EQ(Printed(),
            "wp.atomic_add(\n"
            "    total_energy,\n"
            "    cell,\n"
            "    mass * wp.length_sq(velocity),\n"
            ")\n");
}

TEST_F(LineBreaks, TheCommaOfATupleOfOneStaysWithIt) {
  const std::array shape = {Var("count", kInt)};
  Assign("view_of_it", b_.LocalArray(kFloat, shape, Var("source_values", ArrayOf(kFloat, 1))));
  EXPECT_EQ(Printed(),
            "view_of_it = wp.array(\n"
            "    ptr=source_values.ptr,\n"
            "    shape=(count,),\n"
            "    dtype=float,\n"
            ")\n");
}

TEST_F(LineBreaks, OperatorsBeginLinesInParenthesesOfTheirOwn) {
  const ExprId stretch = Var("stretch");
  const ExprId spring = Mul(Mul(Var("stiffness"), stretch), stretch);
  Assign("energy", Sub(Add(spring, Mul(Var("damping"), Var("speed"))), Var("offset")));
  EXPECT_EQ(Printed(1),
            "    energy = (\n"
            "        stiffness * stretch * stretch\n"
            "        + damping * speed\n"
            "        - offset\n"
            "    )\n");
}

TEST_F(LineBreaks, BracketsThatAreThereServeASingleOperator) {
  const ExprId sum = Add(Var("velocity"), Mul(Var("half_dt"), Var("gravity")));
  b_.Store(b_.Subscript(Var("out", ArrayOf(kFloat, 1)), {Var("i", kInt)}),
           Sub(Var("position"), Mul(Var("dt"), sum)));
  EXPECT_EQ(Printed(),
            "out[i] = position - dt * (\n"
            "    velocity + half_dt * gravity\n"
            ")\n");
}

TEST_F(LineBreaks, ASubscriptAtTheEndIsNotBroken) {
  const ExprId scale =
      b_.Subscript(Var("scales", ArrayOf(kFloat, 2)), {Var("i", kInt), Var("j", kInt)});
  b_.Store(b_.Subscript(Var("axis", ArrayOf(kVec3, 1)), {Var("i", kInt)}),
           Mul(b_.Construct(kVec3, {Var("a"), Var("b"), Var("c")}), scale));
  EXPECT_EQ(Printed(),
            "axis[i] = (\n"
            "    wp.vec3(a, b, c) * scales[i, j]\n"
            ")\n");
}

TEST_F(LineBreaks, ConditionsKeepTheirColon) {
  const ExprId column = Var("column", kInt);
  const ExprId zero = b_.Int(0);
  const std::array tests = {b_.Compare(CompareOp::kGt, column, zero),
                            b_.Compare(CompareOp::kLt, column, Sub(Var("width", kInt), b_.Int(1))),
                            b_.Compare(CompareOp::kGt, Var("row", kInt), zero)};
  const ExprId condition = b_.And(tests);
  b_.If(condition, Nothing());
  EXPECT_EQ(Printed(),
            "if (\n"
            "    column > 0\n"
            "    and column < width - 1\n"
            "    and row > 0\n"
            "):\n"
            "    pass\n");
}

TEST_F(LineBreaks, AndBreaksWithOr) {
  const std::array both = {Var("first_condition", kBool), Var("second_condition", kBool)};
  const std::array either = {b_.And(both), Var("third_condition", kBool)};
  Assign("any_of_them", b_.Or(either));
  EXPECT_EQ(Printed(),
            "any_of_them = (\n"
            "    first_condition\n"
            "    and second_condition\n"
            "    or third_condition\n"
            ")\n");
}

TEST_F(LineBreaks, ATernaryBreaksAtItsWords) {
  Assign("chosen",
         b_.Ternary(Var("is_inside_the_domain", kBool), Var("first_value"), Var("second_value")));
  EXPECT_EQ(Printed(),
            "chosen = (\n"
            "    first_value\n"
            "    if is_inside_the_domain\n"
            "    else second_value\n"
            ")\n");
}

TEST_F(LineBreaks, SeveralResultsGetALineEach) {
  const std::array values = {Add(Var("first_value"), Var("second_value")),
                             Add(Var("third_value"), Var("fourth_value"))};
  b_.Return(values);
  EXPECT_EQ(Printed(),
            "return (\n"
            "    first_value + second_value,\n"
            "    third_value + fourth_value,\n"
            ")\n");
}

TEST_F(LineBreaks, BracketsServeSeveralResultsWithoutOperators) {
  const std::array values = {b_.Call("clamp", {Var("aaaa"), Var("bb"), Var("cc")}),
                             b_.Call("min", {Var("second_argument"), Var("x")})};
  b_.Return(values);
  EXPECT_EQ(Printed(),
            "return wp.clamp(aaaa, bb, cc), wp.min(\n"
            "    second_argument, x\n"
            ")\n");
}

TEST_F(LineBreaks, ATupleThatIsAssignedGetsParentheses) {
  const std::array values = {b_.Call("clamp", {Var("aaaa"), Var("bb"), Var("cc")}),
                             b_.Call("min", {Var("second_argument"), Var("x")})};
  const std::array targets = {b_.AddVar("lo", lang::kFloat), b_.AddVar("hi", lang::kFloat)};
  b_.Unpack(targets, b_.Tuple(values));
  EXPECT_EQ(Printed(),
            "lo, hi = (\n"
            "    wp.clamp(aaaa, bb, cc),\n"
            "    wp.min(second_argument, x),\n"
            ")\n");
}

TEST_F(LineBreaks, ACallGetsParenthesesWhereItsHeadDoesNotFit) {
  Assign("a_name_that_is_really_long_too", b_.Call("normalize", {Var("vector", kVec3)}));
  EXPECT_EQ(Printed(),
            "a_name_that_is_really_long_too = (\n"
            "    wp.normalize(vector)\n"
            ")\n");
}

TEST_F(LineBreaks, ANameGetsParenthesesWhereThatHelps) {
  Assign("a_very_long_name", Var("another_name_that_is_long"));
  EXPECT_EQ(Printed(),
            "a_very_long_name = (\n"
            "    another_name_that_is_long\n"
            ")\n");
}

TEST_F(LineBreaks, WhatCannotBeBrokenStays) {
  Assign("a_name_that_leaves_no_room_for_anything", Var("offset"));
  EXPECT_EQ(Printed(), "a_name_that_leaves_no_room_for_anything = offset\n");
}

TEST_F(LineBreaks, AssertionsAndCommentsStay) {
  b_.Assert(b_.Compare(CompareOp::kLt, Var("a_long_name_of_a_value"), Var("another_long_name")));
  b_.Comment("A comment that goes on and on and on and on.");
  EXPECT_EQ(Printed(),
            "assert a_long_name_of_a_value < another_long_name\n"
            "# A comment that goes on and on and on and on.\n");
}

class SignatureBreaks : public LineBreaks {
 protected:
  // A module whose kernel calls nothing; the helper is `name` with float parameters.
  std::string Module(std::initializer_list<std::string> params, std::vector<Type> results) {
    std::vector<lang::VarId> vars;
    for (const std::string& param : params) {
      vars.push_back(b_.AddVar(param, kFloat));
    }
    b_.Pass();
    b_.AddFunction("weight_of", vars, std::move(results));
    module_.functions.back().annotate_results = true;
    b_.OpenBlock();
    b_.Pass();
    b_.AddFunction("step", {}, {});
    module_.style.line_length = 40;
    const std::string text = PrintModule(module_, lang::PinnedBuiltins());
    const size_t begin = text.find("def weight_of");
    return text.substr(begin, text.find("    pass", begin) - begin);
  }
};

TEST_F(SignatureBreaks, ParametersGoOnALineOfTheirOwn) {
  EXPECT_EQ(Module({"distance", "radius_"}, {}),
            "def weight_of(\n"
            "    distance: float, radius_: float\n"
            "):\n");
}

TEST_F(SignatureBreaks, ALoneParameterHasAComma) {
  EXPECT_EQ(Module({"x"}, {kVec3, kVec3}),
            "def weight_of(\n"
            "    x: float,\n"
            ") -> tuple[wp.vec3, wp.vec3]:\n");
}

}  // namespace
}  // namespace warploom::print
