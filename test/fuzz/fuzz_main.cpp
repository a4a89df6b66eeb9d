// libFuzzer's entry: WARPLOOM_READER names the reader that gets the bytes.
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>

#include "readers.h"

namespace {

const warploom::fuzz_test::Reader& Chosen() {
  static const warploom::fuzz_test::Reader* const reader = [] {
    const char* name = std::getenv("WARPLOOM_READER");
    const auto* found = warploom::fuzz_test::FindReader(name == nullptr ? "" : name);
    if (found == nullptr) {
      std::fputs("set WARPLOOM_READER to one of:", stderr);
      for (const auto& known : warploom::fuzz_test::Readers()) {
        std::fprintf(stderr, " %.*s", static_cast<int>(known.name.size()), known.name.data());
      }
      std::fputs("\n", stderr);
      std::exit(2);
    }
    return found;
  }();
  return *reader;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  Chosen().read({reinterpret_cast<const char*>(data), size});
  return 0;
}
