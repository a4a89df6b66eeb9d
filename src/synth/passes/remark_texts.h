#pragma once

#include <string>

#include "base/rng.h"
#include "lang/builtin_table.h"
#include "lang/module.h"
#include "synth/passes/statement_roles.h"

namespace warploom::synth::passes {

// A short comment on a statement of that role; empty if there is nothing to say.
std::string DrawRemark(const lang::Module& module, const lang::BuiltinTable& builtins,
                       const lang::Stmt& stmt, StatementRole role, Rng& rng);

}  // namespace warploom::synth::passes
