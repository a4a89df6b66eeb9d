// Values of vector, matrix, rotation and spatial types, with any call or part at any place.
#include <array>
#include <string_view>
#include <vector>

#include "lang/same_expr.h"
#include "synth/kit/arguments.h"
#include "synth/kit/arrays.h"
#include "synth/kit/input_arrays.h"
#include "synth/kit/values.h"
#include "synth/motifs/motif.h"

namespace warploom::synth::motifs {

namespace {

using lang::BinaryOp;
using lang::CompareOp;
using lang::kInt;
using lang::Type;

// Draws expressions of the types of one scalar type.
class FreeParts {
 public:
  explicit FreeParts(Sketch& s) : s_(s) {}

  Type DrawType() {
    return s_.rng().Choose(
        std::array{vec_, vec_, vec_, quat_, transform_, mat_, spatial_, spatial_, cell_, real_});
  }

  Val Draw(Type type, int depth) {
    if (depth <= 0) {
      return Leaf(type);
    }
    if (s_.rng().Chance(0.12)) {
      return Chosen(type, depth);
    }
    if (type == vec_) {
      return Vec(depth);
    }
    if (type == real_) {
      return Real(depth);
    }
    if (type == quat_ || type == transform_) {
      return Rotation(type, depth);
    }
    return type == mat_ ? Mat(depth) : type == spatial_ ? Spatial(depth) : Cell(depth);
  }

  void NameOne() {
    const Type type = DrawType();
    const Val value = Draw(type, 1);
    locals_.push_back(s_.Let(value));
  }

  void Store(const Val& value) {
    const size_t known = arrays_.size();
    size_t i = 0;
    while (i < known && s_.arrays()[static_cast<size_t>(arrays_[i])].element != value.type) {
      ++i;
    }
    if (i == known) {
      arrays_.push_back(OutputArray(s_, value.type, {}));
    }
    s_.StoreThreadElement(arrays_[i], value);
  }

  // An integer, mostly -1 for "none", compared.
  Val Condition() {
    const Val id = s_.ThreadElement(
        InputNamed(s_, kInt, {"parent", "body_ids", "links"}, {-1.0, 6.0, lang::Fill::kUniform}));
    switch (s_.rng().Below(4)) {
      case 0:
        return id >= s_.Int(0);
      case 1:
        return id < s_.Int(0);
      case 2: {
        const Val value = Real(1);
        const Val limit = s_.DrawNumber(real_, 0.05, 0.8);
        return s_.Compare(s_.rng().Chance(0.5) ? CompareOp::kGt : CompareOp::kLt, value, limit);
      }
      default:
        return id != s_.Int(-1);
    }
  }

 private:
  Val Local(Type type) {
    return OneWhere(s_, locals_, [&](const Val& local) { return local.type == type; });
  }

  Val Leaf(Type type) {
    if (const Val local = Local(type); local.is_valid() && s_.rng().Chance(0.5)) {
      return local;
    }
    if (type != cell_ && s_.rng().Chance(0.2)) {
      return s_.DrawInput(type);
    }
    if (type == vec_) {
      return s_.ThreadElement(InputNamed(s_, type, {"positions", "velocities", "anchors"}));
    }
    if (type == quat_ || type == transform_) {
      const bool is_quat = type == quat_;
      return s_.ThreadElement(InputNamed(
          s_, type, {is_quat ? "rotations" : "body_q", is_quat ? "orientations" : "joint_frames"},
          kUnitFill));
    }
    if (type == cell_) {
      return s_.ThreadElement(
          InputNamed(s_, type, {"cells", "coords"}, {0.0, 7.0, lang::Fill::kUniform}));
    }
    if (type == real_ && s_.rng().Chance(0.5)) {
      return Arg(s_, type, {"dt", "weight", "stiffness", "radius"});
    }
    return s_.ThreadElement(InputNamed(s_, type,
                                       {type == mat_       ? "inertias"
                                        : type == spatial_ ? "body_qd"
                                                           : "weights",
                                        type == mat_       ? "blocks"
                                        : type == spatial_ ? "body_f"
                                                           : "gains"}));
  }

