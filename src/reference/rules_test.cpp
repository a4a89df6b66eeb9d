#include <fmt/format.h>
#include <gtest/gtest.h>

#include <array>
#include <cstdlib>
#include <fstream>
#include <functional>
#include <sstream>
#include <string>
#include <vector>

#include "reference/rule_test.h"

// The rules of docs/verification.md. Each kernel here has its reference in test/reference/NAME.txt;
// test/python/test_reference_rules.py compiles these texts, runs them and compares with what was
// computed by hand. WARPLOOM_UPDATE=1 rewrites the texts.
namespace warploom::reference {
namespace {

using lang::BinaryOp;
using lang::CompareOp;
using lang::ExprId;
using lang::Type;
using lang::VarId;

struct RuleCase {
  std::string name;
  Type x;
  Type out;
  std::function<void(Rule&)> body;
  bool counts = false;  // Calls the helper `counted`.
};
void PrintTo(const RuleCase& c, std::ostream* os) { *os << c.name; }

constexpr Type kByte = lang::ScalarType(lang::Scalar::kUint8);

const RuleCase kIntegers[] = {
    {"integers_wrap", lang::kInt, lang::kInt,
     [](Rule& r) {
       r.Give(BinaryOp::kAdd, 0, 1);
       r.Give(BinaryOp::kSub, 2, 1);
       r.Give(BinaryOp::kMul, 0, 0);
       r.Give(r.b.Unary(lang::UnaryOp::kNeg, r.X(2)));
       r.Give(r.b.Unary(lang::UnaryOp::kInvert, r.X(1)));
     }},
    {"bytes_wrap", kByte, kByte,
     [](Rule& r) {
       r.Give(BinaryOp::kAdd, 0, 1);
       r.Give(BinaryOp::kSub, 1, 0);
       r.Give(BinaryOp::kMul, 0, 0);
       r.Give(r.b.Unary(lang::UnaryOp::kNeg, r.X(1)));
     }},
    {"integers_divide", lang::kInt, lang::kInt,
     [](Rule& r) {
       for (const BinaryOp op : {BinaryOp::kDiv, BinaryOp::kFloorDiv, BinaryOp::kMod}) {
         r.Give(op, 0, 1);
         r.Give(op, 2, 1);
         r.Give(op, 0, 3);
         r.Give(op, 2, 3);
       }
     }},
    {"shifts", lang::kInt, lang::kInt,
     [](Rule& r) {
       r.Give(BinaryOp::kShl, 0, 1);
       r.Give(BinaryOp::kShl, 2, 1);
       r.Give(BinaryOp::kShr, 2, 1);
       r.Give(BinaryOp::kShr, 0, 1);
     }},
    {"unsigned_shift", lang::kUint, lang::kUint,
     [](Rule& r) {
       r.Give(BinaryOp::kShl, 0, 1);
       r.Give(BinaryOp::kShr, 0, 1);
     }},
};

const RuleCase kFloats[] = {
    {"floats", lang::kFloat, lang::kFloat,
     [](Rule& r) {
       r.Give(r.b.Unary(lang::UnaryOp::kNeg, r.X(0)));
       r.Give(BinaryOp::kDiv, 1, 0);
       r.Give(BinaryOp::kMul, 2, 0);
       r.Give(r.b.Binary(BinaryOp::kAdd, r.b.Binary(BinaryOp::kAdd, r.X(3), r.X(1)),
                         r.b.Unary(lang::UnaryOp::kNeg, r.X(3))));
       r.Give(BinaryOp::kFloorDiv, 2, 4);
       r.Give(BinaryOp::kMod, 2, 4);
       r.Give(BinaryOp::kPow, 4, 1);
       r.Give(r.b.Unary(lang::UnaryOp::kNeg, r.b.Real(0.0)));
     }},
    {"literals", lang::kDouble, lang::kDouble,
     [](Rule& r) {
       r.Give(r.b.Construct(lang::kDouble, {r.b.Real(0.1)}));
       r.Give(r.b.Real(0.1, lang::kDouble));
       r.Give(r.b.Construct(lang::kDouble, {r.b.Int(-9007199254740993, lang::kInt64)}));
       r.Give(r.b.Construct(lang::kDouble, {r.b.Int(-1, lang::kUint64)}));
     }},
    {"floats_to_integers", lang::kFloat, lang::kInt,
     [](Rule& r) {
       r.Give(r.b.Construct(lang::kInt, {r.X(0)}));
       r.Give(r.b.Construct(lang::kInt, {r.X(1)}));
       r.Give(r.b.Construct(
           lang::kInt, {r.b.Construct(lang::ScalarType(lang::Scalar::kInt8), {r.b.Int(300)})}));
       r.Give(r.b.Construct(lang::kInt, {r.b.Construct(lang::kBool, {r.X(2)})}));
     }},
    {"integers_to_floats", lang::kInt, lang::kFloat,
     [](Rule& r) {
       r.Give(r.b.Construct(lang::kFloat, {r.X(0)}));
       r.Give(r.b.Construct(lang::kFloat, {r.b.Construct(lang::kUint, {r.X(1)})}));
     }},
    {"static_numbers", lang::kFloat, lang::kFloat,
     [](Rule& r) {
       lang::Builder& b = r.b;
       const ExprId table =
           b.Const(b.AddConstant("TABLE", b.Tuple(std::array{b.Int(3), b.Int(5)}), false));
       r.Give(b.Static(b.Binary(BinaryOp::kMul, b.Real(0.1), b.Real(0.3))));
       const ExprId whole = b.Static(b.Subscript(table, {b.Int(1)}));
       r.Give(b.Construct(lang::kFloat, {whole}));
       r.Give(b.Construct(lang::kFloat,
                          {b.Static(b.Binary(BinaryOp::kFloorDiv, b.Int(-7), b.Int(2)))}));
       r.Give(b.Construct(lang::kFloat, {b.Static(b.Binary(BinaryOp::kMod, b.Int(-7), b.Int(2)))}));
       const ExprId three = b.Construct(lang::kFloat, {b.Int(3)});
       r.Give(b.Static(b.Binary(BinaryOp::kDiv, b.Real(1.0), three)));
     }},
};

// What is computed, and how often.
const RuleCase kConditions[] = {
    {"chained_comparisons", lang::kInt, lang::kInt,
     [](Rule& r) {
       lang::Builder& b = r.b;
       const VarId calls = r.Let("calls", b.LocalArray(lang::kInt, std::array{b.Int(1)}));
       const auto counted = [&](int i) {
         return b.UserCall(lang::FuncId{0}, std::array{b.Var(calls), r.X(i)});
       };
       const auto chain = [&](int low, int middle, int high) {
         r.Give(b.Construct(lang::kInt, {b.CompareChain(r.X(low), CompareOp::kLt, counted(middle),
                                                        CompareOp::kLt, counted(high))}));
         r.Give(b.Subscript(b.Var(calls), {b.Int(0)}));
       };
       chain(0, 1, 2);
       chain(1, 0, 2);
     },
     true},
    {"and_or_are_lazy", lang::kInt, lang::kInt,
     [](Rule& r) {
       lang::Builder& b = r.b;
       const VarId calls = r.Let("calls", b.LocalArray(lang::kInt, std::array{b.Int(1)}));
       const auto counted = [&](int i) {
         const ExprId value = b.UserCall(lang::FuncId{0}, std::array{b.Var(calls), r.X(i)});
         return b.Compare(CompareOp::kGt, value, b.Int(0));
       };
       const auto give = [&](ExprId condition) {
         r.Give(b.Construct(lang::kInt, {condition}));
         r.Give(b.Subscript(b.Var(calls), {b.Int(0)}));
       };
       give(b.And(std::array{counted(0), counted(1)}));
       give(b.And(std::array{counted(1), counted(0)}));
       give(b.Or(std::array{counted(1), counted(0)}));
       give(b.Or(std::array{counted(0), counted(1)}));
     },
     true},
    {"ternary_is_lazy", lang::kInt, lang::kInt,
     [](Rule& r) {
       lang::Builder& b = r.b;
       const VarId calls = r.Let("calls", b.LocalArray(lang::kInt, std::array{b.Int(1)}));
       const auto counted = [&](int i) {
         return b.UserCall(lang::FuncId{0}, std::array{b.Var(calls), r.X(i)});
       };
       r.Give(b.Ternary(b.Compare(CompareOp::kGt, r.X(0), b.Int(0)), counted(1), counted(2)));
       r.Give(b.Ternary(b.Compare(CompareOp::kLt, r.X(0), b.Int(0)), counted(1), counted(2)));
       r.Give(b.Subscript(b.Var(calls), {b.Int(0)}));
     },
     true},
};

// out[..] = how often the body runs, the counter's sum and its value behind the loop.
void Count(Rule& r, std::array<ExprId, 3> bounds, bool reversed = false) {
  lang::Builder& b = r.b;
  const VarId trips = b.AddVar("trips", lang::kInt);
  const VarId sum = b.AddVar("sum", lang::kInt);
  const VarId i = b.AddVar("i", lang::kInt);
  b.Assign(trips, b.Int(0));
  b.Assign(sum, b.Int(0));
  b.Assign(i, b.Int(-99));
  b.OpenBlock();
  b.Augment(b.Var(trips), BinaryOp::kAdd, b.Int(1));
  b.Assign(sum,
           b.Binary(BinaryOp::kAdd, b.Binary(BinaryOp::kMul, b.Var(sum), b.Int(10)), b.Var(i)));
  b.Store(b.Subscript(r.X(), {b.Int(1)}), b.Int(0));  // The bounds are computed once.
  b.ForRange(i, bounds[0], bounds[1], bounds[2], b.CloseBlock(), reversed);
  for (const VarId var : {trips, sum, i}) {
    r.Give(b.Var(var));
  }
}

const RuleCase kStatements[] = {
    {"ranges", lang::kInt, lang::kInt,
     [](Rule& r) {
       lang::Builder& b = r.b;
       Count(r, {ExprId{}, r.X(1), ExprId{}});
       Count(r, {b.Int(7), r.X(0), r.X(2)});
       Count(r, {b.Int(1), b.Int(8), b.Int(3)}, true);
       Count(r, {b.Int(3), b.Int(3), ExprId{}});
     }},
    {"break_and_continue", lang::kInt, lang::kInt,
     [](Rule& r) {
       lang::Builder& b = r.b;
       const VarId n = r.Let("n", b.Int(0));
       const VarId sum = r.Let("sum", b.Int(0));
       b.OpenBlock();
       b.Augment(b.Var(n), BinaryOp::kAdd, b.Int(1));
       b.OpenBlock();
       b.Continue();
       b.If(b.Compare(CompareOp::kEq, b.Var(n), r.X(0)), b.CloseBlock());
       b.OpenBlock();
       b.Break();
       b.If(b.Compare(CompareOp::kGt, b.Var(n), r.X(1)), b.CloseBlock());
       b.Augment(b.Var(sum), BinaryOp::kAdd, b.Var(n));
       b.While(b.Compare(CompareOp::kLt, b.Var(n), b.Int(100)), b.CloseBlock());
       r.Give(b.Var(n));
       r.Give(b.Var(sum));
     }},
    {"copies_and_views", lang::kFloat, lang::kFloat,
     [](Rule& r) {
       lang::Builder& b = r.b;
       const Type pair = b.AddStruct({"Pair", {{"v", lang::kVec2}, {"n", lang::kInt}}});
       const VarId v = r.Let("v", b.Construct(lang::kVec2, {r.X(0), r.X(1)}));
       const VarId w = r.Let("w", b.Var(v));
       const VarId p = r.Let("p", b.Construct(pair, {b.Var(v), b.Int(1)}));
       const VarId q = r.Let("q", b.Var(p));
       b.Store(b.Component(b.Var(v), 0), b.Real(50.0));
       b.Store(b.Component(b.Field(b.Var(p), 0), 1), b.Real(60.0));
       r.Give(b.Component(b.Var(v), 0));
       r.Give(b.Component(b.Var(w), 0));
       r.Give(b.Component(b.Field(b.Var(p), 0), 1));
       r.Give(b.Component(b.Field(b.Var(q), 0), 1));
       const VarId view = r.Let("view", b.Subscript(r.X(), {b.Slice(b.Int(2), {}, {})}));
       b.Store(b.Subscript(b.Var(view), {b.Int(0)}), b.Real(70.0));
       r.Give(r.X(2));
     }},
    {"subscripts", lang::kFloat, lang::kFloat,
     [](Rule& r) {
       lang::Builder& b = r.b;
       r.Give(r.X(-1));
       const VarId back = r.Let("back", b.Subscript(r.X(), {b.Slice(b.Int(-2), {}, b.Int(-2))}));
       r.Give(b.Construct(lang::kFloat, {b.Shape(b.Var(back), 0)}));
       r.Give(b.Subscript(b.Var(back), {b.Int(0)}));
       r.Give(b.Subscript(b.Var(back), {b.Int(-1)}));
       const VarId m = r.Let("m", b.Construct(lang::kMat22, {r.X(0), r.X(1), r.X(2), r.X(3)}));
       b.Store(b.Subscript(b.Var(m), {b.Int(-1)}),
               b.Construct(lang::kVec2, {b.Real(8.0), b.Real(9.0)}));
       r.Give(b.Subscript(b.Var(m), {b.Int(1), b.Int(0)}));
       const VarId column = r.Let("column", b.Subscript(b.Var(m), {b.Slice({}, {}), b.Int(1)}));
       r.Give(b.Subscript(b.Var(column), {b.Int(0)}));
       r.Give(b.Subscript(b.Var(column), {b.Int(-1)}));
     }},
    {"atomics_give_old_values", lang::kInt, lang::kInt,
     [](Rule& r) {
       lang::Builder& b = r.b;
       for (const char* name : {"atomic_add", "atomic_sub", "atomic_min", "atomic_max",
                                "atomic_exch", "atomic_and", "atomic_or", "atomic_xor"}) {
         r.Give(b.Call(name, {r.X(), b.Int(0), r.X(1)}));
         r.Give(r.X(0));
         b.Store(b.Subscript(r.X(), {b.Int(0)}), r.X(2));
       }
       r.Give(b.Call("atomic_cas", {r.X(), b.Int(0), r.X(2), r.X(1)}));
       r.Give(b.Call("atomic_cas", {r.X(), b.Int(0), r.X(2), r.X(2)}));
       r.Give(r.X(0));
     }},
};

const RuleCase kTiles[] = {
    {"tiles", lang::kFloat, lang::kFloat,
     [](Rule& r) {
       lang::Builder& b = r.b;
       const auto at = [&](VarId tile, int i) { return b.Subscript(b.Var(tile), {b.Int(i)}); };
       const VarId part = r.Let("part", r.Load(1));  // Reaches beyond the array.
       r.Give(at(part, 0));
       r.Give(at(part, 2));
       r.Give(at(part, 3));
       const VarId whole = r.Let("whole", r.Load(0));
       const Type single = lang::TileOf(lang::kFloat, std::array{1});
       r.Give(at(r.Let("sum", r.Call("tile_sum", 1, {b.Var(whole)}, single)), 0));
       const auto list = [&](lang::KeywordName name, int value) {
         return b.Keyword(name, b.Tuple(std::array{b.Int(value)}));
       };
       const VarId view = r.Let("view", r.Call("tile_view", 0,
                                               {b.Var(whole), list(lang::KeywordName::kOffset, 2),
                                                list(lang::KeywordName::kShape, 2)},
                                               lang::TileOf(lang::kFloat, std::array{2})));
       b.Store(at(view, 0), b.Real(9.0));
       r.Give(at(whole, 2));
       b.Augment(b.Var(whole), BinaryOp::kAdd, b.Var(part));
       r.Give(at(view, 0));
       r.Give(at(r.Let("doubled", b.Binary(BinaryOp::kMul, b.Var(whole), b.Real(2.0))), 2));
       r.Give(at(whole, 2));
     }},
};

// wp.grad of a function with these parameters and this result.
ExprId Gradient(Rule& r, const std::vector<VarId>& params,
                const std::function<ExprId(std::vector<ExprId>)>& result,
                const std::vector<ExprId>& args, Type type) {
  std::vector<ExprId> values;
  values.reserve(params.size());
  for (const VarId param : params) {
    values.push_back(r.b.Var(param));
  }
  r.b.OpenBlock();
  r.b.Return(std::array{result(values)});
  const lang::FuncId function =
      r.b.AddFunction(fmt::format("f{}", params[0].value), params, {lang::kFloat});
  return r.b.UserCall(
      {.function = function, .args = {}, .callee = {}, .form = lang::UserCall::Form::kGrad}, args,
      type);
}

const RuleCase kMatrices[] = {
    {"matrices_of_vectors", lang::kFloat, lang::kFloat,
     [](Rule& r) {
       lang::Builder& b = r.b;
       const Type vec = lang::VecType(3, lang::Scalar::kFloat32);
       const VarId first = r.Let("first", b.Construct(vec, {r.X(0), r.X(1), r.X(2)}));
       const VarId second = r.Let("second", b.Construct(vec, {r.X(3), r.X(4), r.X(5)}));
       for (const std::string name : {"matrix_from_cols", "matrix_from_rows"}) {
         const VarId matrix = r.Let(name, b.Call(name, {b.Var(first), b.Var(second)}));
         const bool by_columns = name == "matrix_from_cols";
         for (int i = 0; i < 6; ++i) {
           const int row = by_columns ? i / 2 : i / 3;
           const int column = by_columns ? i % 2 : i % 3;
           r.Give(b.Subscript(b.Var(matrix), {b.Int(row), b.Int(column)}));
         }
       }
     }},
};

const RuleCase kDerivatives[] = {
    {"derivatives", lang::kFloat, lang::kFloat,
     [](Rule& r) {
       lang::Builder& b = r.b;
       const auto of_numbers = [&](const std::vector<ExprId>& p) {  // x x y - 3 y
         const ExprId square = b.Binary(BinaryOp::kMul, p[0], p[0]);
         return b.Binary(BinaryOp::kSub, b.Binary(BinaryOp::kMul, square, p[1]),
                         b.Binary(BinaryOp::kMul, b.Real(3.0), p[1]));
       };
       const std::vector params = {b.AddVar("x", lang::kFloat), b.AddVar("y", lang::kFloat)};
       const std::vector targets = {b.AddVar("dx", lang::kFloat), b.AddVar("dy", lang::kFloat)};
       b.Unpack(targets, Gradient(r, params, of_numbers, {r.X(0), r.X(1)}, lang::kFloat));
       r.Give(b.Var(targets[0]));
       r.Give(b.Var(targets[1]));
       const Type vec = lang::VecType(2, lang::Scalar::kFloat32);
       const auto of_vector = [&](const std::vector<ExprId>& p) {  // (p . p) p.x
         return b.Binary(BinaryOp::kMul, b.Call("dot", {p[0], p[0]}), b.Component(p[0], 0));
       };
       const VarId slope = r.Let("slope", Gradient(r, {b.AddVar("p", vec)}, of_vector,
                                                   {b.Construct(vec, {r.X(2), r.X(3)})}, vec));
       r.Give(b.Component(b.Var(slope), 0));
       r.Give(b.Component(b.Var(slope), 1));
     }},
};

std::vector<RuleCase> AllRules() {
  std::vector<RuleCase> all;
  all.insert(all.end(), std::begin(kIntegers), std::end(kIntegers));
  all.insert(all.end(), std::begin(kFloats), std::end(kFloats));
  all.insert(all.end(), std::begin(kConditions), std::end(kConditions));
  all.insert(all.end(), std::begin(kStatements), std::end(kStatements));
  all.insert(all.end(), std::begin(kTiles), std::end(kTiles));
  all.insert(all.end(), std::begin(kMatrices), std::end(kMatrices));
  all.insert(all.end(), std::begin(kDerivatives), std::end(kDerivatives));
  return all;
}

class RuleTest : public testing::TestWithParam<RuleCase> {};

TEST_P(RuleTest, PrintsTheTextThatPythonRuns) {
  const RuleCase& rule = GetParam();
  Rule kernel(rule.x, rule.out);
  if (rule.counts) {
    kernel.Counting(lang::kInt);
  }
  const std::string text = kernel.Text(rule.body);
  const std::string path = "test/reference/" + rule.name + ".txt";
  if (std::getenv("WARPLOOM_UPDATE") != nullptr) {
    std::ofstream(path) << text;
  }
  std::stringstream kept;
  kept << std::ifstream(path).rdbuf();
  EXPECT_EQ(text, kept.str()) << "run again with WARPLOOM_UPDATE=1 to rewrite " << path;
}

INSTANTIATE_TEST_SUITE_P(Rules, RuleTest, testing::ValuesIn(AllRules()),
                         [](const auto& rule) { return rule.param.name; });

}  // namespace
}  // namespace warploom::reference
