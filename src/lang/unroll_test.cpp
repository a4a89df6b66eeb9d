#include "lang/unroll.h"

#include <gtest/gtest.h>

#include <array>
#include <functional>

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
