#pragma once

#include <span>
#include <string_view>

#include "lang/builtin_table.h"
#include "synth/sketch/sketch.h"

namespace warploom::synth::atlas {

// How Python code expresses the calls of a builtin: as a call, an operator, a subscript and so on.
struct Form {
  // Whether the form can express this call.
  bool (*can)(const lang::BuiltinTable& table, const lang::Call& call);
  // Appends statements that contain the call and use its results.
  void (*show)(Sketch& sketch, const lang::Call& call);
};

// For forms that can express every call of their builtin.
inline bool Always(const lang::BuiltinTable&, const lang::Call&) { return true; }

inline std::string_view BuiltinName(Sketch& sketch, const lang::Call& call) {
  return sketch.builder().builtins().name(call.name);
}

// The form of one builtin.
struct NamedForm {
  std::string_view name;
  Form form;
};

// The form of a call; nullptr if there is none.
const Form* FormOf(const lang::BuiltinTable& table, const lang::Call& call);

// True if the call is a single expression of values (value_calls.h), which can also be placed in a
// helper function, a loop or a branch.
bool IsPlainValue(const lang::BuiltinTable& table, const lang::Call& call);

}  // namespace warploom::synth::atlas
