#pragma once

#include <span>
#include <string_view>

namespace warploom::fuzz_test {

// A reader of bytes that somebody else may have made. It must neither crash nor take long, whatever
// the bytes; `read` aborts the process (CHECK) when a promise of the reader is broken.
struct Reader {
  std::string_view name;  // Of its folder in corpus/.
  void (*read)(std::string_view bytes);
};

std::span<const Reader> Readers();

// Null when there is none of this name.
const Reader* FindReader(std::string_view name);

}  // namespace warploom::fuzz_test
