#include "lang/overload_notes.h"

#include <algorithm>

#include "base/check.h"
#include "lang/kind_of.h"
#include "lang/param_bits.h"
#include "lang/rules.h"

namespace warploom::lang {
namespace {

struct Slot {
  const OverloadNotes& notes;

  bool operator()(const Subscript& e) const {
    const Type base = notes.TypeOf(e.base);
    return base.is_array() ? base.is_regular_array() : notes.IsSlot(e.base);
  }
  bool operator()(const Field& e) const { return notes.IsSlot(e.base); }
  bool operator()(const KindOf<std::monostate, Literal, String, VarRef, ConstRef, NamedNumber,
                               Member, Static, Tuple, Unary, Binary, Compare, BoolOp, Ternary,
                               BuiltinCall, UserCall, Construct, Slice, Component, Shape, Keyword,
                               TypeName, Callee, LocalArray, Adjoint> auto&) const {
    return false;
  }
};

struct DecidedCondition {
  bool operator()(const KindOf<Static, ConstRef, Member, Literal> auto&) const { return true; }
  bool operator()(
      const KindOf<std::monostate, String, VarRef, NamedNumber, Tuple, Unary, Binary, Compare,
                   BoolOp, Ternary, BuiltinCall, UserCall, Construct, Subscript, Slice, Field,
                   Component, Shape, Keyword, TypeName, Callee, LocalArray, Adjoint> auto&) const {
    return false;
  }
};

}  // namespace

OverloadNotes::OverloadNotes(const Module& module, const BuiltinTable& table)
    : module_(module),
      table_(table),
      rows_(SyntaxRowsOf(table)),
      called_(module.functions.size(), false),
      is_reference_(module.vars.size(), false) {
  const Option* overwrites = module.option(OptionName::kComponentOverwrites);
  component_store_ =
      overwrites != nullptr && overwrites->numbers[0] != 0 ? "assign_copy" : "assign_inplace";
  for (const Function& function : module.functions) {
    for (uint32_t i = 0; i < function.params.count; ++i) {
      is_reference_[module[function.params][i].value] = NamesParam(function.ref_params, i);
    }
  }
}

void OverloadNotes::Note(OverloadId id) {
  if (id.is_valid()) {
    used_.push_back(id);
  }
}

void OverloadNotes::NoteNamed(std::string_view name, std::span<const Type> types) {
  const Call* call = table_.Resolve(table_.Name(name), types);
  if (call != nullptr) {
    Note(call->overload);
  }
}

// The element type does not choose the row, so float32 or int32 stand in for types that the table
// leaves out.
void OverloadNotes::NoteOnArray(std::string_view name, Type array, ExprList indices) {
  const bool is_bitwise = name == "atomic_and" || name == "atomic_or" || name == "atomic_xor";
  const Type element = is_bitwise ? kInt : kFloat;
  std::vector<Type> types = {ArrayOf(element, array.ndim, array.array_kind)};
  for (const ExprId index : module_[indices]) {
    types.push_back(TypeOf(index));
  }
  types.push_back(element);
  NoteNamed(name, types);
}

void OverloadNotes::NoteOnTile(std::string_view name, size_t subscripts) {
  const auto rows = table_.OverloadsNamed(table_.Name(name));
  WARPLOOM_CHECK(subscripts <= rows.size(), "no such element of a tile");
  Note(rows[subscripts - 1]);
}

void OverloadNotes::NoteTilePart(Type part, size_t subscripts) {
  part.is_tile() ? NoteOnTile("tile_view", 1) : NoteOnTile("tile_extract", subscripts);
}

void OverloadNotes::NoteIndexed(std::string_view name, Type base, ExprList indices, ExprId value) {
  std::vector<Type> types = {base};
  bool is_sliced = false;
  for (const ExprId index : module_[indices]) {
    const bool is_slice = As<Slice>(index) != nullptr;
    is_sliced = is_sliced || is_slice;
    types.push_back(is_slice ? kInt : TypeOf(index));
  }
  if (value.is_valid()) {
    // Slices take the rows of single subscripts, which the table has.
    const Type part = TypeOfSubscript(base, static_cast<int>(indices.count), 0);
    types.push_back(is_sliced ? part : TypeOf(value));
  }
  NoteNamed(name, types);
}

std::vector<OverloadId> OverloadNotes::Take() && {
  std::ranges::sort(used_);
  used_.erase(std::unique(used_.begin(), used_.end()), used_.end());
  return std::move(used_);
}

bool OverloadNotes::IsElement(ExprId id) const {
  const auto* subscript = As<Subscript>(id);
  return subscript != nullptr && TypeOf(subscript->base).is_array() && !TypeOf(id).is_array();
}

bool OverloadNotes::IsLocal(ExprId id) const {
  const auto* ref = As<VarRef>(id);
  return ref != nullptr && !TypeOf(id).is_array() && !is_reference_[ref->var.value];
}

bool OverloadNotes::IsSlot(ExprId id) const { return std::visit(Slot{*this}, module_[id].node); }

bool OverloadNotes::IsDecided(ExprId condition) const {
  return std::visit(DecidedCondition(), module_[condition].node);
}

}  // namespace warploom::lang