  // a if condition else b
  Val Chosen(Type type, int depth) {
    const Val condition = Condition();
    const Val then = Draw(type, depth - 1);
    const Val otherwise = s_.rng().Chance(0.4) && (type == quat_ || type == transform_)
                              ? Identity(s_, type)
                              : Draw(type, depth - 1);
    if (then.id == otherwise.id) {
      return then;
    }
    ValueRange range = Join(then.range, otherwise.range);
    range.from_input = true;
    return {&s_, s_.builder().Ternary(condition.id, then.id, otherwise.id), type, range};
  }

  Val Sum(const Val& a, const Val& b) {
    if (lang::SameExpr(s_.module(), a.id, b.id)) {
      return a + b;
    }
    return s_.rng().Chance(0.5) ? a + b : a - b;
  }

  // Sums, differences, products with a number, and the opposite.
  Val Linear(Type type, int depth) {
    const Val a = Draw(type, depth - 1);
    switch (s_.rng().Below(5)) {
      case 0:
        return -a;
      case 1:
        return a * Draw(real_, depth - 1);
      case 2: {
        const Val factor = Leaf(real_);
        return type == mat_ || type == spatial_ ? a * factor : factor * a;
      }
      default: {
        const Val b = Draw(type, depth - 1);
        return Sum(a, b);
      }
    }
  }

  Val Vec(int depth) {
    switch (s_.rng().Below(10)) {
      case 0: {
        const Val a = Draw(vec_, depth - 1);
        const Val b = Draw(vec_, depth - 1);
        return s_.Call(OneOf(s_, {"cross", "cw_mul", "min", "max"}), {a, b});
      }
      case 1: {
        const Val q = Draw(quat_, depth - 1);
        const Val v = Draw(vec_, depth - 1);
        return s_.Call(OneOf(s_, {"quat_rotate", "quat_rotate_inv"}), {q, v});
      }
      case 2: {
        const Val t = Draw(transform_, depth - 1);
        const Val v = Draw(vec_, depth - 1);
        return s_.Call(OneOf(s_, {"transform_point", "transform_vector"}), {t, v});
      }
      case 3: {
        const Val t = Draw(transform_, depth - 1);
        return s_.Call("transform_get_translation", {t});
      }
      case 4: {
        const Val f = Draw(spatial_, depth - 1);
        return s_.Call(OneOf(s_, {"spatial_top", "spatial_bottom"}), {f});
      }
      case 5: {
        const Val m = Draw(mat_, depth - 1);
        const Val v = Draw(vec_, depth - 1);
        return MatMul(m, v);
      }
      case 6: {
        const Val x = Draw(real_, depth - 1);
        const Val y = Leaf(real_);
        return s_.Make(vec_, {x, y, s_.Real(s_.rng().Chance(0.5) ? 0.0 : 1.0, real_)});
      }
      default:
        return Linear(vec_, depth);
    }
  }

  Val Real(int depth) {
    switch (s_.rng().Below(8)) {
      case 0: {
        const Val a = Draw(vec_, depth - 1);
        const Val b = Draw(vec_, depth - 1);
        return s_.Call("dot", {a, b});
      }
      case 1: {
        const Val v = Draw(vec_, depth - 1);
        return s_.Call(OneOf(s_, {"length", "length_sq"}), {v});
      }
      case 2: {
        const Val m = Draw(mat_, depth - 1);
        return s_.rng().Chance(0.5) ? s_.Call("trace", {m}) : m.at(0, 1);
      }
      case 3: {
        const Val v = Draw(vec_, depth - 1);
        return v[static_cast<int>(s_.rng().Below(3))];
      }
      case 4: {
        const Val f = Draw(spatial_, depth - 1);
        const Val g = Draw(spatial_, depth - 1);
        return s_.Call("dot", {f, g});
      }
      default:
        return Linear(real_, depth);
    }
  }

