#include "synth/atlas/forms/out_forms.h"

#include <algorithm>
#include <array>

#include "synth/atlas/drawn_arguments.h"

namespace warploom::synth::atlas {

using lang::BuiltinTable;
using lang::Call;
using lang::Type;

bool WritesIntoArguments(const BuiltinTable& table, const Call& call) {
  static constexpr std::array<std::string_view, 5> kNames = {"eig3", "qr3", "quat_to_axis_angle",
                                                             "svd2", "svd3"};
  return call.results.empty() && std::ranges::find(kNames, table.name(call.name)) != kNames.end();
}

std::span<const std::string_view> PartNames(std::string_view builtin) {
  static constexpr std::array<std::string_view, 3> kSvd = {"u", "sigma", "v"};
  static constexpr std::array<std::string_view, 2> kQr = {"q", "r"};
  static constexpr std::array<std::string_view, 2> kEig = {"modes", "lambdas"};
  static constexpr std::array<std::string_view, 2> kAxisAngle = {"axis", "angle"};
  static constexpr std::array<std::string_view, 3> kDecompose = {"pos", "rot", "scale"};
  return builtin.starts_with("svd")         ? std::span<const std::string_view>(kSvd)
         : builtin == "qr3"                 ? kQr
         : builtin == "eig3"                ? kEig
         : builtin == "quat_to_axis_angle"  ? kAxisAngle
         : builtin == "transform_decompose" ? kDecompose
                                            : std::span<const std::string_view>();
}

void ShowIntoArguments(Sketch& s, const Call& call) {
  const BuiltinTable& table = s.builder().builtins();
  const std::vector<Need> needs = NeedsOf(table, call);
  std::vector<Val> args = {DrawNonLiteral(s, needs[0])};
  const auto names = PartNames(table.name(call.name));
  for (size_t i = 1; i < call.args.size(); ++i) {
    const Type type = call.args[i];
    const Val zero = type.is_scalar() ? s.Real(0.0, type) : s.Make(type, {});
    args.push_back(s.Mutable(zero, names[i - 1]));
    s.Hide(args.back());
  }
  s.Do(s.Call(call, args));
  for (size_t i = 1; i < args.size(); ++i) {
    s.Hide(args[i], false);
    s.Output(args[i]);
  }
}

}  // namespace warploom::synth::atlas
