#pragma once

#include <span>
#include <string_view>

#include "lang/builtin_table.h"
#include "synth/sketch/sketch.h"

namespace warploom::synth::atlas {

// How a person writes the calls of a builtin: as a call, as an operator, as a subscript...
struct Form {
  // Whether it can show this call.
  bool (*can)(const lang::BuiltinTable& table, const lang::Call& call);
  // Writes statements that have the call in them and leads its results to outputs.
  void (*show)(Sketch& sketch, const lang::Call& call);
};

// The form of one builtin.
struct NamedForm {
  std::string_view name;
  Form form;
};

// The form of a call; nullptr when atlas kernels have none for it.
const Form* FormOf(const lang::BuiltinTable& table, const lang::Call& call);

// True when the call is shown as one expression of values alone (values.h), which may as well stand
// in a helper function, a loop or a branch.
bool IsPlainValue(const lang::BuiltinTable& table, const lang::Call& call);

}  // namespace warploom::synth::atlas
