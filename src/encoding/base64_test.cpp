#include "verify/base64.h"

#include <gtest/gtest.h>

namespace warploom::verify {
namespace {

TEST(DecodeBase64Test, ReadsTheExamplesOfItsStandard) {  // RFC 4648, section 10.
  EXPECT_EQ(DecodeBase64(""), "");
  EXPECT_EQ(DecodeBase64("Zg=="), "f");
  EXPECT_EQ(DecodeBase64("Zm8="), "fo");
  EXPECT_EQ(DecodeBase64("Zm9vYmFy"), "foobar");
  EXPECT_EQ(DecodeBase64("+/8A"), (std::string("\xFB\xFF\0", 3)));
}

TEST(DecodeBase64Test, RefusesOtherTexts) {
  for (const char* text : {"Zg=", "Z", "Zm9v!mFy", "=m9v", "Z===", "Zg==Zg=="}) {
    EXPECT_EQ(DecodeBase64(text), std::nullopt) << text;
  }
}

}  // namespace
}  // namespace warploom::verify
