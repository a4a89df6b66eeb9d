#pragma once

#include <map>
#include <memory>
#include <string>
#include <string_view>

struct evp_md_ctx_st;

namespace warploom::dataset {

// SHA-256 of bytes that come in pieces; OpenSSL's.
class Sha256 {
 public:
  Sha256();

  void Add(std::string_view bytes);

  // 64 lower-case hex digits. Only once.
  std::string Finish();

 private:
  struct Free {
    void operator()(evp_md_ctx_st* context) const;
  };
  std::unique_ptr<evp_md_ctx_st, Free> context_;
};

std::string Sha256Hex(std::string_view bytes);

// Of what `sha256sum *` prints for a folder: name to digest, names sorted by bytes.
std::string Sha256OfListing(const std::map<std::string, std::string>& digests);

}  // namespace warploom::dataset
