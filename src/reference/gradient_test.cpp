#include "reference/gradient.h"

#include <gtest/gtest.h>

#include <array>
#include <functional>
#include <string>

#include "reference/rule_test.h"

namespace warploom::reference {
namespace {

using lang::BinaryOp;
using lang::ExprId;
using lang::VarId;

// The words that a reference has on a kernel; "" for none.
std::string WordsOn(const std::function<void(Rule&)>& body) {
  Rule rule(lang::kFloat, lang::kFloat);
  const std::string text = rule.Text(body);
  constexpr std::string_view kNote = "// gradient: ";
  const size_t at = text.find(kNote);
  return at == std::string::npos
             ? ""
             : text.substr(at + kNote.size(), text.find('\n', at) - at - kNote.size());
}

// total = 0.5, and in a loop over `trips` iterations: total op= x[i].
ExprId Gathered(Rule& r, BinaryOp op, int trips) {
  const VarId total = r.Let("total", r.b.Real(0.5));
  const VarId i = r.b.AddVar("i", lang::kInt);
  r.b.OpenBlock();
  r.b.Augment(r.b.Var(total), op, r.b.Subscript(r.X(), {r.b.Var(i)}));
  r.b.ForRange(i, {}, r.b.Int(trips), {}, r.b.CloseBlock());
  return r.b.Var(total);
}

TEST(NotDifferentiable, LoopsThatCarryWhatADerivativeDependsOn) {
  EXPECT_EQ(WordsOn([](Rule& r) { r.Give(Gathered(r, BinaryOp::kAdd, 20)); }), "");
  EXPECT_EQ(WordsOn([](Rule& r) { r.Give(Gathered(r, BinaryOp::kMul, 20)); }), "loop");
  EXPECT_EQ(WordsOn([](Rule& r) { r.Give(Gathered(r, BinaryOp::kMul, 3)); }), "");
  EXPECT_EQ(WordsOn([](Rule& r) {
              const ExprId sum = Gathered(r, BinaryOp::kSub, 20);
              r.Give(r.b.Binary(BinaryOp::kDiv, sum, r.b.Real(3.0)));
            }),
            "");
  EXPECT_EQ(WordsOn([](Rule& r) {
              const ExprId sum = Gathered(r, BinaryOp::kAdd, 20);
              r.Give(r.b.Binary(BinaryOp::kMul, sum, sum));
            }),
            "loop");
}

TEST(NotDifferentiable, WhileLoops) {
  EXPECT_EQ(WordsOn([](Rule& r) {
              const VarId i = r.Let("i", r.b.Construct(lang::kInt, {r.b.Int(0)}));
              r.b.OpenBlock();
              r.b.Augment(r.b.Var(i), BinaryOp::kAdd, r.b.Int(1));
              r.b.While(r.b.Compare(lang::CompareOp::kLt, r.b.Var(i), r.b.Int(3)),
                        r.b.CloseBlock());
            }),
            "loop");
}

TEST(NotDifferentiable, ArraysThatAreReadAndStoredTo) {
  const auto element = [](Rule& r) { return r.b.Subscript(r.Out(), {r.b.Int(0)}); };
  EXPECT_EQ(WordsOn([](Rule& r) { r.Give(r.X(0)); }), "");
  EXPECT_EQ(WordsOn([&](Rule& r) { r.b.Augment(element(r), BinaryOp::kAdd, r.X(0)); }), "");
  EXPECT_EQ(WordsOn([&](Rule& r) { r.Give(element(r)); }), "overwrite");
  EXPECT_EQ(WordsOn([&](Rule& r) { r.b.Augment(element(r), BinaryOp::kMul, r.X(0)); }), "in_place");
}

TEST(NotDifferentiable, ComponentsThatAreAssignedTwice) {
  const auto assign = [](Rule& r, int times, bool has_value = false) {
    const VarId v = r.Let("v", has_value ? r.b.Construct(lang::kVec2, {r.X(0), r.X(1)})
                                         : r.b.Construct(lang::kVec2, {}));
    for (int i = 0; i < times; ++i) {
      r.b.Store(r.b.Subscript(r.b.Var(v), {r.b.Int(0)}), r.X(2));
    }
  };
  EXPECT_EQ(WordsOn([&](Rule& r) { assign(r, 1); }), "");
  EXPECT_EQ(WordsOn([&](Rule& r) { assign(r, 2); }), "component");
  EXPECT_EQ(WordsOn([&](Rule& r) { assign(r, 1, true); }), "component");
}

TEST(NotDifferentiable, BuiltinsAndAtomics) {
  EXPECT_EQ(WordsOn([](Rule& r) { r.Give(r.b.Binary(BinaryOp::kMod, r.X(0), r.X(1))); }),
            "call:mod");
  EXPECT_EQ(WordsOn([](Rule& r) { r.Give(r.b.Call("frac", {r.X(0)})); }), "call:frac");
  const auto add = [](Rule& r) { return r.b.Call("atomic_add", {r.Out(), r.b.Int(0), r.X(0)}); };
  EXPECT_EQ(WordsOn([&](Rule& r) { r.b.Evaluate(add(r)); }), "");
  EXPECT_EQ(WordsOn([&](Rule& r) { r.Give(add(r)); }), "atomic");
}

TEST(Order, SnippetsThatAddAtomicallyRound) {
  const auto text = [](const std::string& snippet) {
    Rule rule(lang::kFloat, lang::kFloat);
    const lang::VarId out = rule.b.AddVar("out", lang::ArrayOf(lang::kFloat, 1));
    rule.b.OpenBlock();
    const lang::FuncId native = rule.b.AddFunction("deposit", std::array{out}, {});
    rule.b.module().functions[native.value].native.snippet = rule.b.AddText(snippet);
    return rule.Text([](Rule& r) { r.Give(r.X(0)); });
  };
  constexpr std::string_view kNote = "// rounding: atomic_add\n";
  EXPECT_TRUE(text("wp::atomic_add(out, 0, 1.0f);").starts_with(kNote));
  EXPECT_FALSE(text("wp::array_store(out, 0, 1.0f);").starts_with(kNote));
}

}  // namespace
}  // namespace warploom::reference
