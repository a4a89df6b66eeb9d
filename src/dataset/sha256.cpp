#include "dataset/sha256.h"

#include <fmt/format.h>
#include <fmt/ranges.h>
#include <openssl/evp.h>

#include <array>
#include <span>

#include "base/check.h"

namespace warploom::dataset {

void Sha256::Free::operator()(evp_md_ctx_st* context) const { EVP_MD_CTX_free(context); }

Sha256::Sha256() : context_(EVP_MD_CTX_new()) {
  WARPLOOM_CHECK(context_ != nullptr, "OpenSSL has no memory");
  WARPLOOM_CHECK(EVP_DigestInit_ex(context_.get(), EVP_sha256(), nullptr) == 1,
                 "OpenSSL has no SHA-256");
}

void Sha256::Add(std::string_view bytes) {
  WARPLOOM_CHECK(EVP_DigestUpdate(context_.get(), bytes.data(), bytes.size()) == 1,
                 "OpenSSL refuses bytes");
}

std::string Sha256::Finish() {
  std::array<unsigned char, EVP_MAX_MD_SIZE> digest{};
  unsigned size = 0;
  WARPLOOM_CHECK(EVP_DigestFinal_ex(context_.get(), digest.data(), &size) == 1,
                 "a digest ends only once");
  return fmt::format("{:02x}", fmt::join(std::span(digest).first(size), ""));
}

std::string Sha256Hex(std::string_view bytes) {
  Sha256 digest;
  digest.Add(bytes);
  return digest.Finish();
}

std::string Sha256OfListing(const std::map<std::string, std::string>& digests) {
  Sha256 listing;
  for (const auto& [name, digest] : digests) {
    listing.Add(fmt::format("{}  {}\n", digest, name));
  }
  return listing.Finish();
}

}  // namespace warploom::dataset
