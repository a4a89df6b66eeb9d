#include "dataset/sha256.h"

#include <gtest/gtest.h>

namespace warploom::dataset {
namespace {

// The two-block message of FIPS 180-2, appendix B.2, and the empty message.
TEST(Sha256Test, MatchesTheStandard) {
  EXPECT_EQ(Sha256Hex("abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq"),
            "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1");
  EXPECT_EQ(Sha256Hex(""), "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
}

TEST(Sha256Test, ListingIsThatOfSha256sum) {
  EXPECT_EQ(Sha256OfListing({{"b", "11"}, {"a", "00"}}), Sha256Hex("00  a\n11  b\n"));
}

}  // namespace
}  // namespace warploom::dataset
