// A struct of settings as an argument, and a formula over its fields.
#include <array>
#include <string_view>

#include "synth/kit/arrays.h"
#include "synth/kit/records.h"
#include "synth/kit/values.h"
#include "synth/motifs/motif.h"

namespace warploom::synth::motifs {

namespace {

using lang::Type;

void DrawSettings(Sketch& s) {
  const Type real = s.real();
  static constexpr std::array<std::array<std::string_view, 5>, 5> kFields = {{
      {"dt", "stiffness", "damping", "rest_length", "mass"},
      {"lr", "beta", "eps", "weight_decay", "scale"},
      {"kp", "kd", "target", "limit", "bias"},
      {"exposure", "gamma", "contrast", "black_level", "white"},
      {"viscosity", "density", "drag", "pressure_scale", "cutoff"},
  }};
  const auto& names = s.rng().Choose(kFields);
  const size_t count = 3 + s.rng().Below(3);
  Fields fields;
  for (size_t k = 0; k < count; ++k) {
    fields.push_back({names[k], real, 0.1, 2.0});
  }
  Maybe(s, fields, 0.3, {OneOf(s, {"gravity", "offset", "origin"}), s.vec(3), -1.0, 1.0});
  Maybe(s, fields, 0.25, {OneOf(s, {"num_steps", "iterations", "max_iter"}), lang::kInt, 2.0, 8.0});
  const Type record =
      s.NewRecord(OneOf(s, {"Params", "SimParams", "Settings", "Config", "Options"}), fields);
  const Val params = s.NewRecordArg(record, OneOf(s, {"params", "cfg", "settings", "opts", "p"}));
  s.OfferFields(params);
  const Val x = s.Let(s.ThreadElement(s.InputArray(real)));
  const bool loops = fields.back().type.is_int();
  const Val first = s.Field(params, 0);
  const Val second = s.Field(params, 1);
  if (loops) {
    Val value = s.Mutable(x, {"value", "y", "cur"});
    s.For({"it", "step", "k"}, Val{}, s.Field(params, static_cast<int>(fields.size() - 1)), 0,
          [&](const Val&) {
            const Val change = second * s.Draw(real, 1) - s.Field(params, 2) * value;
            s.Set(value, value + first * change);
          });
    return s.Output(value);
  }
  const Val term = s.Let(s.Draw(real, 2) * second);
  const Val value = s.rng().Chance(0.5) ? x + first * (term - s.Field(params, 2) * x)
                                        : first * term + s.Draw(real, 1);
  s.Output(value);
}

}  // namespace

Motif SettingsMotif() {
  return {.name = "settings", .family = Family::kStructs, .weight = 1.6, .draw = DrawSettings};
}

}  // namespace warploom::synth::motifs
