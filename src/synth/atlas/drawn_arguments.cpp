#include "synth/atlas/drawn_arguments.h"

#include <algorithm>

#include "synth/kit/values.h"

namespace warploom::synth::atlas {
namespace {

using kit::OneOf;
using lang::Fill;
using lang::Type;

bool Rotates(Type type) {
  return type.kind == lang::TypeKind::kQuat || type.kind == lang::TypeKind::kTransform;
}

Fill FillFor(const Need& need) {
  const bool unit = need.domain == Domain::kUnit && need.type.kind == lang::TypeKind::kVec;
  return unit || Rotates(need.type) ? Fill::kUnit : Fill::kUniform;
}

// Names for arrays of bools and of integers that are not indices; "" for other types.
std::string_view ArrayNameFor(Sketch& s, Type type) {
  const bool scalar = type.kind == lang::TypeKind::kScalar;
  if (scalar && type.scalar == lang::Scalar::kBool) {
    return OneOf(s, {"active", "enabled", "mask", "is_fixed", "visible", "alive", "selected"});
  }
  if (scalar && lang::IsInt(type.scalar)) {
    return OneOf(s, {"codes", "levels", "counts", "labels", "bits", "words", "ticks", "bins",
                     "channels", "hits", "ages", "ranks"});
  }
  return "";
}

ArraySpec SpecFor(Sketch& s, const Need& need) {
  ArraySpec spec;
  spec.element = need.type;
  spec.fill = FillFor(need);
  spec.low = need.low;
  spec.high = need.high;
  spec.name = ArrayNameFor(s, need.type);
  return spec;
}

// Where an argument comes from.
enum class Source : uint8_t { kVariable, kOldInput, kNewInput, kArgument, kNumber, kFormula };

struct Choice {
  Source source;
  size_t at;  // Index in the scope's entries or the sketch's arrays.
};

struct Choices {
  std::vector<Choice> choices;
  std::vector<double> weights;

