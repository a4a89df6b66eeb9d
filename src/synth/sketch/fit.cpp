#include <vector>

#include "synth/sketch/values.h"

namespace warploom::synth {
namespace {

double SmallNumber(lang::Type type) {
  if (!lang::IsFloat(type.scalar)) {
    return 1.0;
  }
  return type.scalar == lang::Scalar::kFloat16 ? 1e-2 : 1e-6;
}

}  // namespace

Val Values::AtLeast(const Val& value, double least) {
  const Val number = NumberLike(value, least);
  // A spatial vector cannot be constructed from one number.
  const std::vector<Val> parts(value.type == lang::kSpatialVec ? 6 : 1, number);
  return Call("max", {value, value.type.is_vec() ? Make(value.type, parts) : number});
}

Val Values::Clamped(const Val& value, double low, double high) {
  return Call("clamp", {value, NumberLike(value, low), NumberLike(value, high)});
}

// |value| + margin; a value that is never negative needs no abs.
Val Values::AwayFromZero(const Val& value, double margin) {
  return (value.range.low >= 0.0 ? value : Call("abs", {value})) + margin;
}

Val Values::Fit(const Val& value, Domain domain) {
  // Warp has neither max nor normalize for matrices; transform_point takes any matrix.
  const bool no_max = value.type.is_mat() ||
                      (!value.type.is_scalar() && !value.type.is_vec() && domain != Domain::kUnit);
  if (Satisfies(domain, value.range) || no_max) {
    return value;
  }
  const bool real = lang::IsFloat(value.type.scalar);
  const double small = SmallNumber(value.type);
  switch (domain) {
    case Domain::kAny:
      return value;
    case Domain::kNonNegative:
      return !real || style_.ValueChoice("abs", value, 0.5) ? Call("abs", {value})
                                                            : AtLeast(value, 0.0);
    case Domain::kPositive:
      return real && value.type.is_scalar() && style_.ValueChoice("lifted", value, 0.5)
                 ? AwayFromZero(value, small)
                 : AtLeast(value, small);
    case Domain::kNonZero:
      if (!value.type.is_scalar()) {
        return value;  // Warp's functions handle a length of zero (native/vec.h: normalize).
      }
      return real && style_.ValueChoice("lifted", value, 0.5) ? AwayFromZero(value, small)
                                                              : AtLeast(value, small);
    case Domain::kUnitRange:
      return Clamped(value, -1.0, 1.0);
    case Domain::kOpenUnit:
      return Clamped(value, -0.99, 0.99);
    case Domain::kZeroToOne:
      return Clamped(value, 0.0, 1.0);
    case Domain::kOpenTwo:
      return Clamped(value, 0.01, 1.99);
    case Domain::kAxis:
      return Clamped(value, 0.0, 2.0);
    case Domain::kSmall:
      return real && style_.ValueChoice("tanh", value, 0.3) ? Call("tanh", {value})
                                                            : Clamped(value, -4.0, 4.0);
    case Domain::kAboveOne:
      return AtLeast(value, 1.0);
    case Domain::kUnit:
      return value.type.is_transform() ? Rigid(value) : Call("normalize", {value});
  }
  return value;
}

Val Values::Rigid(const Val& value) {
  const Val position = value.x();  // Components 0 and 1 of a transform are .p and .q.
  const Val turn = Call("normalize", {value.y()});
  Val rigid = Make(value.type, {position, turn});
  rigid.range.unit = true;
  return rigid;
}

Val Values::FitIndex(const Val& value, int extent) {
  if (value.range.IsWithin(0.0, extent - 1.0)) {
    return value;
  }
  if (value.range.low >= 0.0 && style_.ValueChoice("remainder", value, 0.6)) {
    return value % Int(extent);
  }
  return Call("clamp", {value, Int(0), Int(extent - 1)});
}

}  // namespace warploom::synth
