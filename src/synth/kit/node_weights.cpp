#include "synth/kit/node_weights.h"

#include "synth/kit/arguments.h"
#include "synth/kit/matrices.h"
#include "synth/kit/simulation.h"
#include "synth/kit/values.h"

namespace warploom::synth::kit {

using lang::Type;

namespace {

// def bspline(d): the weight of a node at a distance of d cells.
lang::FuncId DefineSpline(Sketch& s, Type real) {
  const std::array params = {Sketch::Param{OneOf(s, {"d", "x", "t"}), real, Between(-2.0, 2.0)}};
  return s.DefineHelper(
      OneOf(s, {"bspline", "quadratic_weight", "node_weight"}), params,
      [&](std::span<const Val> p) -> std::vector<Val> {
        const Val a = Named(s, s.Call("abs", {p[0]}), {"a", "ad", "r"});
        const Val inner = 0.75 - a * a;
        if (s.rng().Chance(0.5)) {
          s.ReturnIf(a < 0.5, {inner});
          const Val rest = Named(s, s.Call("max", {1.5 - a, s.Real(0.0, real)}), {"b", "rest"});
          return {Known(0.5 * rest * rest, 0.0, 1.0)};
        }
        Val w = MutableNamed(s, s.Real(0.0, real), {"w", "weight"}, Between(0.0, 1.0));
        s.Hide(w);
        const std::array conditions = {a < 0.5, a < 1.5};
        s.IfChain(
            conditions,
            [&](int branch) { s.Set(w, branch == 0 ? inner : 0.5 * (1.5 - a) * (1.5 - a)); },
            false);
        s.Hide(w, false);
        return {w};
      });
}

// def axis_weights(f): the weights of the three nodes of an axis.
lang::FuncId DefineAxisWeights(Sketch& s, Type real) {
  const std::array params = {Sketch::Param{OneOf(s, {"f", "fx", "t"}), real, Between(0.5, 1.5)}};
  return s.DefineHelper(OneOf(s, {"axis_weights", "spline_weights", "quadratic_weights"}), params,
                        [&](std::span<const Val> p) -> std::vector<Val> {
                          static constexpr std::array<std::string_view, 3> kNames = {"a", "b", "c"};
                          const bool named = s.rng().Chance(0.6);
                          std::array<Val, 3> d = {1.5 - p[0], p[0] - 1.0, p[0] - 0.5};
                          for (size_t k = 0; named && k < 3; ++k) {
                            d[k] = s.Let(d[k], kNames[k]);
                          }
                          const Val weights =
                              s.Make(VecOf(real, 3),
                                     {0.5 * d[0] * d[0], 0.75 - d[1] * d[1], 0.5 * d[2] * d[2]});
                          return {Known(weights, 0.0, 1.0)};
                        });
}

}  // namespace

NodeWeights::NodeWeights(Sketch& s, Type real, int axes)
    : s_(s), real_(real), axes_(axes), per_node_(s.rng().Chance(0.4)) {
  nodes_ = axes == 3 ? s.rng().Choose(std::array{16, 24, 32}) : s.rng().Choose(std::array{32, 64});
  // Warp's float64(i) would change the type of an unrolled loop's counter (codegen.py: add_call).
  from_base_ = real != lang::kDouble && s.rng().Chance(0.7);
  as_matrix_ = axes == 3 && !per_node_ && s.rng().Chance(0.4);
  if (!as_matrix_) {
    helper_ = per_node_ ? DefineSpline(s, real) : DefineAxisWeights(s, real);
    s.Hide(helper_);
  }
  const double n = nodes_;
  switch (s.rng().Below(3)) {
    case 0:
      inv_dx_ = s.NewArg(real, n, n, OneOf(s, {"inv_dx", "inv_h"}));
      dx_ = s.NewArg(real, 1.0 / n, 1.0 / n, OneOf(s, {"dx", "grid_dx"}));
      break;
    case 1:
      dx_ = s.NewArg(real, 1.0 / n, 1.0 / n, OneOf(s, {"dx", "cell_size", "grid_dx"}));
      inv_dx_ = s.Let(1.0 / dx_, "inv_dx");
      break;
    default:
      inv_dx_ = s.NewArg(real, n, n, OneOf(s, {"inv_dx", "grid_res"}));
      dx_ = s.Let(1.0 / inv_dx_, "dx");
      break;
  }
  inv_dx_ = Known(inv_dx_, n, n);
}

void NodeWeights::Locate(const Val& x) {
  static constexpr std::array<std::array<std::string_view, 3>, 3> kBases = {
      {{"bi", "bj", "bk"}, {"base_x", "base_y", "base_z"}, {"ix0", "iy0", "iz0"}}};
  static constexpr std::array<std::string_view, 3> kWeights = {"wx", "wy", "wz"};
  at_ = Named(s_, x * inv_dx_, {"gp", "grid_pos", "xg"});
  const auto& names = s_.rng().Choose(kBases);
  std::vector<Val> corner;
  for (int k = 0; k < axes_; ++k) {
    const Val whole =
        s_.Convert(Known(at_[k] - 0.5, 0.1 * nodes_ - 0.5, 0.9 * nodes_ - 0.5), lang::kInt);
    base_[static_cast<size_t>(k)] = s_.Let(whole, names[static_cast<size_t>(k)]);
    corner.push_back(s_.Convert(base_[static_cast<size_t>(k)], real_));
  }
  if (per_node_ && !from_base_) {
    return;
  }
  const Type vec = VecOf(real_, axes_);
  place_ = Known(Named(s_, at_ - s_.Make(vec, corner), {"fx", "f", "frac_pos"}), 0.5, 1.5);
  if (as_matrix_) {
    const auto all = [&](double number) { return s_.Make(vec, {s_.Real(number, real_)}); };
    const Val a = s_.Let(all(1.5) - place_, "wa");
    const Val b = s_.Let(place_ - all(1.0), "wb");
    const Val c = s_.Let(place_ - all(0.5), "wc");
    const auto square = [&](const Val& d) { return s_.Call("cw_mul", {d, d}); };
    matrix_ = Named(s_, FromColumns(s_, {0.5 * square(a), all(0.75) - square(b), 0.5 * square(c)}),
                    {"w", "weights"});
  } else if (!per_node_) {
    for (int k = 0; k < axes_; ++k) {
      weights_[static_cast<size_t>(k)] =
          s_.Let(s_.CallHelper(helper_, std::array{place_[k]}), kWeights[static_cast<size_t>(k)]);
    }
  }
}

Val NodeWeights::Offset(int axis) {
  const auto k = static_cast<size_t>(axis);
  return from_base_ ? s_.Convert(steps_[k], real_) - place_[axis]
                    : s_.Convert(node_[k], real_) - at_[axis];
}

Val NodeWeights::Weight(int axis) {
  const auto k = static_cast<size_t>(axis);
  if (as_matrix_) {
    return matrix_.at(s_.Int(axis), steps_[k]);
  }
  return per_node_ ? s_.CallHelper(helper_, std::array{Offset(axis)}) : weights_[k][steps_[k]];
}

void NodeWeights::Visit(const Body& body) {
  static constexpr std::array<std::string_view, 3> kNodes = {"gi", "gj", "gk"};
  std::vector<Val> parts;
  Val weight;
  for (int axis = 0; axis < axes_; ++axis) {
    const auto k = static_cast<size_t>(axis);
    node_[k] = s_.Let(base_[k] + steps_[k], kNodes[k]);
    parts.push_back(s_.Convert(from_base_ ? steps_[k] : node_[k], real_));
    const Val w = Weight(axis);
    weight = weight.is_valid() ? weight * w : w;
  }
  const Val offset = s_.Make(VecOf(real_, axes_), parts) - (from_base_ ? place_ : at_);
  const Val named = Known(Named(s_, weight, {"weight", "wip", "w_node"}), 0.0, 1.0);
  body(std::span(node_).first(static_cast<size_t>(axes_)), named, offset);
}

void NodeWeights::Loop(int axis, const Body& body) {
  static constexpr std::array<std::string_view, 3> kSteps = {"i", "j", "k"};
  if (axis == axes_) {
    return Visit(body);
  }
  s_.ForCount(kSteps[static_cast<size_t>(axis)], 3, [&](const Val& step) {
    steps_[static_cast<size_t>(axis)] = step;
    Loop(axis + 1, body);
  });
}

void NodeWeights::ForEachNode(const Body& body) { Loop(0, body); }

}  // namespace warploom::synth::kit
