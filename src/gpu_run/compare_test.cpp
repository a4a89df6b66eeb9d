#include "gpu_run/compare.h"

#include <gtest/gtest.h>

#include <bit>
#include <cmath>
#include <cstring>
#include <vector>

#include "gpu_run/scalar_value.h"

namespace warploom::gpu_run {
namespace {

using bundle::Buffer;
using bundle::ScalarType;
using bundle::Tolerance;

template <typename T>
std::string BytesOf(const std::vector<T>& values) {
  std::string bytes(values.size() * sizeof(T), '\0');
  std::memcpy(bytes.data(), values.data(), bytes.size());
  return bytes;
}

Buffer FloatsBuffer(size_t count) {
  return {.name = "x",
          .bytes = 4 * count,
          .element_bytes = 4,
          .scalars = {{.type = ScalarType::kFloat32, .offset = 0, .count = 1}}};
}

const Tolerance kClose = {
    .is_exact = false,
    .because = {},
    .limits = {{ScalarType::kFloat32, {.relative = 0.01, .of_largest = 0.001}}},
    .outliers = 0};

std::string FloatDifference(const std::vector<float>& got, const std::vector<float>& expected,
                            const Tolerance& tolerance = {}) {
  return Difference(FloatsBuffer(got.size()), tolerance, BytesOf(got), BytesOf(expected), "by cpu")
      .value_or("");
}

TEST(DifferenceTest, ExactMeansEveryBitButThatOfNan) {
  EXPECT_EQ(FloatDifference({1, 2}, {1, 2}), "");
  EXPECT_EQ(FloatDifference({1, 2, 4}, {1, 3, 5}), "x[1] is 2, by cpu 3 (2 of 3 values differ)");
  EXPECT_EQ(FloatDifference({0.0F}, {-0.0F}), "x[0] is 0, by cpu -0 (1 of 1 values differ)");
  EXPECT_EQ(FloatDifference({std::nanf("1")}, {-std::nanf("2")}), "");
  EXPECT_NE(FloatDifference({std::nanf("1")}, {INFINITY}), "");
}

TEST(DifferenceTest, CloseIsRelativeToTheValueAndToTheLargest) {
  EXPECT_EQ(FloatDifference({1.009F, 0}, {1, 0}, kClose), "");
  EXPECT_NE(FloatDifference({1.02F, 0}, {1, 0}, kClose), "");
  EXPECT_EQ(FloatDifference({1000, 0.9F}, {1000, 0}, kClose), "");  // A thousandth of the largest.
  EXPECT_NE(FloatDifference({1, 0.9F}, {1, 0}, kClose), "");
  EXPECT_EQ(FloatDifference({INFINITY}, {INFINITY}, kClose), "");
  EXPECT_NE(FloatDifference({INFINITY, 1}, {1, 1}, kClose), "");
}

TEST(DifferenceTest, OutliersAreCounted) {
  Tolerance some = kClose;
  some.outliers = 0.25;
  EXPECT_EQ(FloatDifference({9, 1, 1, 1}, {1, 1, 1, 1}, some), "");
  EXPECT_NE(FloatDifference({9, 9, 1, 1}, {1, 1, 1, 1}, some), "");
}

TEST(DifferenceTest, BytesBetweenFieldsDoNotCount) {
  const Buffer structs = {.name = "s",
                          .bytes = 16,
                          .element_bytes = 8,
                          .scalars = {{.type = ScalarType::kUint8, .offset = 0, .count = 2},
                                      {.type = ScalarType::kInt16, .offset = 6, .count = 1}}};
  const std::string expected(16, '\0');
  std::string got = expected;
  got[3] = 1;
  EXPECT_EQ(Difference(structs, {}, got, expected, "by cpu"), std::nullopt);
  got[14] = 5;
  EXPECT_EQ(Difference(structs, {}, got, expected, "by cpu").value_or(""),
            "s[1][2] is 5, by cpu 0 (1 of 6 values differ)");
}

TEST(ScalarValueTest, ReadsEveryFloatType) {
  EXPECT_EQ(FloatOf(ScalarType::kFloat16, BytesOf<uint16_t>({0x3C00})), 1.0);
  EXPECT_EQ(FloatOf(ScalarType::kFloat16, BytesOf<uint16_t>({0xC100})), -2.5);
  EXPECT_EQ(FloatOf(ScalarType::kFloat16, BytesOf<uint16_t>({0x0001})), std::ldexp(1.0, -24));
  EXPECT_TRUE(std::isinf(FloatOf(ScalarType::kFloat16, BytesOf<uint16_t>({0x7C00}))));
  EXPECT_TRUE(std::isnan(FloatOf(ScalarType::kFloat16, BytesOf<uint16_t>({0x7C01}))));
  EXPECT_EQ(FloatOf(ScalarType::kBfloat16, BytesOf<uint16_t>({0xC020})), -2.5);
  EXPECT_EQ(FloatOf(ScalarType::kFloat64, BytesOf<double>({0.1})), 0.1);
}

TEST(ScalarValueTest, WritesEveryType) {
  EXPECT_EQ(TextOf(ScalarType::kBool, BytesOf<uint8_t>({1})), "true");
  EXPECT_EQ(TextOf(ScalarType::kInt8, BytesOf<int8_t>({-128})), "-128");
  EXPECT_EQ(TextOf(ScalarType::kInt16, BytesOf<int16_t>({-129})), "-129");
  EXPECT_EQ(TextOf(ScalarType::kInt32, BytesOf<int32_t>({-7})), "-7");
  EXPECT_EQ(TextOf(ScalarType::kInt64, BytesOf<int64_t>({INT64_MIN})), "-9223372036854775808");
  EXPECT_EQ(TextOf(ScalarType::kUint16, BytesOf<uint16_t>({65535})), "65535");
  EXPECT_EQ(TextOf(ScalarType::kUint32, BytesOf<uint32_t>({4294967295U})), "4294967295");
  EXPECT_EQ(TextOf(ScalarType::kUint64, BytesOf<uint64_t>({UINT64_MAX})), "18446744073709551615");
  EXPECT_EQ(TextOf(ScalarType::kFloat32, BytesOf<float>({0.1F})), "0.1");
  EXPECT_EQ(TextOf(ScalarType::kFloat64, BytesOf<double>({0.1})), "0.1");
}

}  // namespace
}  // namespace warploom::gpu_run
