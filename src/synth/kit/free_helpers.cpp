#include "synth/kit/free_helpers.h"

#include <array>
#include <span>
#include <vector>

#include "synth/kit/free_code.h"
#include "synth/kit/input_arrays.h"
#include "synth/kit/records.h"
#include "synth/kit/values.h"

namespace warploom::synth::kit {

using lang::kInt;
using lang::Type;

Type DrawFreeRecord(Sketch& s) {
  Fields fields = {{"type", kInt, 0.0, 6.0}, {"radius", s.real(), 0.1, 2.0}};
  if (s.rng().Chance(0.35)) {
    const Fields inner = {{"mask", kInt, 0.0, 15.0}, {"tolerance", s.real(), 0.1, 2.0}};
    const Type options = s.NewRecord(OneOf(s, {"Limits", "Flags", "Filter"}), inner);
    fields.push_back({OneOf(s, {"options", "filter", "thresholds"}), options});
  }
  Maybe(s, fields, 0.5, {"flags", kInt, 0.0, 15.0});
  Maybe(s, fields, 0.5, {"margin", s.real(), 0.0, 0.5});
  Maybe(s, fields, 0.4, {"first", kInt, 0.0, 7.0});
  Maybe(s, fields, 0.4, {"center", s.vec(3), -2.0, 2.0});
  const std::array<int, 3> extents = {TableSize(s)};
  Maybe(s, fields, 0.4,
        {OneOf(s, {"ids", "types", "starts"}), lang::ArrayOf(kInt, 1), 0.0, 7.0,
         lang::Fill::kUniform, extents});
  Maybe(s, fields, 0.3,
        {OneOf(s, {"corners", "offsets"}), lang::ArrayOf(s.vec(3), 1), -2.0, 2.0,
         lang::Fill::kUniform, extents});
  Maybe(s, fields, 0.3,
        {OneOf(s, {"weights", "limits", "gains"}), lang::ArrayOf(s.real(), 1), 0.1, 2.0,
         lang::Fill::kUniform, extents});
  return s.NewRecord(OneOf(s, {"Shape", "Settings", "Params", "Model", "Options", "Joint"}),
                     fields);
}

// def f(x: float, k: int): one expression of the type.
lang::FuncId DefineSmallHelper(Sketch& s, Type type) {
  const std::vector<Val> constants = {FreeCode::NewConstant(s)};
  const std::array params = {
      Sketch::Param{OneOf(s, {"x", "d", "value", "t"}), s.real(), Between(-1000.0, 1000.0)},
      Sketch::Param{OneOf(s, {"k", "kind", "level"}), kInt, Between(-1000.0, 1000.0)}};
  const auto name = type.is_bool() ? OneOf(s, {"is_near", "accepts", "has_contact", "skips"})
                    : type == kInt ? OneOf(s, {"slot_of", "code_of", "count_for"})
                                   : OneOf(s, {"weight_of", "cost", "falloff", "penalty"});
  const lang::FuncId helper =
      s.DefineHelper(name, params, [&](std::span<const Val> p) -> std::vector<Val> {
        return {FreeCode(s, {p.begin(), p.end()}, {}, constants).Expression(type, 2)};
      });
  s.Hide(helper);
  return helper;
}

// def f(table: wp.array[int], k: int): one expression of the type, which reads the table.
lang::FuncId DefineLookup(Sketch& s, Type type, Type element) {
  const std::vector<Val> constants = {FreeCode::NewConstant(s)};
  const std::array params = {
      Sketch::Param{OneOf(s, {"table", "ids", "data", "arr"}), lang::ArrayOf(element, 1), {}},
      Sketch::Param{OneOf(s, {"k", "idx", "at"}), kInt, Between(0.0, kLookupSize - 1.0)}};
  const auto name = type.is_bool() ? OneOf(s, {"is_set", "belongs_to", "is_last_of"})
                    : type == kInt ? OneOf(s, {"start_of", "find_slot", "next_id"})
                                   : OneOf(s, {"value_at", "table_value", "sample_row"});
  const lang::FuncId helper =
      s.DefineHelper(name, params, [&](std::span<const Val> p) -> std::vector<Val> {
        const int table = s.AsArray(p[0], {kLookupSize}, Between(0.0, 7.0));
        const Val value = FreeCode(s, {p[1]}, {table}, constants).Expression(type, 1);
        return {type == kInt ? Known(value, -1000.0, 1000.0) : value};
      });
  s.Hide(helper);
  return helper;
}

// def f(counts: wp.array[int], k: int, on: bool): adds to an element of the counts.
lang::FuncId DefineEffect(Sketch& s) {
  const std::array params = {
      Sketch::Param{OneOf(s, {"counts", "hist", "marks"}), lang::ArrayOf(kInt, 1), {}},
      Sketch::Param{OneOf(s, {"k", "at", "cell"}), kInt, Between(0.0, kLookupSize - 1.0)},
      Sketch::Param{OneOf(s, {"on", "accepted", "is_new"}), lang::kBool, Between(0.0, 1.0)}};
  const bool adds = s.rng().Chance(0.7);
  const lang::FuncId helper = s.DefineHelper(
      OneOf(s, {"record", "mark", "count_hit", "register_pair"}), params,
      [&](std::span<const Val> p) -> std::vector<Val> {
        const Val one = s.Int(1);
        s.If(adds ? p[2] : !p[2], [&] { s.Do(s.Call("atomic_add", {p[0], p[1], one})); });
        return {};
      });
  s.Hide(helper);
  return helper;
}

// def f(record: Params, k: int): one expression of the type, which reads the record.
lang::FuncId DefineRecordRule(Sketch& s, Type type, Type record) {
  const std::vector<Val> constants = {FreeCode::NewConstant(s)};
  const std::array params = {
      Sketch::Param{OneOf(s, {"p", "info", "shape", "opts"}), record, {}},
      Sketch::Param{OneOf(s, {"k", "id", "which"}), kInt, Between(-1000.0, 1000.0)}};
  const auto name = type.is_bool() ? OneOf(s, {"is_frozen", "is_enabled", "are_compatible"})
                    : type == kInt ? OneOf(s, {"dofs_of", "offset_of", "rank_of"})
                                   : OneOf(s, {"limit_of", "gain_of", "thickness_of"});
  const lang::FuncId helper =
      s.DefineHelper(name, params, [&](std::span<const Val> p) -> std::vector<Val> {
        const Val value = FreeCode(s, {p[1]}, {}, constants, p[0]).Expression(type, 2);
        return {type == kInt ? Known(value, -1000.0, 1000.0) : value};
      });
  s.Hide(helper);
  return helper;
}

// def f(x: float, k: int): an integer and a float.
lang::FuncId DefinePair(Sketch& s) {
  const std::vector<Val> constants = {FreeCode::NewConstant(s)};
  const std::array params = {
      Sketch::Param{OneOf(s, {"x", "u", "coord"}), s.real(), Between(-1000.0, 1000.0)},
      Sketch::Param{OneOf(s, {"k", "n", "axis"}), kInt, Between(-1000.0, 1000.0)}};
  const lang::FuncId helper =
      s.DefineHelper(OneOf(s, {"locate", "split_of", "resolve", "pick"}), params,
                     [&](std::span<const Val> p) -> std::vector<Val> {
                       FreeCode code(s, {p.begin(), p.end()}, {}, constants);
                       const Val index = code.Integer(1);
                       const Val rest = code.Real(1);
                       return {Known(index, -1000.0, 1000.0), rest};
                     });
  s.Hide(helper);
  return helper;
}

}  // namespace warploom::synth::kit
