#include "lang/verify.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <array>
#include <functional>
#include <set>
#include <string>
#include <vector>

#include "lang/builder.h"

namespace warploom::lang {
namespace {

using enum VerifyRule;

// A module that keeps every rule: a helper, its gradient, and a kernel whose block is open until
// Finish. Builder makes only what is right, so that tests make what is wrong by hand: they edit a
// good node, or add one with Raw.
struct Sample {
  Module m;
  Builder b{m, PinnedBuiltins()};
  Type pair = b.AddStruct({"Pair", {{"a", kFloat}, {"b", kInt}}});
  VarId out = b.AddVar("out", ArrayOf(kFloat, 1));
  VarId grid = b.AddVar("grid", ArrayOf(kFloat, 2));
  VarId n = b.AddVar("n", kInt);
  VarId x = b.AddVar("x", kFloat);
  VarId v = b.AddVar("v", kVec3);
  VarId flag = b.AddVar("flag", kBool);
  VarId p = b.AddVar("p", pair);
  VarId local = b.AddVar("local", kFloat);
  VarId i = b.AddVar("i", kInt);
  VarId j = b.AddVar("j", kInt);
  ConstId scale = b.AddConstant("SCALE", b.Real(2.0), true);
  uint16_t mode = b.AddClass({"Mode", ConstantClass::Kind::kIntEnum, {{"LINEAR", kInt, b.Int(0)}}});
  std::array<VarId, 7> params = {out, grid, n, x, v, flag, p};
  FuncId helper;
  FuncId gradient;
  StmtId helper_return;
  FuncId kernel = {2};

  Sample() {
    const VarId value = b.AddVar("value", kFloat);
    b.OpenBlock();
    b.Return(std::array{b.Var(value)});
    helper_return = {static_cast<uint32_t>(m.stmts.size() - 1)};
    helper = b.AddFunction("helper", std::array{value}, {kFloat});
    const VarId again = b.AddVar("value", kFloat);
    const VarId adjoint = b.AddVar("adjoint", kFloat);
    b.OpenBlock();
    b.Augment(b.Adjoint(b.Var(again)), BinaryOp::kAdd, b.Var(adjoint));
    gradient = b.AddFunction("helper_gradient", std::array{again, adjoint}, {});
    m.functions.back().role = Function::Role::kGrad;
    m.functions.back().of = helper;
    b.OpenBlock();
    b.Store(b.Subscript(b.Var(out), {b.Var(n)}), b.UserCall(helper, std::array{b.Var(x)}));
  }

  void Finish() {
    b.AddFunction("kernel", params, {});
    m.launch.args.resize(params.size());
  }

