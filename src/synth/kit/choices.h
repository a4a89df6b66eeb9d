#pragma once

#include <span>
#include <string_view>
#include <vector>

#include "synth/sketch/sketch.h"

namespace warploom::synth::kit {

// The alternatives 0, 1, 2... that a kernel selects by, all written as literals, as module
// constants or as members of an IntEnum. Which of these is drawn by the constructor.
class Choices {
 public:
  // One upper-case name for each alternative; `title` names the enum.
  Choices(Sketch& s, std::string_view title, std::span<const std::string_view> names);

  // `value` as it is written in this kernel.
  Val operator[](int64_t value) const;

 private:
  enum class Form : uint8_t { kNumbers, kConstants, kEnum };
  Sketch& s_;
  Form form_;
  std::vector<Val> constants_;
  uint16_t owner_ = 0;
};

}  // namespace warploom::synth::kit
