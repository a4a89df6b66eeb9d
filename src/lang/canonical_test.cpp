#include "lang/canonical.h"

#include <gtest/gtest.h>

#include <functional>

#include "lang/builder.h"

namespace warploom::lang {
namespace {

struct Spelling {
  std::string input = "x";
  std::string local = "y";
  std::string name = "scale";
  std::string comment;
  double factor = 2.0;
  BinaryOp op = BinaryOp::kMul;
};

// out[i] = x[i] * factor, with one name for each part.
Module Make(const Spelling& spelling) {
  Module module;
  Builder b(module, PinnedBuiltins());
  b.OpenBlock();
  const VarId in = b.AddVar(spelling.input, ArrayOf(kFloat, 1));
  const VarId out = b.AddVar("out", ArrayOf(kFloat, 1));
  const VarId i = b.AddVar("i", kInt);
  const VarId y = b.AddVar(spelling.local, kFloat);
  b.Assign(i, b.Call(b.builtins().call(b.builtins().Named(b.builtins().Name("tid"))[0]), {}));
  if (!spelling.comment.empty()) {
    b.Comment(spelling.comment);
  }
  const ExprId element = b.Subscript(b.Var(in), {b.Var(i)});
  b.Assign(y, b.Binary(spelling.op, element, b.Real(spelling.factor)));
  b.Store(b.Subscript(b.Var(out), {b.Var(i)}), b.Var(y));
  b.AddFunction(spelling.name, std::array{in, out}, {});
  return module;
}

TEST(CanonicalTest, NamesAndCommentsDoNotCount) {
  const StructuralHashes plain = HashStructure(Make({}));
  Spelling other;
  other.input = "velocity";
  other.local = "scaled";
  other.name = "integrate";
  other.comment = "scale it";
  const StructuralHashes renamed = HashStructure(Make(other));
  EXPECT_EQ(plain.structural, renamed.structural);
  EXPECT_EQ(plain.masked, renamed.masked);
}

TEST(CanonicalTest, ConstantsCountOnlyUnmasked) {
  Spelling other;
  other.factor = 3.0;
  EXPECT_NE(HashStructure(Make({})).structural, HashStructure(Make(other)).structural);
  EXPECT_EQ(HashStructure(Make({})).masked, HashStructure(Make(other)).masked);
}

// These are the numbers that datasets hold. A change here makes every kernel a new one.
TEST(CanonicalTest, HashesAreTheSameInEveryVersion) {
  const StructuralHashes hashes = HashStructure(Make({}));
  EXPECT_EQ(hashes.structural, 0xee6896778406db1eULL);
  EXPECT_EQ(hashes.masked, 0x8d9379105664e427ULL);
}

// Hashes of a kernel of one statement.
uint64_t HashOfCall(const std::function<ExprId(Builder&)>& make) {
  Module module;
  Builder b(module, PinnedBuiltins());
  b.OpenBlock();
  b.Evaluate(make(b));
  b.AddFunction("kernel", {}, {});
  return HashStructure(module).structural;
}

TEST(CanonicalTest, BuiltinsCountByNameAndResult) {
  const auto call = [](std::string_view name, size_t row) {
    return HashOfCall([=](Builder& b) {
      const BuiltinTable& table = b.builtins();
      return b.Call(table.call(table.Named(table.Name(name))[row]), {});
    });
  };
  EXPECT_EQ(call("sin", 0), call("sin", 0));
  EXPECT_NE(call("sin", 0), call("cos", 0));
  EXPECT_NE(call("sin", 0), call("sin", 1)) << "of another scalar";
}

TEST(CanonicalTest, NamedNumbersAreConstants) {
  const auto number = [](NumberName name) {
    return HashOfCall([=](Builder& b) { return b.Named(name, NumberSource::kWarp); });
  };
  EXPECT_NE(number(NumberName::kPi), number(NumberName::kE));
}

TEST(CanonicalTest, OperatorsCount) {
  Spelling other;
  other.op = BinaryOp::kAdd;
  EXPECT_NE(HashStructure(Make({})).masked, HashStructure(Make(other)).masked);
}

}  // namespace
}  // namespace warploom::lang
