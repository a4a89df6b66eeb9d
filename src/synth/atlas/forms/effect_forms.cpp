#include "synth/atlas/forms/effect_forms.h"

#include <algorithm>
#include <array>

#include "lang/rules.h"
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
using lang::BuiltinTable;
using lang::Call;
using lang::Type;

bool AllValues(const BuiltinTable&, const Call& call) {
  return std::all_of(call.args.begin(), call.args.end(), IsValue);
}

// ---- Parts of a local vec, mat, quat or transform ---------------------------------------------

// Composite values with integer subscripts; the last `values` arguments are not subscripts.
bool CanIndex(const BuiltinTable&, const Call& call, size_t values) {
  return IsValue(call.args[0]) && call.args.size() > 1 &&
         std::all_of(call.args.begin() + 1, call.args.end() - static_cast<long>(values),
                     [](Type type) { return type.is_int(); }) &&
         std::all_of(call.args.begin(), call.args.end(), IsValue);
}
bool CanRead(const BuiltinTable& table, const Call& call) { return CanIndex(table, call, 0); }
bool CanWrite(const BuiltinTable& table, const Call& call) { return CanIndex(table, call, 1); }

// A constant subscript, or one from an input.
Val PartIndex(Sketch& s, Type type, int extent) {
  if (s.rng().Chance(0.7)) {
    return s.Int(s.rng().Integer(0, extent - 1), type);
  }
  ArraySpec spec;
  spec.element = type;
  spec.low = 0;
  spec.high = extent - 1;
  spec.name = OneOf(s, {"axes", "lanes", "components", "dims_of"});
  return s.Let(s.ThreadElement(s.NewArray(spec)), {"axis", "lane", "comp"});
}

std::vector<lang::ExprId> PartIndices(Sketch& s, const Call& call, size_t values) {
  std::vector<lang::ExprId> ids;
  for (size_t i = 1; i + values < call.args.size(); ++i) {
    ids.push_back(PartIndex(s, call.args[i], SubscriptExtent(call.args[0], i - 1)).id);
  }
  return ids;
}

// The thread's element of a new input, in a local variable with unknown range: the kernel is about
// to change it.
Val Local(Sketch& s, Type type) {
  ArraySpec spec;
  const Need need = NeedOf(type);
  spec.element = type;
  spec.low = need.low;
  spec.high = need.high;
  Val local = s.Let(s.ThreadElement(s.NewArray(spec)));
  local.range = Unknown(type);
  local.range.from_input = true;
  ScopeEntry& entry = s.scope().entries().back();
  entry.value = local;
  entry.own_of = -1;  // Once modified, it no longer equals the array's element.
  return local;
}

Val PartOf(Sketch& s, const Val& local, std::span<const lang::ExprId> indices) {
  const lang::ExprId id = s.builder().Subscript(local.id, indices);
  return {&s, id, s.builder().type_of(id), local.range};
}

void ShowRead(Sketch& s, const Call& call) {
  const Val value = DrawNonLiteral(s, NeedOf(call.args[0]));
  Val part = PartOf(s, value, PartIndices(s, call, 0));
  part.range.unit = false;
  part.range.nonzero = false;
  UseResult(s, part, "");
}

void ShowWrite(Sketch& s, const Call& call) {
  const Val value = DrawArgument(s, NeedOf(call.args.back()));
  const Val local = Local(s, call.args[0]);
  const Val part = PartOf(s, local, PartIndices(s, call, 1));
  if (const auto op = AugmentedOperatorOf(BuiltinName(s, call))) {
    s.builder().Augment(part.id, *op, value.id);
  } else {
    s.builder().Store(part.id, value.id);
  }
  s.Output(local);
}

