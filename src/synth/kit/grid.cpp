#include "synth/kit/grid.h"

#include "synth/kit/arrays.h"
#include "synth/kit/values.h"

namespace warploom::synth::kit {

using lang::Type;

namespace {

constexpr std::string_view kInterior = "interior";

Border DrawBorder(Sketch& s) {
  static constexpr std::array kWeights = {3.0, 2.0, 2.0, 2.0, 1.0, 0.7};
  // An earlier motif may have made the border threads return already.
  std::array weights = kWeights;
  weights[2] = s.Recall(kInterior).is_valid() ? 8.0 : weights[2];
  return static_cast<Border>(s.rng().Pick(weights));
}

// Under this key a neighbour's index is shared by the motifs of a kernel.
std::string_view IndexKey(Border border, int axis, int step) {
  static constexpr std::array<std::array<std::string_view, 2>, 8> kKeys = {
      {{"wrap i-", "wrap i+"},
       {"wrap j-", "wrap j+"},
       {"wrap k-", "wrap k+"},
       {"wrap l-", "wrap l+"},
       {"clamp i-", "clamp i+"},
       {"clamp j-", "clamp j+"},
       {"clamp k-", "clamp k+"},
       {"clamp l-", "clamp l+"}}};
  const size_t row = static_cast<size_t>(axis) + (border == Border::kClamp ? 4 : 0);
  return kKeys[row][step > 0 ? 1 : 0];
}

bool SomeCellsAreLeftOut(Border border) {
  return border == Border::kReturn || border == Border::kGuard;
}

}  // namespace

Grid::Grid(Sketch& sketch) : Grid(sketch, DrawBorder(sketch)) {}

Grid::Grid(Sketch& sketch, Border border)
    : sketch_(sketch),
      border_(border),
      inline_(sketch.rng().Chance(0.5 / (sketch.ndim() * sketch.ndim()))),
      sides_(sketch.rng().Chance(0.3)) {}

std::vector<int> Grid::Shape() const {
  std::vector<int> shape(sketch_.dims().begin(), sketch_.dims().end());
  for (int& extent : shape) {
    extent += border_ == Border::kHalo ? 2 : 0;
  }
  return shape;
}

int Grid::Field(Type element, std::string_view name, double low, double high) {
  return Input(sketch_, element, Shape(), name, low, high);
}

int Grid::Result(Type element, std::string_view name) {
  return OutputArray(sketch_, element, Shape(), name);
}

int Grid::State(Type element, std::string_view name, double low, double high) {
  return InPlace(sketch_, element, Shape(), name, low, high);
}

Val Grid::Size(int axis) {
  Val& size = sizes_[static_cast<size_t>(axis)];
  if (!size.is_valid()) {
    static constexpr std::array<std::string_view, 3> kCells = {"nx", "ny", "nz"};
    static constexpr std::array<std::string_view, 3> kPixels = {"height", "width", "depth"};
    const auto k = static_cast<size_t>(axis);
    const int extent = sketch_.dims()[k];
    const Val& known = sizes_[axis == 0 ? 1 : 0];
    const bool literal =
        known.is_valid() ? !std::holds_alternative<lang::VarRef>(sketch_.module()[known.id].node)
                         : sketch_.rng().Chance(0.25);
    const auto name = axes() == 1 ? std::string_view("n") : axes() == 2 ? kPixels[k] : kCells[k];
    size = literal ? sketch_.Int(extent) : sketch_.SizeArg(extent, name);
  }
  return size;
}

Val Grid::Last(int axis) {
  const Val size = Size(axis);
  const bool literal = std::holds_alternative<lang::Literal>(sketch_.module()[size.id].node);
  return literal ? sketch_.Int(static_cast<int64_t>(size.range.high) - 1) : size - 1;
}

Val Grid::Index(int axis, int step) {
  Sketch& s = sketch_;
  const Val own = s.Thread(axis);
  const double last = s.dims()[static_cast<size_t>(axis)] - 1.0;
  if (border_ == Border::kHalo) {
    return step == -1 ? own : own + (step + 1);
  }
  if (step == 0) {
    return own;
  }
  const Val moved = step > 0 ? own + 1 : own - 1;
  if (border_ != Border::kClamp && border_ != Border::kWrap) {
    return Known(moved, 0.0, last);
  }
  const std::string_view key = IndexKey(border_, axis, step);
  if (const Val known = inline_ ? Val{} : s.Recall(key); known.is_valid()) {
    return known;
  }
  const Val index =
      border_ == Border::kClamp ? Clamped(axis, step, moved) : Wrapped(axis, step, moved);
  if (inline_) {
    return Known(index, 0.0, last);
  }
  const Val named = Known(s.Let(index, NeighborName(axis, step)), 0.0, last);
  s.Remember(key, named);
  return named;
}

Val Grid::Clamped(int axis, int step, const Val& moved) {
  return step > 0 ? sketch_.Call("min", {moved, Last(axis)})
                  : sketch_.Call("max", {moved, sketch_.Int(0)});
}

Val Grid::Wrapped(int axis, int step, const Val& moved) {
  Sketch& s = sketch_;
  if (step > 0) {
    return moved % Size(axis);
  }
  const Val own = s.Thread(axis);
  const Val size = Size(axis);
  const bool literal = std::holds_alternative<lang::Literal>(s.module()[size.id].node);
  return (s.rng().Chance(0.5) ? moved + size : literal ? own + Last(axis) : own + size - 1) % size;
}

std::string_view Grid::NeighborName(int axis, int step) const {
  static constexpr std::array<std::array<std::string_view, 2>, 3> kNames = {
      {{"im", "ip"}, {"jm", "jp"}, {"km", "kp"}}};
  static constexpr std::array<std::array<std::string_view, 2>, 3> kSides = {
      {{"up", "down"}, {"left", "right"}, {"below", "above"}}};
  const auto& names = sketch_.ndim() == 2 && sides_ ? kSides : kNames;
  return names[static_cast<size_t>(axis)][step > 0 ? 1 : 0];
}

void Grid::Inside(const std::function<void()>& body, const std::function<void()>& rim) {
  Sketch& s = sketch_;
  if (!SomeCellsAreLeftOut(border_)) {
    body();
    return;
  }
  const bool leaves = border_ == Border::kReturn;
  if (leaves && s.Recall(kInterior).is_valid()) {
    body();
    return;
  }
  std::vector<Val> conditions;
  const bool loose = s.rng().Chance(0.4);  // i < 1, not i == 0.
  for (int axis = 0; axis < axes(); ++axis) {
    const Val own = s.Thread(axis);
    const Val edge = Last(axis);
    conditions.push_back(!leaves ? own > 0 : loose ? own < 1 : own == 0);
    conditions.push_back(!leaves ? own < edge : loose ? own >= edge : own == edge);
  }
  if (leaves) {
    s.ReturnIf(AnyOf(conditions));
    s.Remember(kInterior, s.Thread(0));
    body();
  } else {
    s.If(AllOf(conditions), body, rim);
  }
}

Val Grid::OrZero(int field, std::vector<Val> indices, int axis, int step) {
  Sketch& s = sketch_;
  const Type element = s.arrays()[static_cast<size_t>(field)].element;
  static constexpr std::array<std::array<std::string_view, 2>, 3> kSides = {
      {{"north", "south"}, {"west", "east"}, {"below", "above"}}};
  const auto name = axes() == 1 ? (step < 0 ? "left" : "right")
                                : kSides[static_cast<size_t>(axis)][step > 0 ? 1 : 0];
  const Val zero = PlainZero(s, element);
  ValueRange bound = s.arrays()[static_cast<size_t>(field)].elements;
  bound.low = std::min(bound.low, 0.0);
  bound.high = std::max(bound.high, 0.0);
  bound.nonzero = false;
  bound.unit = false;
  Val value = s.Mutable(zero, name, bound);
  const Val own = s.Thread(axis);
  s.If(step < 0 ? own > 0 : own < Last(axis), [&] { s.Set(value, s.At(field, indices)); });
  return value;
}

Val Grid::Here(int field) {
  std::vector<Val> indices;
  for (int axis = 0; axis < axes(); ++axis) {
    indices.push_back(Index(axis, 0));
  }
  return sketch_.At(field, indices);
}

Val Grid::Beside(int field, int axis, int step) {
  std::vector<Val> indices;
  for (int k = 0; k < axes(); ++k) {
    indices.push_back(Index(k, k == axis ? step : 0));
  }
  return border_ == Border::kZero ? OrZero(field, indices, axis, step) : sketch_.At(field, indices);
}

Val Grid::Corner(int field, int axis_a, int step_a, int axis_b, int step_b) {
  WARPLOOM_CHECK(border_ != Border::kZero, "corners have no zero border");
  std::vector<Val> indices;
  for (int k = 0; k < axes(); ++k) {
    indices.push_back(Index(k, k == axis_a ? step_a : k == axis_b ? step_b : 0));
  }
  return sketch_.At(field, indices);
}

void Grid::Store(int field, const Val& value) {
  std::vector<Val> indices;
  for (int axis = 0; axis < axes(); ++axis) {
    indices.push_back(Index(axis, 0));
  }
  sketch_.StoreAt(field, indices, value);
}

Val Grid::NeighborSum(int field) {
  std::vector<Val> parts;
  const bool forward = sketch_.rng().Chance(0.5);
  for (int axis = 0; axis < axes(); ++axis) {
    parts.push_back(Beside(field, axis, forward ? 1 : -1));
    parts.push_back(Beside(field, axis, forward ? -1 : 1));
  }
  Val sum = parts[0];
  for (size_t i = 1; i < parts.size(); ++i) {
    sum = sum + parts[i];
  }
  return sum;
}

Val Grid::Laplacian(int field) {
  const Val sum = NeighborSum(field);
  const double count = 2.0 * axes();
  return sum - sketch_.Real(count) * Here(field);
}

Val Grid::Difference(int field, int axis) {
  return Minus({Beside(field, axis, 1), Beside(field, axis, -1)});
}

}  // namespace warploom::synth::kit