  Val Rotation(Type type, int depth) {
    const bool is_quat = type == quat_;
    switch (s_.rng().Below(4)) {
      case 0: {
        const Val a = Draw(type, depth - 1);
        return s_.Call(is_quat ? "quat_inverse" : "transform_inverse", {a});
      }
      case 1:
        if (is_quat) {
          const Val t = Draw(transform_, depth - 1);
          return s_.Call("transform_get_rotation", {t});
        } else {
          const Val p = Draw(vec_, depth - 1);
          const Val q = Draw(quat_, depth - 1);
          return s_.Make(type, {p, q});
        }
      default: {
        const Val a = Draw(type, depth - 1);
        const Val b = Draw(type, depth - 1);
        return is_quat || s_.rng().Chance(0.5) ? a * b : s_.Call("transform_multiply", {a, b});
      }
    }
  }

  Val Mat(int depth) {
    switch (s_.rng().Below(7)) {
      case 0: {
        const Val q = Draw(quat_, depth - 1);
        return s_.Call("quat_to_matrix", {q});
      }
      case 1: {
        const Val a = Draw(vec_, depth - 1);
        const Val b = Draw(vec_, depth - 1);
        return s_.Call("outer", {a, b});
      }
      case 2: {
        const Val a = Draw(mat_, depth - 1);
        return s_.Call("transpose", {a});
      }
      case 3: {
        const Val v = Draw(vec_, depth - 1);
        return s_.Call(OneOf(s_, {"skew", "diag"}), {v});
      }
      case 4:
      case 5: {
        const Val a = Draw(mat_, depth - 1);
        const Val b = Draw(mat_, depth - 1);
        return MatMul(a, b);
      }
      default:
        return Linear(mat_, depth);
    }
  }

  Val Spatial(int depth) {
    switch (s_.rng().Below(5)) {
      case 0:
      case 1: {
        const Val top = Draw(vec_, depth - 1);
        const Val bottom = Draw(vec_, depth - 1);
        return s_.Make(spatial_, {top, bottom});
      }
      case 2: {
        const Val x = Leaf(real_);
        const Val zero = s_.Real(0.0, real_);
        return s_.Make(spatial_, {x, zero, zero, Leaf(real_), zero, zero});
      }
      default:
        return Linear(spatial_, depth);
    }
  }

  Val Cell(int depth) {
    const Val a = Draw(cell_, depth - 1);
    const Val step = s_.Int(s_.rng().Integer(-1, 1));
    const Val other =
        s_.rng().Chance(0.5) ? s_.Make(cell_, {step, s_.Int(0), s_.Int(1)}) : Leaf(cell_);
    const bool is_safe = s_.Can(BinaryOp::kSub, a, other);
    return !is_safe ? a : s_.rng().Chance(0.5) ? a + other : a - other;
  }

  Sketch& s_;
  // Poses and spatial vectors are float32 in all code.
  Type real_ = lang::kFloat;
  Type vec_ = lang::VecType(3, real_.scalar);
  Type quat_ = lang::QuatType(real_.scalar);
  Type transform_ = lang::TransformType(real_.scalar);
  Type mat_ = lang::MatType(3, 3, real_.scalar);
  Type spatial_ = lang::VecType(6, real_.scalar);
  Type cell_ = lang::VecType(3, lang::Scalar::kInt32);
  std::vector<Val> locals_;
  std::vector<int> arrays_;
};

void DrawCombineParts(Sketch& s) {
  FreeParts parts(s);
  const auto names = s.rng().Integer(0, 2);
  for (int64_t i = 0; i < names; ++i) {
    parts.NameOne();
  }
  const auto stores = s.rng().Integer(1, 4);
  for (int64_t i = 0; i < stores; ++i) {
    const Type type = parts.DrawType();
    const int depth = s.rng().Chance(0.6) ? 2 : 1;
    if (s.rng().Chance(0.35)) {
      const Val condition = parts.Condition();
      const Val value = parts.Draw(type, depth);
      const Val other = parts.Draw(type, depth);
      s.If(condition, [&] { parts.Store(value); }, [&] { parts.Store(other); });
    } else {
      parts.Store(parts.Draw(type, depth));
    }
  }
}

}  // namespace

Motif CombinePartsMotif() {
  return {
      .name = "combine-parts", .family = Family::kMixed, .weight = 1.0, .draw = DrawCombineParts};
}

}  // namespace warploom::synth::motifs
