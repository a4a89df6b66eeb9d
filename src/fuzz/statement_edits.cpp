#include <algorithm>

#include "fuzz/edits.h"
#include "fuzz/rewrite.h"

namespace warploom::fuzz {
namespace {

using namespace lang;  // The file names many node kinds.

Edit Replacing(StmtId id, std::vector<StmtId> by) {
  return [id, by = std::move(by)](Module& module) { Rewrite(module, {{id, by}}); };
}

std::vector<StmtId> Ids(const Module& module, StmtList list) {
  return {module[list].begin(), module[list].end()};
}

void AddUnnestings(const Module& module, StmtId id, const If& branch, std::vector<Edit>& edits) {
  edits.push_back(Replacing(id, Ids(module, branch.then)));
  if (branch.otherwise.count == 0) {
    return;
  }
  edits.push_back(Replacing(id, Ids(module, branch.otherwise)));
  edits.emplace_back([id](Module& other) {
    if (auto* found = std::get_if<If>(&other.stmts[id.value].node)) {
      found->otherwise = {};
    }
  });
}

// The body once, with the counter's first value.
void AddUnnestings(const Module& module, StmtId id, const ForRange& loop,
                   std::vector<Edit>& edits) {
  edits.emplace_back([id, loop](Module& other) {
    const ExprId first = loop.start.is_valid()
                             ? loop.start
                             : AddExpression(other, Literal{}, other[loop.variable].type);
    std::vector<StmtId> once = {AddStatement(other, Assign{loop.variable, first})};
    const std::vector<StmtId> body = Ids(other, loop.body);
    once.insert(once.end(), body.begin(), body.end());
    Rewrite(other, {{id, once}});
  });
  edits.push_back(Replacing(id, Ids(module, loop.body)));
  if (loop.reversed || loop.step.is_valid() || loop.start.is_valid()) {
    edits.emplace_back([id](Module& other) {
      if (auto* found = std::get_if<ForRange>(&other.stmts[id.value].node)) {
        found->reversed = false;
        found->start = found->step = {};
      }
    });
  }
}

void AddUnnestings(const Module& module, StmtId id, const While& loop, std::vector<Edit>& edits) {
  edits.push_back(Replacing(id, Ids(module, loop.body)));
  edits.emplace_back([id, loop](Module& other) {
    other.stmts[id.value].node = If{loop.condition, loop.body, {}};
  });
}

}  // namespace

std::vector<Edit> StatementRemovals(const Module& module) {
  const std::vector<StmtId> all = StatementsOf(module);
  std::vector<Edit> edits;
  for (size_t length = all.size() / 2; length > 0; length /= 2) {
    // From the end, as what stands there reads what stands before it.
    for (size_t end = all.size(); end > 0; end -= std::min(end, length)) {
      Replacements removed;
      for (size_t i = end - std::min(end, length); i < end; ++i) {
        removed[all[i]] = {};
      }
      edits.emplace_back(
          [removed = std::move(removed)](Module& other) { Rewrite(other, removed); });
    }
  }
  return edits;
}

std::vector<Edit> Unnestings(const Module& module) {
  std::vector<Edit> edits;
  for (const StmtId id : StatementsOf(module)) {
    const StmtNode& node = module[id].node;
    if (const auto* branch = std::get_if<If>(&node)) {
      AddUnnestings(module, id, *branch, edits);
    } else if (const auto* loop = std::get_if<ForRange>(&node)) {
      AddUnnestings(module, id, *loop, edits);
    } else if (const auto* endless = std::get_if<While>(&node)) {
      AddUnnestings(module, id, *endless, edits);
    }
  }
  return edits;
}

}  // namespace warploom::fuzz
