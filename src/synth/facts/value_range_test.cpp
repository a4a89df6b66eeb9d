#include "synth/facts/value_range.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

namespace warploom::synth {
namespace {

using lang::BinaryOp;
using lang::kInt;

constexpr BinaryOp kOps[] = {BinaryOp::kAdd,    BinaryOp::kSub,      BinaryOp::kMul,
                             BinaryOp::kDiv,    BinaryOp::kFloorDiv, BinaryOp::kMod,
                             BinaryOp::kBitAnd, BinaryOp::kBitOr,    BinaryOp::kBitXor,
                             BinaryOp::kShl,    BinaryOp::kShr};

// What Warp's C++ computes (warp/native/builtin.h); floordiv rounds down.
int64_t Evaluate(BinaryOp op, int64_t a, int64_t b) {
  switch (op) {
    case BinaryOp::kAdd:
      return a + b;
    case BinaryOp::kSub:
      return a - b;
    case BinaryOp::kMul:
      return a * b;
    case BinaryOp::kDiv:
      return a / b;
    case BinaryOp::kFloorDiv:
      return static_cast<int64_t>(std::floor(static_cast<double>(a) / static_cast<double>(b)));
    case BinaryOp::kMod:
      return a % b;
    case BinaryOp::kBitAnd:
      return a & b;
    case BinaryOp::kBitOr:
      return a | b;
    case BinaryOp::kBitXor:
      return a ^ b;
    case BinaryOp::kShl:
      return a << b;
    case BinaryOp::kShr:
      return a >> b;
    case BinaryOp::kMatMul:
    case BinaryOp::kPow:
      break;
  }
  ADD_FAILURE() << "not an operator of integers";
  return 0;
}

// Exhaustive over small intervals: every possible result is in the computed range, and operations
// that count as safe never divide by zero or shift too far.
TEST(ValueRangeTest, IntegerIntervalsAreSound) {
  for (const BinaryOp op : kOps) {
    for (int a_low = -6; a_low <= 6; a_low += 2) {
      for (int a_high = a_low; a_high <= 9; a_high += 3) {
        for (int b_low = -5; b_low <= 5; ++b_low) {
          for (int b_high = b_low; b_high <= 6; b_high += 2) {
            const ValueRange a = Between(a_low, a_high);
            const ValueRange b = Between(b_low, b_high);
            if (!IsSafeBinary(op, kInt, a, kInt, b, kInt)) {
              continue;
            }
            const ValueRange f = RangeOfBinary(op, kInt, a, kInt, b, kInt);
            for (int x = a_low; x <= a_high; ++x) {
              for (int y = b_low; y <= b_high; ++y) {
                const auto value = static_cast<double>(Evaluate(op, x, y));
                ASSERT_TRUE(f.low <= value && value <= f.high)
                    << Info(op).builtin << " of [" << a_low << ", " << a_high << "] and [" << b_low
                    << ", " << b_high << "] gives " << value << " outside [" << f.low << ", "
                    << f.high << "]";
              }
            }
          }
        }
      }
    }
  }
}

TEST(ValueRangeTest, WhatCouldTrapIsNotSafe) {
  const ValueRange any = RangeOf(lang::Scalar::kInt32);
  EXPECT_FALSE(IsSafeBinary(BinaryOp::kAdd, kInt, any, kInt, Exactly(1.0), kInt));
  EXPECT_FALSE(IsSafeBinary(BinaryOp::kDiv, kInt, Exactly(4.0), kInt, Between(-1.0, 1.0), kInt));
  EXPECT_FALSE(IsSafeBinary(BinaryOp::kMod, kInt, Exactly(4.0), kInt, Exactly(0.0), kInt));
  EXPECT_FALSE(IsSafeBinary(BinaryOp::kShl, kInt, Exactly(1.0), kInt, Between(0.0, 32.0), kInt));
  EXPECT_FALSE(IsSafeConversion(Between(0.0, 1e12), lang::Scalar::kInt32));
  EXPECT_TRUE(IsSafeBinary(BinaryOp::kShl, kInt, Exactly(1.0), kInt, Between(0.0, 30.0), kInt));
}

TEST(ValueRangeTest, UsualPartIsInTheRangeAndNearZero) {
  const auto is = [](double low, double high, double usual_low, double usual_high) {
    const ValueRange usual = UsualPart(Between(low, high));
    EXPECT_EQ(usual.low, usual_low) << low << " to " << high;
    EXPECT_EQ(usual.high, usual_high) << low << " to " << high;
  };
  is(0.1, 2.0, 0.1, 2.0);
  is(5.0, 10.0, 5.0, 10.0);
  is(-1e12, 1e12, -4.0, 4.0);
  is(5.0, 1e12, 5.0, 13.0);
  is(-1e12, -5.0, -13.0, -5.0);
  is(3.0, 3.0, 3.0, 3.0);
}

}  // namespace
}  // namespace warploom::synth
