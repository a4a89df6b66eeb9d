#pragma once

#include <array>
#include <cstdint>
#include <string_view>

#include "synth/kit/arrays.h"
#include "synth/kit/grid.h"
#include "synth/kit/values.h"
#include "synth/motifs/motif.h"
#include "synth/sketch/sketch.h"

namespace warploom::synth::motifs {

inline constexpr std::array<std::string_view, 3> kG = {"gx", "gy", "gz"};

// Turns a central difference into a slope: times 0.5 * inv_dx, over 2 dx, or just times 0.5.
class Spacing {
 public:
  explicit Spacing(Sketch& s) : sketch_(s), kind_(s.rng().Below(3)) {
    if (kind_ == 0) {
      value_ = s.NewArg(s.real(), 0.5, 8.0, OneOf(s, {"inv_dx", "inv_h", "rdx"}));
    } else if (kind_ == 1) {
      value_ = s.NewArg(s.real(), 0.1, 2.0, OneOf(s, {"dx", "h", "cell_size"}));
    }
  }

  Val Slope(const Val& difference) const {
    switch (kind_) {
      case 0:
        return difference * sketch_.Real(0.5) * value_;
      case 1:
        return difference / (2.0 * value_);
      default:
        return sketch_.Real(0.5) * difference;
    }
  }

 private:
  Sketch& sketch_;
  uint64_t kind_;
  Val value_;
};

// A velocity as one field of vecs or as one scalar field per component.
struct Velocity {
  int vecs = -1;
  std::array<int, 3> parts = {-1, -1, -1};

  Velocity(Sketch& s, Grid& grid, bool writes) {
    static constexpr std::array<std::string_view, 3> kParts = {"u", "v", "w"};
    if (s.rng().Chance(0.55)) {
      const auto name = OneOf(s, {"vel", "velocity", "u", "v_field"});
      const lang::Type vec = s.vec(grid.axes());
      vecs = writes ? grid.State(vec, name) : grid.Field(vec, name);
      return;
    }
    for (int axis = 0; axis < grid.axes(); ++axis) {
      const auto k = static_cast<size_t>(axis);
      parts[k] = writes ? grid.State(s.real(), kParts[k]) : grid.Field(s.real(), kParts[k]);
    }
  }

  // (right - left) of one component along an axis.
  Val Difference(Grid& grid, int component, int axis) const {
    if (vecs < 0) {
      return grid.Difference(parts[static_cast<size_t>(component)], axis);
    }
    return Minus({grid.Beside(vecs, axis, 1)[component], grid.Beside(vecs, axis, -1)[component]});
  }
};

Grid PlainGrid(Sketch& s);

}  // namespace warploom::synth::motifs
