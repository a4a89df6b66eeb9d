#pragma once

#include <map>
#include <memory>
#include <string>
#include <string_view>

struct evp_md_ctx_st;

namespace warploom::dataset {

// Incremental SHA-256, by OpenSSL.
class Sha256 {
 public:
  Sha256();

  void Add(std::string_view bytes);

  // 64 lower-case hex digits. Call it once.
  std::string Finish();

 private:
  struct Free {
    void operator()(evp_md_ctx_st* context) const;
  };
  std::unique_ptr<evp_md_ctx_st, Free> context_;
};

std::string Sha256Hex(std::string_view bytes);

// The SHA-256 of what `sha256sum *` prints in a folder, given its names and their digests.
std::string Sha256OfListing(const std::map<std::string, std::string>& digests);

}  // namespace warploom::dataset
