#include "synth/atlas/forms/array_forms.h"

#include <algorithm>
#include <array>
#include <optional>

#include "synth/atlas/builtin_operators.h"
#include "synth/atlas/drawn_arguments.h"
#include "synth/atlas/results.h"
#include "synth/atlas/value_calls.h"
#include "synth/kit/arrays.h"
#include "synth/kit/values.h"

namespace warploom::synth::atlas {
namespace {

using kit::OneOf;
using kit::SizeOrLiteral;
using lang::BinaryOp;
using lang::BuiltinTable;
using lang::Call;
using lang::Type;

// The subscripts of a call that begins with an array.
std::span<const Type> IndicesOf(const Call& call) {
  return call.args.subspan(1, call.args[0].ndim);
}

bool HasWholeIndices(const Call& call, size_t count) {
  return call.args.size() > count && call.args[0].is_array() &&
         std::all_of(call.args.begin() + 1, call.args.begin() + 1 + static_cast<long>(count),
                     [](Type type) { return type.is_int(); });
}

Val IndexNumber(Sketch& s, int64_t value, Type type) { return s.Int(value, type); }

// An extent for the dimensions after the first.
int InnerExtent(Sketch& s) { return s.rng().Choose(std::array{2, 3, 4}); }

// ---- Stores to the thread's own slot --------------------------------------------------------

bool CanStore(const BuiltinTable&, const Call& call) {
  return call.args[0].is_array() && HasWholeIndices(call, call.args[0].ndim) &&
         IsValue(call.args.back());
}

// Stores to the thread's own element: at the thread's indices if the array has as many dimensions
// as the launch, else at its flat index, followed by fixed indices.
void ShowStore(Sketch& s, const Call& call) {
  const std::span<const Type> types = IndicesOf(call);
  ArraySpec spec;
  spec.element = call.args[0].element();
  spec.kind = call.args[0].array_kind;
  spec.fill = lang::Fill::kZero;
  spec.access = Access::kPerThread;
  std::vector<Val> indices;
  const bool same_rank = static_cast<int>(types.size()) == s.ndim();
  for (size_t k = 0; k < types.size(); ++k) {
    if (same_rank || k == 0) {
      const Val thread = same_rank ? s.Thread(static_cast<int>(k)) : s.FlatThread();
      spec.shape.push_back(same_rank ? s.dims()[k] : s.thread_count());
      indices.push_back(s.Convert(thread, types[k]));
    } else {
      const int extent = InnerExtent(s);
      spec.shape.push_back(extent);
      indices.push_back(IndexNumber(s, s.rng().Integer(0, extent - 1), types[k]));
    }
  }
  const Val value = DrawNonLiteral(s, NeedOf(call.args.back()));
  s.StoreAt(s.NewArray(spec), indices, value);
}

// ---- Atomics --------------------------------------------------------------------------------

// These would have no effect on an array of zeros.
bool NeedsValues(std::string_view name) { return name == "atomic_and" || name == "atomic_min"; }

// A shared array, with few elements so that threads contend for them.
int SharedArray(Sketch& s, Type array, std::string_view atomic) {
  const Need need = NeedOf(array.element());
  ArraySpec spec;
  spec.element = need.type;
  spec.kind = array.array_kind;
  spec.fill = NeedsValues(atomic) ? lang::Fill::kUniform : lang::Fill::kZero;
  spec.low = need.low;
  spec.high = need.high;
  spec.access = Access::kAtomic;
  spec.name = OneOf(s, {"totals", "bins", "sums", "shared", "tallies", "histogram", "buckets"});
  for (int k = 0; k < array.ndim; ++k) {
    spec.shape.push_back(k == 0 ? s.rng().Choose(std::array{8, 16, 32, 64}) : InnerExtent(s));
  }
  return s.NewArray(spec);
}

// An index below the extent: from an input, or the thread index modulo the extent.
Val Key(Sketch& s, Type type, int extent) {
  if (s.rng().Chance(0.6)) {
    ArraySpec spec;
    spec.element = type;
    spec.high = extent - 1;
    spec.low = 0;
    spec.name = OneOf(s, {"keys", "bucket_ids", "owners", "groups", "targets"});
    const Val key = s.ThreadElement(s.NewArray(spec));
    return s.rng().Chance(0.6) ? s.Let(key, {"key", "slot", "bin", "owner"}) : key;
  }
  return s.Convert(s.Thread(0) % extent, type);
}

// With types of 32 and 64 bits, totals[key] += value becomes the atomic (codegen.py:
// emit_AugAssign).
std::optional<BinaryOp> AugmentedAs(std::string_view name, Type element) {
  return lang::Info(element.scalar).bits >= 32 ? AugmentedOperatorOf(name) : std::nullopt;
}

void ShowAtomic(Sketch& s, const Call& call) {
  const std::string_view name = BuiltinName(s, call);
  const int array = SharedArray(s, call.args[0], name);
  const std::vector<int> shape = s.arrays()[static_cast<size_t>(array)].shape;
  std::vector<Val> indices;
  for (size_t k = 0; k < shape.size(); ++k) {
    const Type type = IndicesOf(call)[k];
    indices.push_back(k == 0 ? Key(s, type, shape[0])
                             : IndexNumber(s, s.rng().Integer(0, shape[k] - 1), type));
  }
  std::vector<Val> values;
  for (const Type type : call.args.subspan(1 + shape.size())) {
    // Like a lock: an element is acquired if it is still zero.
    const bool compares = name == "atomic_cas" && values.empty();
    values.push_back(compares ? (type.is_float() ? s.Real(0.0, type) : s.Int(0, type))
                              : DrawNonLiteral(s, NeedOf(type)));
  }
  const Val target = s.At(array, indices);  // Checks the subscripts.
  const std::optional<BinaryOp> op = AugmentedAs(name, call.args[0].element());
  if (op.has_value() && s.rng().Chance(0.3)) {
    s.builder().Augment(target.id, *op, values[0].id);
    return;
  }
  std::vector<Val> args = {s.ArrayRef(array)};
  args.insert(args.end(), indices.begin(), indices.end());
  args.insert(args.end(), values.begin(), values.end());
  Val before = s.Call(call, args);
  if (s.rng().Chance(0.75)) {
    s.Do(before);
    return;
  }
  before.range = Unknown(call.result);
  before.range.from_input = true;
  UseResult(s, before, OneOf(s, {"before", "old", "previous"}));
}

// ---- Views and searches ---------------------------------------------------------------------

bool CanSubscript(const BuiltinTable&, const Call& call) {
  return call.args[0].is_array() && HasWholeIndices(call, call.args.size() - 1) &&
         IsValue(call.result.element());
}

// table[i, j]; or row = table[i] and then an element of the row.
void ShowSubscript(Sketch& s, const Call& call) {
  const Need need = NeedOf(call.args[0].element());
  ArraySpec spec;
  spec.element = need.type;
  spec.kind = call.args[0].array_kind;
  spec.low = need.low;
  spec.high = need.high;
  std::vector<Val> front;
  std::vector<Val> rest;
  for (int k = 0; k < call.args[0].ndim; ++k) {
    const int extent = k == 0 ? s.thread_count() : InnerExtent(s);
    spec.shape.push_back(extent);
    const bool leading = static_cast<size_t>(k) + 1 < call.args.size();
    const Type type = leading ? call.args[static_cast<size_t>(k) + 1] : lang::kInt;
    const Val index = k == 0 ? s.Convert(s.ndim() == 1 ? s.Thread(0) : s.FlatThread(), type)
                             : IndexNumber(s, s.rng().Integer(0, extent - 1), type);
    (leading ? front : rest).push_back(index);
  }
  const int array = s.NewArray(spec);
  if (rest.empty()) {
    UseResult(s, s.At(array, front), "");
    return;
  }
  const int view = s.View(array, front, OneOf(s, {"row", "block", "part", "line"}));
  UseResult(s, s.At(view, rest), "");
}

bool CanSearch(const BuiltinTable&, const Call& call) {
  return call.args[0].is_array() && IsValue(call.args.back());
}

// slot = wp.lower_bound(sorted, value)
void ShowSearch(Sketch& s, const Call& call) {
  const Type element = call.args[0].element();
  const Need need = NeedOf(element);
  ArraySpec spec;
  spec.element = element;
  spec.fill = lang::Fill::kSorted;
  spec.low = need.low;
  spec.high = need.high;
  const int count = s.rng().Choose(std::array{16, 32, 64, 100});
  spec.shape = {count};
  spec.name = OneOf(s, {"sorted_keys", "knots", "edges", "breakpoints", "offsets"});
  std::vector<Val> args = {s.ArrayRef(s.NewArray(spec))};
  if (call.args.size() == 4) {
    args.push_back(s.Int(s.rng().Choose(std::array{0, 0, 1, 2})));
    args.push_back(SizeOrLiteral(s, count, "count", 0.5));
  }
  args.push_back(DrawNonLiteral(s, need));
  Val slot = s.Call(call, args);
  slot.range = Between(0.0, count);
  slot.range.from_input = true;
  UseResult(s, slot, "slot");
}

// ---- Arrays as values: len(a), not a, wp.where(a, x, y) ---------------------------------------

bool CanTakeArray(const BuiltinTable& table, const Call& call) {
  return IsValueCall(table, call) ||
         (call.results.size() == 1 && IsValue(call.result) && !call.args.empty() &&
          call.args[0].is_array() && std::all_of(call.args.begin() + 1, call.args.end(), IsValue));
}

Val AnyInput(Sketch& s, Type array) {
  const Need need = NeedOf(array.element());
  ArraySpec spec;
  spec.element = need.type;
  spec.low = need.low;
  spec.high = need.high;
  for (int k = 0; k < array.ndim; ++k) {
    spec.shape.push_back(k == 0 ? s.dims()[0] : InnerExtent(s));
  }
  return s.ArrayRef(s.NewArray(spec));
}

void ShowTakingArray(Sketch& s, const Call& call) {
  const BuiltinTable& table = s.builder().builtins();
  const std::string_view name = table.name(call.name);
  const bool takes_array = call.args[0].is_array();
  const std::vector<Need> needs = ValueNeeds(table, call);
  std::vector<Val> args = DrawArguments(s, std::span(needs).subspan(takes_array ? 1 : 0));
  if (takes_array) {
    args.insert(args.begin(), AnyInput(s, call.args[0]));
  }
  if (name != "len") {
    UseResult(s, BuildValue(s, call, args), "");
    return;
  }
  Val count = BuildValue(s, call, args);
  count.range = Between(1.0, 4096.0);
  s.Output(count);
}

constexpr Form kAtomic = {CanStore, ShowAtomic};
constexpr Form kTakesArray = {CanTakeArray, ShowTakingArray};
constexpr NamedForm kArrayForms[] = {
    {"address", {CanSubscript, ShowSubscript}},
    {"array_store", {CanStore, ShowStore}},
    {"atomic_add", kAtomic},
    {"atomic_and", kAtomic},
    {"atomic_cas", kAtomic},
    {"atomic_exch", kAtomic},
    {"atomic_max", kAtomic},
    {"atomic_min", kAtomic},
    {"atomic_or", kAtomic},
    {"atomic_sub", kAtomic},
    {"atomic_xor", kAtomic},
    {"len", kTakesArray},
    {"lower_bound", {CanSearch, ShowSearch}},
    {"unot", kTakesArray},
    {"view", {CanSubscript, ShowSubscript}},
    {"where", kTakesArray},
};

}  // namespace

std::span<const NamedForm> ArrayForms() { return kArrayForms; }

}  // namespace warploom::synth::atlas