// points[i][1] = x on an array other than wp.array, or record.pos[1] = x. Warp writes to values
// that it holds by reference through a pointer.
void ShowReferenceWrite(Sketch& s, const Call& call) {
  const Type whole = call.args[0];
  const std::vector<lang::ExprId> indices = PartIndices(s, call, 0);
  const Val value = DrawArgument(s, NeedOf(call.result));
  if (!lang::CanBeField(whole) || s.rng().Chance(0.4)) {
    ArraySpec spec;
    spec.element = whole;
    spec.kind = lang::ArrayKind::kIndexed;
    spec.fill = lang::Fill::kZero;
    spec.access = Access::kPerThread;
    s.builder().Store(PartOf(s, s.ThreadElement(s.NewArray(spec)), indices).id, value.id);
    return;
  }
  const std::array fields = {
      Sketch::FieldSpec{OneOf(s, {"value", "state", "data", "acc", "offset"}), whole}};
  const Type record = s.NewRecord(OneOf(s, {"Item", "Slot", "Cell", "Sample", "Entry"}), fields);
  const Val local = s.Mutable(s.Make(record, {}), {"item", "entry", "rec", "out_rec"});
  s.builder().Store(PartOf(s, s.Field(local, 0), indices).id, value.id);
  Val result = s.Field(local, 0);
  result.range = Unknown(whole);
  result.range.from_input = true;
  s.Output(result);
}

// wp.transform_set_translation(t, p) or t.p = p
void ShowTransformPart(Sketch& s, const Call& call) {
  const std::string_view name = BuiltinName(s, call);
  const Val part = DrawNonLiteral(s, NeedOf(call.args[1]));
  const Val local = Local(s, call.args[0]);
  const bool sets = name.starts_with("transform_set");
  if (sets && s.rng().Chance(0.5)) {
    const int field = name.ends_with("rotation") ? 1 : 0;
    s.builder().Store(s.builder().Component(local.id, field), part.id);
  } else {
    const std::array ids = {local.id, part.id};
    s.builder().Evaluate(s.builder().Call(call, ids));
  }
  s.Output(local);
}

// ---- Checks and printing -----------------------------------------------------------------------

// wp.expect_eq(a[i], expected): reading an element twice gives the same value.
void ShowExpectSame(Sketch& s, const Call& call) {
  ArraySpec spec;
  const Need need = NeedOf(call.args[0]);
  spec.element = need.type;
  spec.low = need.low;
  spec.high = need.high;
  const int array = s.NewArray(spec);
  const Val expected = s.Let(s.ThreadElement(array), {"expected", "before", "reference"});
  std::vector<Val> args = {s.ThreadElement(array), expected};
  if (call.args.size() == 3) {
    args.push_back(NumberFor(s, NeedOf(call.args[2], 0.01, 0.5)));
  }
  if (s.rng().Chance(0.5)) {
    std::swap(args[0], args[1]);
  }
  s.Do(s.Call(call, args));
  s.Output(expected);
}

// wp.expect_neq(a[i], b[i]) on inputs with disjoint ranges.
void ShowExpectOther(Sketch& s, const Call& call) {
  const Need need = NeedOf(call.args[0]);
  const bool flags = need.type.scalar == lang::Scalar::kBool;
  const double middle = lang::IsFloat(need.type.scalar) ? 0.0 : 3.0;
  const double gap = lang::IsFloat(need.type.scalar) ? 0.5 : 1.0;
  const Need low = flags ? NeedOf(need.type, 0.0, 0.0) : NeedOf(need.type, need.low, middle);
  const Need high =
      flags ? NeedOf(need.type, 1.0, 1.0) : NeedOf(need.type, middle + gap, need.high);
  const Val a = NewElement(s, low);
  const Val b = NewElement(s, high);
  s.Do(s.Call(call, s.rng().Chance(0.5) ? std::array{a, b} : std::array{b, a}));
  s.Output(s.rng().Chance(0.5) ? a : b);
}

Val IsFirstThread(Sketch& s) {
  Val first = s.Thread(0) == s.Int(0);
  for (int k = 1; k < s.ndim(); ++k) {
    first = first && s.Thread(k) == s.Int(0);
  }
  return first;
}

// if tid == 0: print(x)
void ShowPrint(Sketch& s, const Call& call) {
  const Val value = DrawNonLiteral(s, NeedOf(call.args[0]));
  const Val named = s.Let(value);
  s.If(IsFirstThread(s), [&] { s.Do(s.Call(call, {&named, 1})); });
  s.Output(named);
}

