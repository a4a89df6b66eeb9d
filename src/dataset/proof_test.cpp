#include "dataset/proof.h"

#include <gtest/gtest.h>

#include "dataset/fake_samples.h"

namespace warploom::dataset {
namespace {

TEST(ProofTest, SurvivesJson) {
  Request request = FakeRequest(4);
  request.check = "run";
  for (const Proof& proof : FakeChunk(0, request).proofs) {
    EXPECT_EQ(ProofFromJson(ToJson(proof)).value(), proof);
  }
}

TEST(ProofTest, WhatIsMissingIsNamed) {
  json::Value row = ToJson(IoRow());
  row.erase("dtype");
  const auto decoded = IoRowFromJson(row);
  ASSERT_FALSE(decoded);
  EXPECT_EQ(decoded.error().kind, ErrorKind::kCorrupt);
  EXPECT_NE(decoded.error().message.find("dtype"), std::string::npos);
}

}  // namespace
}  // namespace warploom::dataset
