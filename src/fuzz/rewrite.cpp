#include "fuzz/rewrite.h"

#include "lang/walk.h"

namespace warploom::fuzz {
namespace {

using namespace lang;  // The file names many node kinds.

class Rewriter {
 public:
  Rewriter(Module& module, const Replacements& replacements)
      : module_(module), replacements_(replacements) {}

  StmtList Block(StmtList list, bool may_be_empty) {
    const std::vector<StmtId> before(module_[list].begin(), module_[list].end());
    std::vector<StmtId> after;
    for (const StmtId id : before) {
      Append(id, after);
    }
    for (const StmtId id : after) {
      Nested(id);
    }
    if (after == before) {
      return list;
    }
    if (after.empty() && !may_be_empty) {
      after.push_back(AddStatement(module_, Pass{}));
    }
    const auto begin = static_cast<uint32_t>(module_.stmt_pool.size());
    module_.stmt_pool.insert(module_.stmt_pool.end(), after.begin(), after.end());
    return {begin, static_cast<uint32_t>(after.size())};
  }

 private:
  void Append(StmtId id, std::vector<StmtId>& into) {
    const auto found = replacements_.find(id);
    if (found == replacements_.end()) {
      into.push_back(id);
      return;
    }
    for (const StmtId other : found->second) {
      if (other == id) {
        into.push_back(id);
      } else {
        Append(other, into);
      }
    }
  }

  // Blocks may add statements, so nodes are copied and written back.
  void Nested(StmtId id) {
    StmtNode node = module_[id].node;
    if (auto* branch = std::get_if<If>(&node)) {
      branch->then = Block(branch->then, false);
      branch->otherwise = Block(branch->otherwise, true);
    } else if (auto* loop = std::get_if<ForRange>(&node)) {
      loop->body = Block(loop->body, false);
    } else if (auto* endless = std::get_if<While>(&node)) {
      endless->body = Block(endless->body, false);
    } else {
      return;
    }
    module_.stmts[id.value].node = node;
  }

  Module& module_;
  const Replacements& replacements_;
};

void Collect(const Module& module, StmtList list, std::vector<StmtId>& into) {
  for (const StmtId id : module[list]) {
    into.push_back(id);
    ForEachPart(
        module, module[id], [](ExprId, bool) {},
        [&](StmtList block) { Collect(module, block, into); });
  }
}

}  // namespace

void Rewrite(Module& module, const Replacements& replacements) {
  Rewriter rewriter(module, replacements);
  for (Function& function : module.functions) {
    if (function.body.count > 0) {
      function.body = rewriter.Block(function.body, false);
    }
  }
}

std::vector<StmtId> StatementsOf(const Module& module) {
  std::vector<StmtId> statements;
  for (const Function& function : module.functions) {
    Collect(module, function.body, statements);
  }
  return statements;
}

size_t CountStatements(const Module& module) {
  size_t count = 0;
  for (const StmtId id : StatementsOf(module)) {
    const StmtNode& node = module[id].node;
    const bool is_code = !std::holds_alternative<Comment>(node) &&
                         !std::holds_alternative<BlankLine>(node) &&
                         !std::holds_alternative<Pass>(node);
    count += is_code ? 1 : 0;
  }
  return count;
}

StmtId AddStatement(Module& module, StmtNode node) {
  module.stmts.push_back({node});
  return {static_cast<uint32_t>(module.stmts.size() - 1)};
}

ExprId AddExpression(Module& module, ExprNode node, Type type) {
  module.exprs.push_back({node, type});
  return {static_cast<uint32_t>(module.exprs.size() - 1)};
}

}  // namespace warploom::fuzz