// ---- The dense solvers: one thread works on whole small matrices -------------------------------

int DenseArray(Sketch& s, int count, Access access, std::string_view name) {
  ArraySpec spec;
  spec.element = lang::kFloat;
  spec.shape = {count};
  spec.fill = access == Access::kInput ? lang::Fill::kUniform : lang::Fill::kZero;
  spec.low = 0.5;
  spec.high = 2.0;
  spec.access = access;
  spec.name = name;
  return s.NewArray(spec);
}

// The array arguments of the solvers in order; each has n to the given power elements.
struct DenseParameter {
  std::string_view builtin;
  std::string_view name;
  int power;
  bool is_output;
};
constexpr DenseParameter kDenseParameters[] = {
    {"dense_gemm", "a", 2, false},    {"dense_gemm", "b", 2, false},
    {"dense_gemm", "c_out", 2, true}, {"dense_chol", "a", 2, false},
    {"dense_chol", "l_out", 2, true}, {"dense_subs", "l", 2, false},
    {"dense_subs", "b", 1, false},    {"dense_subs", "x_out", 1, true},
    {"dense_solve", "a", 2, false},   {"dense_solve", "l", 2, false},
    {"dense_solve", "b", 1, false},   {"dense_solve", "x_out", 1, true}};

void ShowDense(Sketch& s, const Call& call) {
  const std::string_view name = BuiltinName(s, call);
  const int n = s.rng().Choose(std::array{2, 3, 4, 6, 8});
  const Val size = SizeOrLiteral(s, n, "n", 0.5);
  const DenseParameter* row =
      std::find_if(std::begin(kDenseParameters), std::end(kDenseParameters),
                   [&](const DenseParameter& parameter) { return parameter.builtin == name; });
  std::vector<Val> args;
  for (size_t i = 0; i < call.args.size(); ++i) {
    const Type type = call.args[i];
    if (type.is_array()) {
      const Access access = row->is_output ? Access::kPerThread : Access::kInput;
      args.push_back(s.ArrayRef(DenseArray(s, row->power == 2 ? n * n : n, access, row->name)));
      ++row;
    } else if (type.is_int()) {
      // dense_gemm: m, n, p and then whether a and b are transposed.
      args.push_back(i < 3 ? size : s.Int(s.rng().Integer(0, 1)));
    } else {
      args.push_back(s.NewArg(type, 0.0, 0.1, OneOf(s, {"regularization", "damping", "eps"})));
    }
  }
  s.If(IsFirstThread(s), [&] { s.Do(s.Call(call, args)); });
}

constexpr Form kWrite = {CanWrite, ShowWrite};
constexpr Form kTransformPart = {AllValues, ShowTransformPart};
constexpr Form kDense = {Always, ShowDense};
constexpr NamedForm kEffectForms[] = {
    {"add_inplace", kWrite},
    {"assign_inplace", kWrite},
    {"bit_and_inplace", kWrite},
    {"bit_or_inplace", kWrite},
    {"bit_xor_inplace", kWrite},
    {"dense_chol", kDense},
    {"dense_gemm", kDense},
    {"dense_solve", kDense},
    {"dense_subs", kDense},
    {"expect_eq", {AllValues, ShowExpectSame}},
    {"expect_near", {AllValues, ShowExpectSame}},
    {"expect_neq", {AllValues, ShowExpectOther}},
    {"extract", {CanRead, ShowRead}},
    {"indexref", {CanRead, ShowReferenceWrite}},
    {"print", {AllValues, ShowPrint}},
    {"sub_inplace", kWrite},
    {"transform_add_inplace", kTransformPart},
    {"transform_set_rotation", kTransformPart},
    {"transform_set_translation", kTransformPart},
    {"transform_sub_inplace", kTransformPart},
};

}  // namespace

std::span<const NamedForm> EffectForms() { return kEffectForms; }

}  // namespace warploom::synth::atlas
