#pragma once

#include <span>
#include <string_view>
#include <variant>
#include <vector>

#include "lang/module.h"
#include "lang/overload_rows.h"

namespace warploom::lang {

// Collects the overloads that one module is generated with, and answers what decides which: where a
// value lies. OverloadsUsed and its parts write into it.
class OverloadNotes {
 public:
  OverloadNotes(const Module& module, const BuiltinTable& table);

  const Module& module() const { return module_; }
  const BuiltinTable& table() const { return table_; }
  const SyntaxRows& rows() const { return rows_; }
  Type TypeOf(ExprId id) const { return module_[id].type; }
  template <typename Node>
  const Node* As(ExprId id) const {
    return std::get_if<Node>(&module_[id].node);
  }

  // Nothing for an invalid id.
  void Note(OverloadId id);
  void NoteCall(CallId id) { Note(table_.call(id).overload); }
  // What Warp resolves the builtin to; nothing when the table has no such call.
  void NoteNamed(std::string_view name, std::span<const Type> types);
  // A builtin on an element of an array, with these indices.
  void NoteOnArray(std::string_view name, Type array, ExprList indices);
  // A builtin on an element of a tile.
  void NoteOnTile(std::string_view name, Type tile, ExprList indices);
  // extract, add_inplace... of a vec, mat, quat or transform; `value` may be none.
  void NoteIndexed(std::string_view name, Type base, ExprList indices, ExprId value);

  // Sorted and distinct.
  std::vector<OverloadId> Take() &&;

  // Warp generates the functions that are called.
  void MarkCalled(FuncId function) { called_[function.value] = true; }
  bool IsCalled(FuncId function) const { return called_[function.value]; }

  // True for a whole element of an array.
  bool IsElement(ExprId id) const;
  // True for a value in a variable of its own, false for a part of an array or struct, which Warp
  // writes through a reference.
  bool IsLocal(ExprId id) const;
  // True for an element of wp.array, or a field or part of one, which is written in place; other
  // parts that are not local are written through a pointer (codegen.py: array_slot_reference).
  bool IsSlot(ExprId id) const;
  // True for a condition that Warp knows: it generates one branch alone (codegen.py: emit_If,
  // emit_IfExp), and nothing is told of either.
  bool IsDecided(ExprId condition) const;

  // The builtin that v[0] = x becomes on a vector of the kernel's own.
  std::string_view component_store() const { return component_store_; }

 private:
  const Module& module_;
  const BuiltinTable& table_;
  const SyntaxRows& rows_;
  std::string_view component_store_;
  std::vector<OverloadId> used_;
  std::vector<bool> called_;        // By function.
  std::vector<bool> is_reference_;  // By variable: a parameter that is the caller's variable.
};

}  // namespace warploom::lang
