#pragma once

#include <map>
#include <vector>

#include "lang/module.h"

namespace warploom::fuzz {

// What stands in the place of a statement: nothing, or others in order.
using Replacements = std::map<lang::StmtId, std::vector<lang::StmtId>>;

// Replaces statements in every block of every function. A block that has to hold something and
// would be empty gets a `pass`.
void Rewrite(lang::Module& module, const Replacements& replacements);

// Every statement of every function in program order; a branch or loop stands before its blocks.
std::vector<lang::StmtId> StatementsOf(const lang::Module& module);

// The number of statements that are code: no comments, empty lines and `pass`.
size_t CountStatements(const lang::Module& module);

lang::StmtId AddStatement(lang::Module& module, lang::StmtNode node);
lang::ExprId AddExpression(lang::Module& module, lang::ExprNode node, lang::Type type);

}  // namespace warploom::fuzz
