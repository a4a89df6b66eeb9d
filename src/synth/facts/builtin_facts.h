#pragma once

#include <optional>
#include <span>
#include <string_view>

#include "lang/builtin_table.h"
#include "synth/facts/value_range.h"

namespace warploom::synth {

// The domain that a builtin requires of an argument.
enum class Domain : uint8_t {
  kAny,
  kNonNegative,
  kPositive,
  kNonZero,    // Scalar: not 0; vec or quat: a length well above 0.
  kUnitRange,  // [-1, 1]
  kAboveOne,   // >= 1
  kOpenUnit,   // (-1, 1), ends excluded by a margin
  kSmall,      // [-8, 8]: exp, sinh and others that grow fast
  kUnit,       // A unit quaternion or vector.
  kZeroToOne,  // An interpolation weight.
  kOpenTwo,    // (0, 2), ends excluded by a margin
  kAxis,       // An integer 0, 1 or 2
};

bool Satisfies(Domain domain, const ValueRange& value_range);

// What Warp does not say about a builtin: the domains of its arguments, how often expressions call
// it, and the range of its result. Only builtins without side effects have a row. Those of weight 0
// are only called by motifs and by the atlas (atlas/).
struct BuiltinFacts {
  std::string_view name;
  double weight;  // Relative to the other builtins with the same result type; 0: never drawn.
  std::array<Domain, 5> domains;
  ValueRange (*result)(std::span<const ValueRange> args, std::span<const lang::Type> types);
};

// All rows; see docs/adding_a_builtin.md.
std::span<const BuiltinFacts> AllBuiltinFacts();

// The row of a builtin; nullptr if it has none.
const BuiltinFacts* FindBuiltinFacts(std::string_view name);

// True for floor, round and so on, whose results are whole numbers.
bool IsRounding(const BuiltinFacts& builtin);

// The range of a call's result; Unknown if the builtin has no row.
// order: independent, because the rows' rules are pure functions.
ValueRange RangeOfCall(const lang::BuiltinTable& table, const lang::Call& call,
                       std::span<const ValueRange> args);

// The calls from which an expression of `type` is drawn, with their weights: those with a row whose
// arguments are all scalars, vecs, mats, quats or transforms. Computed once for each type.
struct WeightedCall {
  lang::CallId call;
  const BuiltinFacts* facts;
};
struct CallChoices {
  std::vector<WeightedCall> calls;
  std::vector<double> weights;
};
const CallChoices& DrawableCalls(const lang::BuiltinTable& table, lang::Type type);

}  // namespace warploom::synth
