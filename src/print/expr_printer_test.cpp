#include "print/expr_printer.h"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <map>
#include <optional>
#include <string>
#include <string_view>

#include "lang/builder.h"

namespace warploom::print {
namespace {

using lang::BinaryOp;
using lang::CompareOp;
using lang::ExprId;
using lang::kBool;
using lang::kFloat;
using lang::kInt;
using lang::Type;
using lang::UnaryOp;

constexpr std::array kBinaryOps = {
    BinaryOp::kAdd,      BinaryOp::kSub,    BinaryOp::kMul, BinaryOp::kDiv,
    BinaryOp::kFloorDiv, BinaryOp::kMod,    BinaryOp::kPow, BinaryOp::kBitAnd,
    BinaryOp::kBitOr,    BinaryOp::kBitXor, BinaryOp::kShl, BinaryOp::kShr,
};

// Parses an expression and writes it fully parenthesized. The grammar is that of the Python
// reference, "Expressions", and independent of our own table.
class Reader {
 public:
  explicit Reader(std::string_view text) : text_(text) {}

  std::string Read() { return Level(0); }
  bool is_at_end() const { return text_.empty(); }

 private:
  static constexpr std::array<std::string_view, 6> kLevels = {" | ",     " ^ ",   " & ",
                                                              " << >> ", " + - ", " * / // % "};

  std::string_view Peek() const {
    const size_t end = text_.find_first_not_of("+-*/%&|^<>");
    return text_.substr(0, end);
  }
  void Skip(size_t count) {
    text_.remove_prefix(count);
    text_.remove_prefix(std::min(text_.find_first_not_of(' '), text_.size()));
  }

  std::string Level(size_t level) {
    if (level == kLevels.size()) {
      return Prefix();
    }
    std::string left = Level(level + 1);
    for (;;) {
      const std::string op(Peek());
      if (op.empty() || kLevels[level].find(" " + op + " ") == std::string_view::npos) {
        return left;
      }
      Skip(op.size());
      left = fmt::format("({}{}{})", left, op, Level(level + 1));
    }
  }

  std::string Prefix() {
    const std::string op(text_.substr(0, 1));
    if (op != "-" && op != "~") {
      return Power();
    }
    Skip(1);
    return fmt::format("({}{})", op, Prefix());
  }

  std::string Power() {
    std::string left;
    if (text_.front() == '(') {
      Skip(1);
      left = Level(0);
    } else {
      left = text_.substr(0, 1);
    }
    Skip(1);  // The letter or the bracket.
    if (Peek() != "**") {
      return left;
    }
    Skip(2);
    return fmt::format("({}**{})", left, Prefix());
  }

  std::string_view text_;
};

class ExprPrinterTest : public testing::Test {
 protected:
  ExprPrinterTest() : b_(module_, lang::PinnedBuiltins()) {}

  ExprId Var(const std::string& name, Type type) { return b_.Var(b_.AddVar(name, type)); }

  std::string Printed(ExprId id) const {
    Document out;
    out.Start(false);
    AppendExpr(out, module_, lang::PinnedBuiltins(), id);
    return out.text();
  }

  std::optional<ExprId> TryBinary(BinaryOp op, ExprId left, ExprId right) {
    if (!b_.BinaryCall(op, b_.type_of(left), b_.type_of(right)).has_value()) {
      return std::nullopt;
    }
    return b_.Binary(op, left, right);
  }

