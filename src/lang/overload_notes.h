#pragma once

#include <span>
#include <string_view>
#include <variant>
#include <vector>

#include "lang/module.h"
#include "lang/overload_rows.h"

namespace warploom::lang {

// Collects the overloads that Warp generates for one module, and answers the questions that decide
// between them, such as where a value is stored. OverloadsUsed and its parts write to it.
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

  // Does nothing for an invalid id.
  void Note(OverloadId id);
  void NoteCall(CallId id) { Note(table_.call(id).overload); }
  // Notes what Warp resolves the builtin to; does nothing if the table has no such call.
  void NoteNamed(std::string_view name, std::span<const Type> types);
  // Notes a builtin on an element of an array.
  void NoteOnArray(std::string_view name, Type array, ExprList indices);
  // Notes t[i], t[i, j] that is read: an element, or with fewer subscripts than dimensions a view.
  void NoteTilePart(Type part, size_t subscripts);
  // Notes a builtin whose overloads differ in the number of subscripts.
  void NoteOnTile(std::string_view name, size_t subscripts);
  // Notes extract, add_inplace and so on of a vec, mat, quat or transform; `value` may be absent.
  void NoteIndexed(std::string_view name, Type base, ExprList indices, ExprId value);

  // Sorted and distinct.
  std::vector<OverloadId> Take() &&;

  // Warp only generates functions that are called.
  void MarkCalled(FuncId function) { called_[function.value] = true; }
  bool IsCalled(FuncId function) const { return called_[function.value]; }

  // True for a whole element of an array.
  bool IsElement(ExprId id) const;
  // True for a value in a local variable, false for a part of an array or struct, which Warp writes
  // through a reference.
  bool IsLocal(ExprId id) const;
  // True for an element of wp.array, or a field or component of one, which is written in place.
  // Other values that are not local are written through a pointer (codegen.py:
  // array_slot_reference).
  bool IsSlot(ExprId id) const;
  // True for a condition that Warp evaluates at compile time: it generates only one branch
  // (codegen.py: emit_If, emit_IfExp), and neither branch is noted.
  bool IsDecided(ExprId condition) const;

  // The builtin that v[0] = x becomes on a local vector.
  std::string_view component_store() const { return component_store_; }

 private:
  const Module& module_;
  const BuiltinTable& table_;
  const SyntaxRows& rows_;
  std::string_view component_store_;
  std::vector<OverloadId> used_;
  std::vector<bool> called_;        // By function.
  std::vector<bool> is_reference_;  // By variable: a parameter passed by reference.
};

}  // namespace warploom::lang
