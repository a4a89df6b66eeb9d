#include <array>
#include <string_view>
#include <vector>

#include "synth/kit/arrays.h"
#include "synth/kit/values.h"
#include "synth/motifs/motif.h"

namespace warploom::synth::motifs {

namespace {

using lang::Type;

// Struct of arrays: one array per component, updated in place.
void DrawStructOfArrays(Sketch& s) {
  const Type real = s.real();
  static constexpr std::array<std::array<std::string_view, 6>, 3> kNames = {{
      {"pos_x", "pos_y", "pos_z", "vel_x", "vel_y", "vel_z"},
      {"px", "py", "pz", "vx", "vy", "vz"},
      {"x_pos", "y_pos", "z_pos", "x_vel", "y_vel", "z_vel"},
  }};
  static constexpr std::array<std::string_view, 3> kLocal = {"x", "y", "z"};
  const auto& names = s.rng().Choose(kNames);
  const int n = s.rng().Chance(0.5) ? 3 : 2;
  std::vector<int> positions;
  std::vector<int> velocities;
  for (size_t k = 0; k < static_cast<size_t>(n); ++k) {
    positions.push_back(InPlace(s, real, {}, names[k]));
    velocities.push_back(Input(s, real, {}, names[k + 3]));
  }
  const Val dt = s.NewArg(real, 0.001, 0.05, OneOf(s, {"dt", "h", "time_step"}));
  const double wall = s.rng().Choose(std::array{1.0, 2.0, 5.0, 10.0});
  const bool bounded = s.rng().Chance(0.4);
  std::vector<Val> moved;
  for (size_t k = 0; k < positions.size(); ++k) {
    const Val next = Plus({s.ThreadElement(positions[k]), s.ThreadElement(velocities[k]) * dt});
    moved.push_back(s.Let(next, kLocal[k]));
  }
  for (size_t k = 0; k < positions.size(); ++k) {
    s.StoreThreadElement(
        positions[k],
        bounded ? s.Call("clamp", {moved[k], s.Real(-wall), s.Real(wall)}) : moved[k]);
  }
  if (s.rng().Chance(0.5)) {
    Val sum = Square(moved[0]);
    for (size_t k = 1; k < moved.size(); ++k) {
      sum = sum + Square(moved[k]);
    }
    s.Output(s.rng().Chance(0.5) ? s.Call("sqrt", {sum}) : sum, {"", "radius", "dist"});
  }
}

}  // namespace

Motif StructOfArraysMotif() {
  return {.name = "struct-of-arrays",
          .family = Family::kArrays,
          .weight = 0.8,
          .draw = DrawStructOfArrays};
}

}  // namespace warploom::synth::motifs
