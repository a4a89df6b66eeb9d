#include "lang/unroll.h"

#include <gtest/gtest.h>

#include <array>
#include <functional>
#include <vector>

#include "lang/builder.h"

namespace warploom::lang {
namespace {

// A loop over `out[i] = x` with the bounds, which are made by the function.
struct Loop {
  Module module;
  Builder b{module, PinnedBuiltins()};
  VarId out = b.AddVar("out", ArrayOf(kFloat, 1));
  VarId x = b.AddVar("x", MatType(3, 3, Scalar::kFloat32));
  VarId n = b.AddVar("n", kInt);
  VarId i = b.AddVar("i", kInt);

  StmtList Body(const std::function<void()>& more = nullptr) {
    b.OpenBlock();
    b.Store(b.Subscript(b.Var(out), {b.Var(i)}), b.Real(1.0));
    if (more) {
      more();
    }
    return b.CloseBlock();
  }
};

TEST(UnrolledTrips, AreThoseOfConstantBounds) {
  Loop l;
  const StmtList body = l.Body();
  const ExprId none;
  EXPECT_EQ(UnrolledTrips(l.module, {l.i, none, l.b.Int(4), none, body}), 4);
  EXPECT_EQ(UnrolledTrips(l.module, {l.i, l.b.Int(2), l.b.Int(9), l.b.Int(3), body}), 3);
  EXPECT_EQ(UnrolledTrips(l.module, {l.i, l.b.Int(9), l.b.Int(2), l.b.Int(-3), body}), 3);
  EXPECT_EQ(UnrolledTrips(l.module, {l.i, none, l.b.Int(0), none, body}), 0);
}

TEST(UnrolledTrips, AreNoneWhereTheLoopStays) {
  Loop l;
  const StmtList body = l.Body();
  const ExprId none;
  EXPECT_EQ(UnrolledTrips(l.module, {l.i, none, l.b.Var(l.n), none, body}), std::nullopt);
  EXPECT_EQ(UnrolledTrips(l.module, {l.i, none, l.b.Int(4), none, body, true}), std::nullopt);
  const StmtList breaks = l.Body([&] { l.b.Break(); });
  EXPECT_EQ(UnrolledTrips(l.module, {l.i, none, l.b.Int(4), none, breaks}), std::nullopt);
}

TEST(UnrolledTrips, KeepToTheMostThatWarpUnrolls) {
  Loop l;
  const StmtList body = l.Body();
  const ExprId none;
  EXPECT_EQ(UnrolledTrips(l.module, {l.i, none, l.b.Int(16), none, body}), 16);
  EXPECT_EQ(UnrolledTrips(l.module, {l.i, none, l.b.Int(17), none, body}), std::nullopt);
}

// Whether a loop of four trips whose body evaluates the expressions is refused.
bool IsRefused(Loop& l, const std::vector<ExprId>& body, ExprId stop) {
  l.b.OpenBlock();
  for (const ExprId id : body) {
    l.b.Evaluate(id);
  }
  return ReadsConvertedCounter(l.module, PinnedBuiltins(), {l.i, {}, stop, {}, l.b.CloseBlock()});
}

TEST(ReadsConvertedCounter, WhereAnythingElseReadsIt) {
  Loop l;
  const ExprId four = l.b.Int(4);
  const auto converted = [&](Type type) { return l.b.Construct(type, {l.b.Var(l.i)}); };
  const auto remainder = [&] { return l.b.Binary(BinaryOp::kMod, l.b.Var(l.i), l.b.Int(2)); };
  for (const Type type : {kDouble, kInt64, kUint64}) {
    EXPECT_TRUE(IsRefused(l, {converted(type), remainder()}, four)) << "test unrolled_counter";
    EXPECT_TRUE(IsRefused(l, {remainder(), converted(type)}, four)) << "test unrolled_remainder";
    EXPECT_TRUE(IsRefused(l, {converted(type), converted(kFloat)}, four));
    EXPECT_FALSE(IsRefused(l, {converted(type)}, four));
  }
  EXPECT_TRUE(IsRefused(l, {converted(kInt64), converted(kDouble)}, four));
  EXPECT_TRUE(IsRefused(l, {l.b.Static(l.b.Var(l.i)), converted(kDouble)}, four));
  EXPECT_FALSE(IsRefused(l, {l.b.Static(converted(kDouble)), remainder()}, four))
      << "Python converts a number of its own";
}

TEST(ReadsConvertedCounter, NotWhereTheCounterKeepsItsType) {
  Loop l;
  const auto converted = [&](Type type) { return l.b.Construct(type, {l.b.Var(l.i)}); };
  const auto remainder = [&] { return l.b.Binary(BinaryOp::kMod, l.b.Var(l.i), l.b.Int(2)); };
  EXPECT_FALSE(IsRefused(l, {converted(kFloat), remainder()}, l.b.Int(4)));
  EXPECT_FALSE(IsRefused(l, {l.b.Construct(kDouble, {remainder()}), remainder()}, l.b.Int(4)));
  EXPECT_FALSE(IsRefused(l, {converted(kDouble), remainder()}, l.b.Var(l.n)))
      << "a loop at run time";
  EXPECT_FALSE(IsRefused(l, {converted(kDouble), remainder()}, l.b.Int(17))) << "too long";
  EXPECT_FALSE(IsRefused(l, {converted(kDouble), remainder()}, l.b.Int(0))) << "never written";
}

TEST(ReadsConvertedCounter, CountsTheCopiesOfAnInnerLoop) {
  Loop l;
  const VarId k = l.b.AddVar("k", kInt);
  const auto is_refused = [&](ExprId inner_stop) {
    l.b.OpenBlock();
    l.b.Evaluate(l.b.Construct(kDouble, {l.b.Var(l.i)}));
    const StmtList inner = l.b.CloseBlock();
    l.b.OpenBlock();
    l.b.ForRange(k, {}, inner_stop, {}, inner);
    return ReadsConvertedCounter(l.module, PinnedBuiltins(),
                                 {l.i, {}, l.b.Int(4), {}, l.b.CloseBlock()});
  };
  EXPECT_TRUE(is_refused(l.b.Int(2)));
  EXPECT_FALSE(is_refused(l.b.Int(1)));
  EXPECT_FALSE(is_refused(l.b.Var(l.n)));
}

TEST(WrittenSize, CountsScalarsOnceForEachTrip) {
  Loop l;
  l.b.OpenBlock();
  l.b.Assign(l.x, l.b.Binary(BinaryOp::kAdd, l.b.Var(l.x), l.b.Var(l.x)));  // 9 + 1 + 1
  const StmtList sum = l.b.CloseBlock();
  EXPECT_EQ(WrittenSize(l.module, sum), 11);
  l.b.OpenBlock();
  l.b.ForRange(l.i, {}, l.b.Int(4), {}, sum);
  const StmtList unrolled = l.b.CloseBlock();
  EXPECT_EQ(WrittenSize(l.module, unrolled), 4 * 11 + 1);
  l.b.OpenBlock();
  l.b.ForRange(l.i, {}, l.b.Var(l.n), {}, sum);
  EXPECT_EQ(WrittenSize(l.module, l.b.CloseBlock()), 11 + 1);
}

}  // namespace
}  // namespace warploom::lang
