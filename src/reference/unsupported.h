#pragma once

#include <string>

namespace warploom::reference {

// Thrown within this folder alone where a kernel has something without a reference; `what` is a
// few words that name it and that are counted by.
struct Unsupported {
  std::string what;
};

}  // namespace warploom::reference
