#include "synth/passes/prune.h"

#include "synth/passes/dead_statements.h"
#include "synth/passes/unused_declarations.h"

namespace warploom::synth::passes {

void Prune(lang::Module& module, const lang::BuiltinTable& builtins) {
  RemoveDeadStatements(module, builtins);
  RemoveStrandedLines(module);
  RemoveUnusedDeclarations(module);
}

}  // namespace warploom::synth::passes
