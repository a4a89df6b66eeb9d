#pragma once

#include <functional>
#include <vector>

#include "lang/builtin_table.h"
#include "lang/module.h"

namespace warploom::fuzz {

// One way to make a module smaller or simpler. Edits keep the ids of statements, expressions and
// variables (of declarations only until RemoveUnused), so several edits that were found on one
// module can be applied one after the other. What an edit gives may be no valid module: the reducer
// asks lang::Verify.
using Edit = std::function<void(lang::Module&)>;

// Plain spelling and layout, no comments, docstrings, options and factories: what seldom matters.
// All of it at once is the first edit, then each part by itself.
std::vector<Edit> PlainForms();

// Removes runs of statements in program order, the longest first: half of all, a quarter ... one.
std::vector<Edit> StatementRemovals(const lang::Module& module);

// Replaces branches and loops by what they contain, and while by if.
std::vector<Edit> Unnestings(const lang::Module& module);

// Replaces expressions by literals, by their own operands of the same type and by simpler forms;
// outer expressions first.
std::vector<Edit> ExpressionEdits(const lang::Module& module);

// Puts the value of a variable that is assigned once in the place of its reads.
std::vector<Edit> VariableEdits(const lang::Module& module);

// Removes what nothing refers to: statements, parameters, constants, helpers, structs and fields.
std::vector<Edit> DeclarationEdits(const lang::Module& module, const lang::BuiltinTable& builtins);

// Makes the launch and its arrays smaller, and values the same everywhere.
std::vector<Edit> LaunchEdits(const lang::Module& module);

}  // namespace warploom::fuzz