  lang::Module module_;
  lang::Builder b_;
};

void ExpectReads(const std::string& printed, const std::string& meant) {
  Reader reader(printed);
  EXPECT_EQ(reader.Read(), meant) << printed;
  EXPECT_TRUE(reader.is_at_end()) << printed;
}

TEST_F(ExprPrinterTest, PythonReadsEveryPairOfOperatorsAsItWasBuilt) {
  std::map<BinaryOp, int> seen;
  for (const Type type : {kInt, kFloat}) {
    const ExprId a = Var("a", type);
    const ExprId b = Var("b", type);
    const ExprId c = Var("c", type);
    for (const BinaryOp outer : kBinaryOps) {
      for (const BinaryOp inner : kBinaryOps) {
        const std::string_view out = Info(outer).spelling;
        const std::string_view in = Info(inner).spelling;
        const auto first = TryBinary(inner, a, b);
        const auto second = TryBinary(inner, b, c);
        const auto left = first ? TryBinary(outer, *first, c) : std::nullopt;
        const auto right = second ? TryBinary(outer, a, *second) : std::nullopt;
        if (left && right) {
          ++seen[outer];
          ExpectReads(Printed(*left), fmt::format("((a{}b){}c)", in, out));
          ExpectReads(Printed(*right), fmt::format("(a{}(b{}c))", out, in));
        }
      }
    }
  }
  EXPECT_EQ(seen.size(), kBinaryOps.size());
}

TEST_F(ExprPrinterTest, PythonReadsSignsAsTheyWereBuilt) {
  const ExprId a = Var("a", kFloat);
  const ExprId b = Var("b", kFloat);
  const ExprId minus_a = b_.Unary(UnaryOp::kNeg, a);
  for (const BinaryOp op : kBinaryOps) {
    const std::string_view text = Info(op).spelling;
    if (const auto binary = TryBinary(op, a, b)) {
      ExpectReads(Printed(b_.Unary(UnaryOp::kNeg, *binary)), fmt::format("(-(a{}b))", text));
      ExpectReads(Printed(b_.Binary(op, minus_a, b)), fmt::format("((-a){}b)", text));
      ExpectReads(Printed(b_.Binary(op, b, minus_a)), fmt::format("(b{}(-a))", text));
    }
  }
}

TEST_F(ExprPrinterTest, LogicAndTernariesGetParenthesesWherePythonNeedsThem) {
  const ExprId p = Var("p", kBool);
  const ExprId q = Var("q", kBool);
  const ExprId r = Var("r", kBool);
  const ExprId a = Var("a", kFloat);
  const ExprId b = Var("b", kFloat);
  const ExprId p_or_q = b_.Or(std::array{p, q});
  const ExprId p_and_q = b_.And(std::array{p, q});
  const ExprId a_less_b = b_.Compare(CompareOp::kLt, a, b);
  const ExprId chosen = b_.Ternary(p, a, b);
  EXPECT_EQ(Printed(b_.And(std::array{p_or_q, r})), "(p or q) and r");
  EXPECT_EQ(Printed(b_.Or(std::array{p_and_q, r})), "p and q or r");
  EXPECT_EQ(Printed(b_.Unary(UnaryOp::kNot, p_and_q)), "not (p and q)");
  EXPECT_EQ(Printed(b_.Unary(UnaryOp::kNot, a_less_b)), "not a < b");
  EXPECT_EQ(Printed(b_.And(std::array{b_.Unary(UnaryOp::kNot, p), a_less_b})), "not p and a < b");
  EXPECT_EQ(Printed(b_.Binary(BinaryOp::kMul, chosen, a)), "(a if p else b) * a");
  EXPECT_EQ(Printed(b_.Ternary(q, a, chosen)), "a if q else a if p else b");
  EXPECT_EQ(Printed(b_.Ternary(q, chosen, a)), "(a if p else b) if q else a");
}

TEST_F(ExprPrinterTest, PowersHugSimpleOperandsOnly) {
  const ExprId a = Var("a", kFloat);
  const ExprId pi = b_.Named(lang::NumberName::kPi, lang::NumberSource::kWarp);
  const ExprId square = b_.Binary(BinaryOp::kPow, a, b_.Real(2.0));
  EXPECT_EQ(Printed(square), "a**2.0");
  EXPECT_EQ(Printed(b_.Binary(BinaryOp::kPow, a, pi)), "a**wp.pi");
  EXPECT_EQ(Printed(b_.Binary(BinaryOp::kPow, b_.Call("sqrt", {a}), a)), "wp.sqrt(a) ** a");
  EXPECT_EQ(Printed(b_.Unary(UnaryOp::kNeg, square)), "-(a**2.0)");
}

TEST_F(ExprPrinterTest, MixedBitwiseOperatorsGetParentheses) {
  const ExprId a = Var("a", kInt);
  const ExprId shifted = b_.Binary(BinaryOp::kShr, a, b_.Int(3));
  EXPECT_EQ(Printed(b_.Binary(BinaryOp::kBitXor, a, shifted)), "a ^ (a >> 3)");
  EXPECT_EQ(Printed(b_.Compare(CompareOp::kEq, shifted, a)), "(a >> 3) == a");
}

TEST_F(ExprPrinterTest, NegativeNumbersGetParenthesesUnderAPower) {
  EXPECT_EQ(Printed(b_.Binary(BinaryOp::kPow, b_.Real(-2.0), Var("a", kFloat))), "(-2.0)**a");
  EXPECT_EQ(Printed(b_.Binary(BinaryOp::kMul, Var("a", kFloat), b_.Real(-2.0))), "a * -2.0");
}

TEST_F(ExprPrinterTest, SlicesAreSpacedUnlessTheirBoundsAreSimple) {
  const ExprId x = Var("x", lang::ArrayOf(kFloat, 1));
  const ExprId n = Var("n", kInt);
  EXPECT_EQ(Printed(b_.Subscript(x, {b_.Slice(b_.Int(1), n)})), "x[1:n]");
  EXPECT_EQ(
      Printed(b_.Subscript(x, {b_.Slice(b_.Binary(BinaryOp::kAdd, n, b_.Int(1)), {}, b_.Int(2))})),
      "x[n + 1 : : 2]");
}

}  // namespace
}  // namespace warploom::print