  void Add(Source source, size_t at, double weight) {
    choices.push_back({source, at});
    weights.push_back(weight);
  }
};

bool HasLaunchShape(Sketch& s, const ArrayInfo& array) {
  return std::ranges::equal(array.shape, s.dims());
}

// True if both are the same variable: nobody writes x << x or x - x.
bool IsSame(const lang::Module& module, const Val& a, const Val& b) {
  const auto* x = std::get_if<lang::VarRef>(&module[a.id].node);
  const auto* y = std::get_if<lang::VarRef>(&module[b.id].node);
  return x != nullptr && y != nullptr && x->var == y->var;
}

bool IsAmong(const lang::Module& module, const Val& value, std::span<const Val> values) {
  return std::any_of(values.begin(), values.end(),
                     [&](const Val& other) { return IsSame(module, value, other); });
}

// The array of which this is an element; nullptr for other values.
const lang::VarRef* ArrayBehind(const lang::Module& module, const Val& value) {
  const auto* subscript = std::get_if<lang::Subscript>(&module[value.id].node);
  return subscript == nullptr ? nullptr : std::get_if<lang::VarRef>(&module[subscript->base].node);
}

bool IsReadAmong(const lang::Module& module, lang::VarId array, std::span<const Val> values) {
  return std::any_of(values.begin(), values.end(), [&](const Val& value) {
    const lang::VarRef* base = ArrayBehind(module, value);
    return base != nullptr && base->var == array;
  });
}

void AddVariables(Sketch& s, const Need& need, std::span<const Val> taken, Choices& all) {
  const auto& entries = s.scope().entries();
  for (size_t i = 0; i < entries.size(); ++i) {
    const ScopeEntry& entry = entries[i];
    if (entry.value.type == need.type && !entry.is_hidden && Meets(entry.value.range, need) &&
        !IsAmong(s.module(), entry.value, taken)) {
      all.Add(Source::kVariable, i, entry.uses == 0 ? 5.0 : 1.5 / (1.0 + entry.uses));
    }
  }
}

// Formulas exist only for the types of ordinary expressions.
bool HasFormulas(const Sketch& s, const Need& need) {
  const bool real = need.type.scalar == s.real().scalar;
  return (need.type.is_float() && real && need.domain != Domain::kOpenTwo) ||
         (need.type.is_vec() && real && need.type.rows <= 4 && need.domain == Domain::kAny);
}

void AddInputs(Sketch& s, const Need& need, std::span<const Val> taken, Choices& all) {
  for (size_t i = 0; i < s.arrays().size(); ++i) {
    const ArrayInfo& array = s.arrays()[i];
    if (array.access == Access::kInput && !array.ref.is_valid() && array.element == need.type &&
        HasLaunchShape(s, array) && Meets(array.elements, need) &&
        !IsReadAmong(s.module(), array.var, taken)) {
      all.Add(Source::kOldInput, i, 1.5);
    }
  }
  all.Add(Source::kNewInput, 0, all.choices.empty() ? 4.0 : 1.2);
  all.Add(Source::kArgument, 0, need.type.is_bool() ? 0.3 : 0.9);
}

Val Named(Sketch& s, const Val& element) { return s.rng().Chance(0.6) ? s.Let(element) : element; }

Val NewArgument(Sketch& s, const Need& need) {
  const bool whole = need.type.is_int();
  const std::string_view name =
      need.type.is_bool() ? OneOf(s, {"enabled", "flip", "clamp_on", "use_bias", "periodic"})
      : whole             ? OneOf(s, {"level", "base", "stride", "offset", "limit", "key", "step"})
                          : std::string_view();
  const Val arg = s.NewArg(need.type, need.low, need.high, name, FillFor(need));
  ++s.scope().entries().front().uses;
  return arg;
}

Val Take(Sketch& s, const Need& need, const Choice& choice) {
  switch (choice.source) {
    case Source::kVariable:
      ++s.scope().entries()[choice.at].uses;
      return s.scope().entries()[choice.at].value;
    case Source::kOldInput:
      return Named(s, s.ThreadElement(static_cast<int>(choice.at)));
    case Source::kNewInput:
      return NewElement(s, need);
    case Source::kArgument:
      return NewArgument(s, need);
    case Source::kNumber:
      return NumberFor(s, need);
    case Source::kFormula: {
      const Val formula = s.Draw(need.type, 1, need.domain);
      return Meets(formula.range, need) ? formula : NewElement(s, need);
    }
  }
  return {};
}

Val Draw(Sketch& s, const Need& need, bool may_be_number, std::span<const Val> taken) {
  Choices all;
  AddVariables(s, need, taken, all);
  if (s.in_kernel()) {
    AddInputs(s, need, taken, all);
    if (HasFormulas(s, need)) {
      all.Add(Source::kFormula, 0, 0.8);
    }
  }
  const bool number = need.type.is_float() || need.type.is_int();
  if (number && (may_be_number || all.choices.empty())) {
    all.Add(Source::kNumber, 0, 0.9);
  }
  WARPLOOM_CHECK(!all.choices.empty(), "no " + ToText(need.type) + " for an argument");
  return Take(s, need, all.choices[s.rng().Pick(all.weights)]);
}

}  // namespace

Val NewElement(Sketch& s, const Need& need) {
  const int array = s.NewArray(SpecFor(s, need));
  return Named(s, s.ThreadElement(array));
}

Val NumberFor(Sketch& s, const Need& need) {
  // Zero says little in most places.
  const double low = need.type.is_int() && need.low <= 0.0 && need.high >= 1.0 ? 1.0 : need.low;
  return s.DrawNumber(need.type, low, need.high);
}

Val DrawArgument(Sketch& s, const Need& need) { return Draw(s, need, true, {}); }

Val DrawNonLiteral(Sketch& s, const Need& need) { return Draw(s, need, false, {}); }

std::vector<Val> DrawArguments(Sketch& s, std::span<const Need> needs) {
  std::vector<Val> values;
  for (const Need& need : needs) {
    values.push_back(Draw(s, need, !values.empty(), values));
  }
  return values;
}

}  // namespace warploom::synth::atlas
