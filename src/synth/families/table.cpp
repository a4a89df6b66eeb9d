#include "synth/families/table.h"

#include <array>

#include "synth/families/families.h"

namespace warploom::synth {

std::span<const Family> Families() {
  // In the order that `warploom categories` and profiles show them.
  static const std::array kFamilies = {
      ArithmeticFamily(),
      LoopsFamily(),
      ScalarMathFamily(),
      IntegerFamily(),
      ControlFlowFamily(),
      RandomFamily(),
      FunctionsFamily(),
      AtomicsFamily(),
      VectorFamily(),
  };
  return kFamilies;
}

}  // namespace warploom::synth
