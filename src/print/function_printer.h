#pragma once

#include "lang/builtin_table.h"
#include "lang/module.h"
#include "print/line_writer.h"

namespace warploom::print {

// A helper with its decorator: @wp.func, @wp.func_grad(of), @wp.func_replay(of) or
// @wp.func_native(...) with its snippets.
void PrintHelper(LineWriter& out, const lang::Module& module, const lang::BuiltinTable& builtins,
                 const lang::Function& function);

// The kernel with its decorator, indented by `depth` levels.
void PrintKernel(LineWriter& out, const lang::Module& module, const lang::BuiltinTable& builtins,
                 int depth);

}  // namespace warploom::print
