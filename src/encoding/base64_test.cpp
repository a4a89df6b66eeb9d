#include "encoding/base64.h"

#include <gtest/gtest.h>

namespace warploom::encoding {
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

TEST(DecodeBase64Test, ReadsOtherPaddings) {
  EXPECT_EQ(DecodeBase64("").value(), "");
  EXPECT_EQ(DecodeBase64("Zg==").value(), "f");
  EXPECT_EQ(DecodeBase64("Zm8=").value(), "fo");
  EXPECT_EQ(DecodeBase64("Zm9v").value(), "foo");
  EXPECT_EQ(DecodeBase64("/+8=").value(), "\xff\xef");
}

TEST(DecodeBase64Test, RefusesWhatOpenSslSkips) {
  for (const char* text : {"Z", "Zg", "Zg=", "Zg===", "Zm9v\n", " Zm9v", "Zm9v    ", "Zm!v", "=Zm9",
                           "Zg==Zm9v", "Zm9v----"}) {
    EXPECT_FALSE(DecodeBase64(text)) << text;
  }
}

}  // namespace
}  // namespace warploom::encoding
