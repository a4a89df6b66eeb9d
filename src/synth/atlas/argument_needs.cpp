#include "synth/atlas/argument_needs.h"

namespace warploom::synth::atlas {
namespace {

using lang::Scalar;
using lang::Type;

struct Bounds {
  double low;
  double high;
};

// Small enough that a sum of four products of two integers fits the type.
Bounds WholeRange(Scalar scalar) {
  const lang::ScalarInfo& info = lang::Info(scalar);
  if (info.bits == 8) {
    return info.is_signed ? Bounds{-5.0, 5.0} : Bounds{0.0, 7.0};
  }
  const double most = info.bits == 16 ? 50.0 : 100.0;
  return {info.is_signed ? -most : 0.0, most};
}

Bounds RangeFor(Type type, Domain domain) {
  if (type.scalar == Scalar::kBool) {
    return {0.0, 1.0};
  }
  const bool real = lang::IsFloat(type.scalar);
  const Bounds whole = real ? Bounds{-2.0, 2.0} : WholeRange(type.scalar);
  switch (domain) {
    case Domain::kAny:
      return whole;
    case Domain::kNonNegative:
      return {0.0, real ? 4.0 : whole.high};
    case Domain::kPositive:
    case Domain::kNonZero:
      return {real ? 0.1 : 1.0, real ? 3.0 : whole.high};
    case Domain::kAboveOne:
      return {1.0, real ? 4.0 : whole.high};
    case Domain::kUnitRange:
    case Domain::kUnit:
      return {-1.0, 1.0};
    case Domain::kOpenUnit:
      return {-0.9, 0.9};
    case Domain::kSmall:
      return {-2.0, 2.0};
    case Domain::kZeroToOne:
      return {0.0, 1.0};
    case Domain::kOpenTwo:
      return {0.1, 1.9};
    case Domain::kAxis:
      return {0.0, 2.0};
  }
  return whole;
}

// Larger floats are treated as a risk of overflow.
double MostReal(Scalar scalar) { return scalar == Scalar::kFloat16 ? 20.0 : 1000.0; }

}  // namespace

Need NeedOf(Type type, Domain domain) {
  const Bounds range = RangeFor(type, domain);
  return {type, domain, range.low, range.high};
}

Need NeedOf(Type type, double low, double high) { return {type, Domain::kAny, low, high}; }

std::vector<Need> NeedsOf(const lang::BuiltinTable& table, const lang::Call& call) {
  const BuiltinFacts* row = FindBuiltinFacts(table.name(call.name));
  std::vector<Need> needs;
  for (size_t i = 0; i < call.args.size(); ++i) {
    const bool known = row != nullptr && i < row->domains.size();
    needs.push_back(NeedOf(call.args[i], known ? row->domains[i] : Domain::kAny));
  }
  return needs;
}

bool Meets(const ValueRange& value_range, const Need& need) {
  if (!Satisfies(need.domain, value_range)) {
    return false;
  }
  if (need.domain == Domain::kAny && lang::IsFloat(need.type.scalar)) {
    const double most = MostReal(need.type.scalar);
    return need.low >= 0.0 ? value_range.IsWithin(need.low, most)
                           : value_range.IsWithin(-most, most);
  }
  return lang::IsFloat(need.type.scalar) || value_range.IsWithin(need.low, need.high);
}

}  // namespace warploom::synth::atlas
