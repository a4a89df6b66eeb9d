#pragma once

#include <span>
#include <string_view>
#include <vector>

#include "synth/sketch/sketch.h"

namespace warploom::synth::kit {

// The integers that a kernel chooses by, as its author writes them: as numbers, as constants of the
// module, or as members of an IntEnum.
class Choices {
 public:
  // One name in capitals for each of 0, 1, 2...; `title` names the enum.
  Choices(Sketch& s, std::string_view title, std::span<const std::string_view> names);

  Val operator[](int64_t value) const;

 private:
  enum class Form : uint8_t { kNumbers, kConstants, kEnum };
  Sketch& s_;
  Form form_;
  std::vector<Val> constants_;
  uint16_t owner_ = 0;
};

}  // namespace warploom::synth::kit
