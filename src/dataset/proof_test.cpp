#include "dataset/proof.h"

#include <gtest/gtest.h>

#include "dataset/base64.h"
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

TEST(Base64Test, DecodesTheExamplesOfTheStandard) {
  EXPECT_EQ(DecodeBase64("").value(), "");
  EXPECT_EQ(DecodeBase64("Zg==").value(), "f");
  EXPECT_EQ(DecodeBase64("Zm8=").value(), "fo");
  EXPECT_EQ(DecodeBase64("Zm9v").value(), "foo");
  EXPECT_EQ(DecodeBase64("/+8=").value(), "\xff\xef");
}

TEST(Base64Test, RefusesEverythingElse) {
  for (const char* text :
       {"Z", "Zg", "Zg=", "Zg===", "Zm9v\n", " Zm9v", "Zm9v    ", "Zm!v", "=Zm9", "Zg==Zm9v"}) {
    EXPECT_FALSE(DecodeBase64(text)) << text;
  }
}

}  // namespace
}  // namespace warploom::dataset