  ExprId Raw(ExprNode node, Type type) {
    m.exprs.push_back({node, type});
    return {static_cast<uint32_t>(m.exprs.size() - 1)};
  }
  template <typename Node>
  Node& Edit(ExprId id) {
    return std::get<Node>(m.exprs[id.value].node);
  }
  template <typename Node>
  Node& EditLast() {
    return std::get<Node>(m.stmts.back().node);
  }
  ExprId Retyped(ExprId id, Type type) {
    m.exprs[id.value].type = type;
    return id;
  }
  ExprId& Item(ExprList list, size_t index = 0) { return m.expr_pool[list.begin + index]; }
  StmtList Block() {
    b.OpenBlock();
    b.Pass();
    return b.CloseBlock();
  }
};

// How to break one rule: `in_kernel` while the kernel's block is open, `after` in the finished
// module.
struct Breach {
  VerifyRule rule;
  std::function<void(Sample&)> in_kernel;
  std::function<void(Sample&)> after = [](Sample&) {};
};

// For what is wrong with the value of one expression.
Breach Value(VerifyRule rule, std::function<ExprId(Sample&)> make) {
  return {rule, [make = std::move(make)](Sample& s) { s.b.Evaluate(make(s)); }};
}

Breach After(VerifyRule rule, std::function<void(Sample&)> edit) {
  return {rule, [](Sample&) {}, std::move(edit)};
}

std::vector<Breach> OfModules() {
  return {
      After(kHasKernel, [](Sample& s) { s.m.functions.clear(); }),
      After(kStructField,
            [](Sample& s) { s.b.AddStruct({"Mask", {{"on", VecType(3, Scalar::kBool)}}}); }),
      After(kLaunchArguments, [](Sample& s) { s.m.launch.args.pop_back(); }),
      After(kKernelResults, [](Sample& s) { s.m.functions.back().results = {kFloat}; }),
      After(kOptionScope,
            [](Sample& s) { s.m.config_options = {{OptionName::kLaunchBounds, {256}}}; }),
      After(kOptionScope, [](Sample& s) { s.m.kernel_options = {{OptionName::kFastMath, {1}}}; }),
      After(kDefaultCount,
            [](Sample& s) {
              s.m.functions[s.helper.value].defaults = {s.b.Real(1.0), s.b.Real(2.0)};
            }),
      After(kDefaultType, [](Sample& s) { s.m.functions[s.helper.value].defaults = {s.b.Int(1)}; }),
      After(kFunctionOf, [](Sample& s) { s.m.functions[s.gradient.value].of = {}; }),
      After(kFunctionOf, [](Sample& s) { s.m.functions[s.gradient.value].of = s.kernel; }),
      After(kFunctionOf, [](Sample& s) { s.m.functions[s.kernel.value].of = s.helper; }),
      After(kNativeBody,
            [](Sample& s) {
              s.m.functions[s.helper.value].native.snippet = s.b.AddText("return value;");
            }),
  };
}

Breach Statement(VerifyRule rule, StmtNode node) {
  return {rule, [node](Sample& s) {
            s.b.Pass();
            s.m.stmts.back().node = node;
          }};
}

// Of each sort of id.
std::vector<Breach> OfIds() {
  const auto expr = [](ExprNode node, Type type = kFloat) {
    return Value(kIdInRange, [=](Sample& s) { return s.Raw(node, type); });
  };
  return {
      expr(VarRef{{999}}),
      expr(Unary{UnaryOp::kNeg, {}, {0}}),
      expr(Unary{UnaryOp::kNeg, {0}, {}}),
      expr(ConstRef{{7}}),
      expr(String{{999}}, StringType()),
      expr(Callee{}, FunctionType()),
      expr(Tuple{{0, 99999}}),
      expr(Literal{}, StructType(9)),
      expr(Literal{}, TupleType(9)),
      Statement(kIdInRange, Comment{}),
      Statement(kIdInRange, While{{0}, {0, 99999}}),
      Statement(kIdInRange, Assign{{99}, {0}}),
      After(kIdInRange, [](Sample& s) { s.m.stmt_pool.back() = {9999}; }),
      After(kIdInRange, [](Sample& s) { s.m.functions.back().params.count = 999; }),
      After(kIdInRange, [](Sample& s) { s.m.functions.back().docstring = {999}; }),
      After(kIdInRange, [](Sample& s) { s.m.constants.back().value = {}; }),
      After(kIdInRange, [](Sample& s) { s.m.factory.numbers = {{7}}; }),
  };
}

std::vector<Breach> OfNames() {
  return {
      Value(kNoExpr, [](Sample& s) { return s.Raw(std::monostate(), kFloat); }),
      Value(kLiteralType, [](Sample& s) { return s.Raw(Literal{}, kVec3); }),
      Value(kStringType, [](Sample& s) { return s.Retyped(s.b.String("text"), kInt); }),
      Value(kVariableType, [](Sample& s) { return s.Retyped(s.b.Var(s.x), kInt); }),
      Value(kAssignedBeforeRead, [](Sample& s) { return s.b.Var(s.local); }),
      Value(kConstantType, [](Sample& s) { return s.Retyped(s.b.Const(s.scale), kInt); }),
      Value(
          kNamedNumber,
          [](Sample& s) { return s.Raw(NamedNumber{NumberName::kPi, NumberSource::kWarp}, kInt); }),
      Value(kNamedNumber,
            [](Sample& s) {
              return s.Raw(NamedNumber{NumberName::kPhi, NumberSource::kMath}, kFloat);
            }),
      Value(kMemberExists,
            [](Sample& s) { return s.Raw(Member{s.mode, 7, Member::Form::kPlain}, kInt); }),
      Value(kMemberType,
            [](Sample& s) { return s.Raw(Member{s.mode, 0, Member::Form::kPlain}, kFloat); }),
      Value(kStaticType, [](Sample& s) { return s.Raw(Static{s.b.Real(1.0)}, kInt); }),
      Value(kStaticKnown, [](Sample& s) { return s.b.Static(s.b.Var(s.x)); }),
      Value(kStaticKnown, [](Sample& s) { return s.b.Static(s.b.Shape(s.b.Var(s.grid), 0)); }),
      Value(
          kKeywordType,
          [](Sample& s) { return s.Retyped(s.b.Keyword(KeywordName::kMin, s.b.Var(s.x)), kInt); }),
      Value(kTypeNameType, [](Sample& s) { return s.b.TypeName(VoidType()); }),
  };
}

std::vector<Breach> OfOperations() {
  const auto sum = [](Sample& s) { return s.b.Binary(BinaryOp::kAdd, s.b.Var(s.x), s.b.Var(s.x)); };
  const auto comparison = [](Sample& s) {
    return s.b.Compare(CompareOp::kLt, s.b.Var(s.x), s.b.Var(s.x));
  };
  const auto both = [](Sample& s) { return s.b.And(std::array{s.b.Var(s.flag), s.b.Var(s.flag)}); };
  const auto choice = [](Sample& s) {
    return s.b.Ternary(s.b.Var(s.flag), s.b.Var(s.x), s.b.Var(s.x));
  };
  return {
      Value(kTupleItems,
            [](Sample& s) {
              return s.Retyped(s.b.Tuple(std::array{s.b.Var(s.x), s.b.Var(s.n)}),
                               s.b.TupleOf(std::array{kInt, kInt}));
            }),
      Value(kCallTypes, [=](Sample& s) { return s.Retyped(sum(s), kInt); }),
      Value(kCallTypes,
            [=](Sample& s) {
              const ExprId id = sum(s);
              s.Edit<Binary>(id).right = s.b.Var(s.n);
              return id;
            }),
      Value(kCallTypes,
            [](Sample& s) { return s.Retyped(s.b.Unary(UnaryOp::kNeg, s.b.Var(s.x)), kInt); }),
      Value(kCallTypes,
            [](Sample& s) {
              const ExprId id = s.b.Call("sin", {s.b.Var(s.x)});
              s.Item(s.Edit<BuiltinCall>(id).args) = s.b.Var(s.n);
              return id;
            }),
      Value(kCompareCount,
            [=](Sample& s) {
              const ExprId id = comparison(s);
              s.Edit<Compare>(id).operands.count = 1;
              return id;
            }),
      Value(kCompareTypes, [=](Sample& s) { return s.Retyped(comparison(s), kInt); }),
      Value(kCompareTypes,
            [=](Sample& s) {
              const ExprId id = comparison(s);
              s.Item(s.Edit<Compare>(id).operands, 1) = s.b.Var(s.n);
              return id;
            }),
      Value(kBoolOpTypes, [=](Sample& s) { return s.Retyped(both(s), kInt); }),
      Value(kBoolOpTypes,
            [=](Sample& s) {
              const ExprId id = both(s);
              s.Item(s.Edit<BoolOp>(id).operands) = s.b.Var(s.v);
              return id;
            }),
      Value(kTernaryTypes, [=](Sample& s) { return s.Retyped(choice(s), kInt); }),
      Value(kTernaryTypes,
            [=](Sample& s) {
              const ExprId id = choice(s);
              s.Edit<Ternary>(id).condition = s.b.Var(s.n);
              return id;
            }),
  };
}

std::vector<Breach> OfCalls() {
  const auto call = [](Sample& s) { return s.b.UserCall(s.helper, std::array{s.b.Var(s.x)}); };
  return {
      Value(kCalledAfterDefined,
            [](Sample& s) {
              std::vector<ExprId> args;
              for (const VarId param : s.params) {
                args.push_back(s.b.Var(param));
              }
              const ExprList list = s.Edit<Tuple>(s.b.Tuple(args)).items;
              return s.Raw(UserCall{.function = s.kernel, .args = list, .callee = {}}, VoidType());
            }),
      Value(kCalledAfterDefined,
            [](Sample& s) { return s.Raw(Callee{{}, s.kernel}, FunctionType()); }),
      Value(kArgumentTypes,
            [=](Sample& s) {
              const ExprId id = call(s);
              s.Item(s.Edit<UserCall>(id).args) = s.b.Var(s.n);
              return id;
            }),
      Value(kGradientType,
            [=](Sample& s) {
              const ExprId id = call(s);
              s.Edit<UserCall>(id).form = UserCall::Form::kGrad;
              return s.Retyped(id, kInt);
            }),
      Value(kResultType, [=](Sample& s) { return s.Retyped(call(s), kInt); }),
      Value(kCalleeType, [](Sample& s) { return s.Retyped(s.b.Callee(s.helper), kInt); }),
      Value(kAdjointPlace, [](Sample& s) { return s.b.Adjoint(s.b.Var(s.x)); }),
  };
}

std::vector<Breach> OfParts() {
  return {
      Value(kLocalArrayRank,
            [](Sample& s) {
              return s.Retyped(s.b.LocalArray(kFloat, std::array{s.b.Int(8)}), ArrayOf(kFloat, 2));
            }),
      Value(kLocalArrayExtent,
            [](Sample& s) { return s.b.LocalArray(kFloat, std::array{s.b.Int(8, kUint)}); }),
      Value(kLocalArrayKnown,
            [](Sample& s) { return s.b.LocalArray(kFloat, std::array{s.b.Var(s.n)}); }),
      Value(kLocalArraySource,
            [](Sample& s) { return s.b.LocalArray(kFloat, std::array{s.b.Int(8)}, s.b.Var(s.x)); }),
      Value(kConstructParts,
            [](Sample& s) { return s.Retyped(s.b.Construct(kVec3, {s.b.Var(s.x)}), kQuat); }),
      Value(kConstructParts,
            [](Sample& s) {
              const ExprId id = s.b.Construct(s.pair, {s.b.Var(s.x), s.b.Var(s.n)});
              s.Edit<Construct>(id).args.count = 1;
              return id;
            }),
      Value(kStarredParts,
            [](Sample& s) {
              const ExprId part = s.b.Var(s.x);
              const ExprId id = s.b.Construct(kVec3, {part, part, part});
              s.Edit<Construct>(id).starred = 3;
              return id;
            }),
      Value(kSubscriptIndex,
            [](Sample& s) {
              const ExprId id = s.b.Subscript(s.b.Var(s.out), {s.b.Var(s.n)});
              s.Item(s.Edit<Subscript>(id).indices) = s.b.Var(s.x);
              return id;
            }),
      Value(
          kSubscriptType,
          [](Sample& s) { return s.Retyped(s.b.Subscript(s.b.Var(s.out), {s.b.Var(s.n)}), kInt); }),
      Value(kSliceBounds,
            [](Sample& s) { return s.b.Subscript(s.b.Var(s.out), {s.b.Slice(s.b.Var(s.x), {})}); }),
      Value(kFieldType, [](Sample& s) { return s.Retyped(s.b.Field(s.b.Var(s.p), 0), kInt); }),
      Value(kFieldType, [](Sample& s) { return s.Raw(Field{s.b.Var(s.p), 2}, kFloat); }),
      Value(kFieldType, [](Sample& s) { return s.Raw(Field{s.b.Var(s.v), 0}, kFloat); }),
      Value(kComponentType,
            [](Sample& s) { return s.Retyped(s.b.Component(s.b.Var(s.v), 0), kDouble); }),
      Value(kComponentType,
            [](Sample& s) { return s.Raw(Component{s.b.Var(s.v), 3}, VoidType()); }),
      Value(kShapeDimension, [](Sample& s) { return s.Raw(Shape{s.b.Var(s.grid), 2}, kInt); }),
      Value(kShapeDimension, [](Sample& s) { return s.Raw(Shape{s.b.Var(s.grid), 0}, kFloat); }),
  };
}

std::vector<Breach> OfAssignments() {
  const auto element = [](Sample& s) { return s.b.Subscript(s.b.Var(s.out), {s.b.Var(s.n)}); };
  return {
      {kNoStmt,
       [](Sample& s) {
         s.b.Pass();
         s.m.stmts.back().node = std::monostate();
       }},
      {kAssignType,
       [](Sample& s) {
         s.b.Assign(s.local, s.b.Real(1.0));
         s.EditLast<Assign>().value = s.b.Int(1);
       }},
      {kUnpackTypes,
       [](Sample& s) {
         s.b.Unpack(std::array{s.i, s.j}, s.b.Tuple(std::array{s.b.Var(s.n), s.b.Var(s.x)}));
       }},
      {kUnpackTypes, [](Sample& s) { s.b.Unpack(std::array{s.i, s.j}, s.b.Var(s.n)); }},
      {kStoreTarget, [](Sample& s) { s.b.Store(s.b.Var(s.x), s.b.Real(1.0)); }},
      {kStoreType,
       [=](Sample& s) {
         s.b.Store(element(s), s.b.Var(s.x));
         s.EditLast<Store>().value = s.b.Var(s.n);
       }},
      {kAugmentType,
       [=](Sample& s) {
         s.b.Augment(element(s), BinaryOp::kAdd, s.b.Var(s.x));
         s.EditLast<Augment>().value = s.b.Var(s.v);
       }},
      {kAugmentType,
       [=](Sample& s) {
         s.b.Augment(element(s), BinaryOp::kMul, s.b.Var(s.x));
         s.EditLast<Augment>().value = s.b.Var(s.v);  // Gives a vec3.
       }},
      {kPrintText,
       [](Sample& s) {
         s.b.Print(s.b.String("text"));
         s.EditLast<Print>().text = s.b.Var(s.x);
       }},
      {kPrintValues,
       [](Sample& s) {
         s.b.Printf(s.b.String("%f"), std::array{s.b.Var(s.x)});
         s.EditLast<Print>().is_printf = false;
       }},
      {kPrintfValue,
       [](Sample& s) {
         s.b.Printf(s.b.String("%f"), std::array{s.b.Var(s.x)});
         s.Item(s.EditLast<Print>().values) = s.b.Var(s.v);
       }},
  };
}

std::vector<Breach> OfConditions() {
  return {
      {kCondition,
       [](Sample& s) {
         s.b.If(s.b.Var(s.flag), s.Block());
         s.EditLast<If>().condition = s.b.Var(s.v);
       }},
      {kCondition,
       [](Sample& s) {
         s.b.While(s.b.Var(s.flag), s.Block());
         s.EditLast<While>().condition = s.b.Var(s.v);
       }},
      {kCondition,
       [](Sample& s) {
         s.b.Assert(s.b.Var(s.flag));
         s.EditLast<Assert>().condition = s.b.Var(s.v);
       }},
  };
}

std::vector<Breach> OfControlFlow() {
  const auto range = [](Sample& s) { s.b.ForRange(s.i, {}, s.b.Int(4), {}, s.Block()); };
  return {
      {kEmptyBlock,
       [](Sample& s) {
         s.b.If(s.b.Var(s.flag), s.Block());
         s.EditLast<If>().then = {};
       }},
      {kEmptyBlock,
       [=](Sample& s) {
         range(s);
         s.EditLast<ForRange>().body = {};
       }},
      {kEmptyBlock,
       [](Sample& s) {
         s.b.While(s.b.Var(s.flag), s.Block());
         s.EditLast<While>().body = {};
       }},
      {kRangeBounds,
       [=](Sample& s) {
         range(s);
         s.EditLast<ForRange>().stop = s.b.Int(4, kUint);
       }},
      {kRangeBounds,
       [=](Sample& s) {
         range(s);
         s.EditLast<ForRange>().variable = s.local;
       }},
      {kUnrolledCounter,
       [](Sample& s) {
         s.b.OpenBlock();
         s.b.Evaluate(s.b.Construct(kDouble, {s.b.Var(s.i)}));
         s.b.Evaluate(s.b.Binary(BinaryOp::kMod, s.b.Var(s.i), s.b.Int(2)));
         s.b.ForRange(s.i, {}, s.b.Int(4), {}, s.b.CloseBlock());
       }},
      {kBreakInLoop, [](Sample& s) { s.b.Break(); }},
      {kContinueInLoop, [](Sample& s) { s.b.Continue(); }},
      {kReturnCount, [](Sample& s) { s.b.Return(std::array{s.b.Var(s.x)}); }},
      After(kReturnType,
            [](Sample& s) {
              const auto& values = std::get<Return>(s.m.stmts[s.helper_return.value].node).values;
              s.Item(values) = s.b.Int(1);
            }),
  };
}

std::vector<Breach> Breaches() {
  std::vector<Breach> all;
  for (const auto& some : {OfModules(), OfIds(), OfNames(), OfOperations(), OfCalls(), OfParts(),
                           OfAssignments(), OfConditions(), OfControlFlow()}) {
    all.insert(all.end(), some.begin(), some.end());
  }
  return all;
}

std::set<VerifyRule> RulesBroken(const Module& module) {
  std::set<VerifyRule> rules;
  for (const Violation& violation : FindViolations(module, PinnedBuiltins())) {
    rules.insert(violation.rule);
  }
  return rules;
}

std::string Names(const std::set<VerifyRule>& rules) {
  std::string text;
  for (const VerifyRule rule : rules) {
    text += std::string(Name(rule)) + " ";
  }
  return text;
}

TEST(VerifyTest, TheSampleKeepsEveryRule) {
  Sample sample;
  sample.Finish();
  EXPECT_EQ(Names(RulesBroken(sample.m)), "");
  EXPECT_TRUE(Verify(sample.m, PinnedBuiltins()));
}

// Passes that remove something leave what nothing refers to any more.
TEST(VerifyTest, NodesOutsideTheProgramDoNotCount) {
  Sample sample;
  sample.Finish();
  sample.Raw(ConstRef{{7}}, kFloat);
  EXPECT_EQ(Names(RulesBroken(sample.m)), "");
}

TEST(VerifyTest, EachBreachBreaksItsRuleAlone) {
  const std::vector<Breach> breaches = Breaches();
  for (size_t k = 0; k < breaches.size(); ++k) {
    const Breach& breach = breaches[k];
    Sample sample;
    breach.in_kernel(sample);
    sample.Finish();
    breach.after(sample);
    EXPECT_EQ(Names(RulesBroken(sample.m)), Names({breach.rule})) << "breach " << k;
    const Status status = Verify(sample.m, PinnedBuiltins());
    ASSERT_FALSE(status) << "breach " << k << " of " << Name(breach.rule);
    EXPECT_EQ(status.error().kind, ErrorKind::kInternal);
    EXPECT_THAT(status.error().message, testing::HasSubstr(Text(breach.rule)));
  }
}

TEST(VerifyTest, EveryRuleHasABreach) {
  std::set<VerifyRule> broken;
  for (const Breach& breach : Breaches()) {
    broken.insert(breach.rule);
  }
#define WARPLOOM_VERIFY_RULE(Name, text) EXPECT_TRUE(broken.contains(VerifyRule::k##Name)) << #Name;
#include "lang/verify_rule.def"
}

TEST(VerifyTest, TheMessageSaysWhereAndWhat) {
  Sample sample;
  sample.b.Evaluate(sample.b.Var(sample.local));
  sample.Finish();
  EXPECT_EQ(Verify(sample.m, PinnedBuiltins()).error().message,
            "kernel: a variable may be read before it is assigned: local");
  sample.m.functions.clear();
  EXPECT_EQ(Verify(sample.m, PinnedBuiltins()).error().message, "module: a module has no kernel");
}

// A variable is assigned after an if when both branches assign it, and never by a loop that may not
// run.
TEST(VerifyTest, AVariableIsAssignedOnEveryPath) {
  const auto block = [](Sample& s) {
    s.b.OpenBlock();
    s.b.Assign(s.local, s.b.Real(1.0));
    return s.b.CloseBlock();
  };
  const auto broken = [](const std::function<void(Sample&)>& assign) {
    Sample sample;
    assign(sample);
    sample.b.Evaluate(sample.b.Var(sample.local));
    sample.Finish();
    return Names(RulesBroken(sample.m));
  };
  const std::string unassigned = Names({kAssignedBeforeRead});
  EXPECT_EQ(broken([&](Sample& s) { s.b.If(s.b.Var(s.flag), block(s), block(s)); }), "");
  EXPECT_EQ(broken([&](Sample& s) { s.b.If(s.b.Var(s.flag), block(s)); }), unassigned);
  EXPECT_EQ(broken([&](Sample& s) { s.b.If(s.b.Var(s.flag), s.Block(), block(s)); }), unassigned);
  EXPECT_EQ(broken([&](Sample& s) { s.b.While(s.b.Var(s.flag), block(s)); }), unassigned);
  EXPECT_EQ(broken([&](Sample& s) { s.b.ForRange(s.i, {}, s.b.Int(4), {}, block(s)); }),
            unassigned);
}

}  // namespace
}  // namespace warploom::lang
