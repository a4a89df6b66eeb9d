#include "synth/atlas/forms/adjoint_forms.h"

#include <algorithm>
#include <array>
#include <string>
#include <vector>

#include "synth/atlas/drawn_arguments.h"
#include "synth/atlas/results.h"
#include "synth/atlas/value_calls.h"
#include "synth/kit/helper_functions.h"
#include "synth/kit/values.h"

namespace warploom::synth::atlas {
namespace {

using kit::FunctionOf;
using kit::OneOf;
using lang::BuiltinTable;
using lang::Call;
using lang::Type;

bool CanShow(const BuiltinTable&, const Call& call) {
  return call.args[0].components() > 0 &&
         std::all_of(call.args.begin() + 1, call.args.end(), [](Type t) { return t.is_int(); });
}

// def pick(v): return v[1]
// def adj_pick(v, adj_ret): wp.adjoint[v][1] = adj_ret
void ShowAdjointPart(Sketch& s, const Call& call) {
  const Need need = NeedOf(call.args[0]);
  const Val value = DrawNonLiteral(s, need);
  std::vector<lang::ExprId> indices;
  for (size_t i = 1; i < call.args.size(); ++i) {
    const int64_t at = s.rng().Integer(0, SubscriptExtent(need.type, i - 1) - 1);
    indices.push_back(s.Int(at, call.args[i]).id);
  }
  const auto part_of = [&](const Val& whole) {
    const lang::ExprId id = s.builder().Subscript(whole.id, indices);
    return Val{&s, id, call.result, whole.range};
  };
  const std::array params = {
      Sketch::Param{OneOf(s, {"v", "a", "x", "value"}), need.type, Between(need.low, need.high)}};
  const std::string_view name = OneOf(s, {"pick", "part_of", "component", "select_part", "take"});
  const lang::FuncId function = s.DefineHelper(
      name, params, [&](std::span<const Val> p) -> std::vector<Val> { return {part_of(p[0])}; });
  s.Hide(function);
  const std::array with_result = {
      params[0], Sketch::Param{OneOf(s, {"adj_ret", "ret_grad", "adj_out"}), call.result,
                               Between(need.low, need.high)}};
  const lang::FuncId gradient =
      s.DefineHelper("adj_" + FunctionOf(s, function).name, with_result,
                     [&](std::span<const Val> p) -> std::vector<Val> {
                       const Val adjoint{&s, s.builder().Adjoint(p[0].id), need.type, p[0].range};
                       s.builder().Store(part_of(adjoint).id, p[1].id);
                       return {};
                     });
  s.Hide(gradient);
  FunctionOf(s, gradient).role = lang::Function::Role::kGrad;
  FunctionOf(s, gradient).of = function;
  UseResult(s, s.CallHelper(function, std::array{value}), "");
}

constexpr NamedForm kAdjointForms[] = {{"index", {CanShow, ShowAdjointPart}}};

}  // namespace

std::span<const NamedForm> AdjointForms() { return kAdjointForms; }

}  // namespace warploom::synth::atlas
