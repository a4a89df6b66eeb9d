#pragma once

#include "lang/builtin_table.h"
#include "lang/module.h"

namespace warploom::synth::passes {

// A scalar, vec, mat, quat or transform.
bool IsPlainValue(lang::Type type);

// What evaluating an expression does besides giving a value.
class Effects {
 public:
  Effects(const lang::Module& module, const lang::BuiltinTable& builtins)
      : module_(module), builtins_(builtins) {}

  // Whether the value may be computed later, or not at all, if nothing is written in between.
  bool IsPure(lang::ExprId top) const;
  // Whether it reads an element of an array.
  bool ReadsMemory(lang::ExprId top) const;
  bool Reads(lang::ExprId top, lang::VarId var) const;

 private:
  struct Purity;
  bool IsPureNode(lang::ExprId id) const;
  bool HavePlainValues(lang::ExprList args) const;

  const lang::Module& module_;
  const lang::BuiltinTable& builtins_;
};

}  // namespace warploom::synth::passes
