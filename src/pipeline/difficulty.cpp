#include "pipeline/difficulty.h"

#include <algorithm>
#include <array>
#include <variant>

#include "lang/walk.h"

namespace warploom::pipeline {
namespace {

constexpr std::array kMostPoints = {7, 14, 26, 44};  // Of difficulty 1, 2, 3 and 4.

template <typename... Kinds, typename Node>
bool IsAny(const Node& node) {
  return (std::holds_alternative<Kinds>(node) || ...);
}

class Counter {
 public:
  explicit Counter(const lang::Module& module) : module_(module) {}

  int Count() {
    points_ = 3 * static_cast<int>(module_.structs.size()) +
              3 * static_cast<int>(module_.functions.size() - 1) +
              static_cast<int>(std::max<size_t>(module_.launch.dims.size(), 1) - 1);
    for (const lang::Function& function : module_.functions) {
      CountBlock(function.body, 0);
    }
    return points_;
  }

 private:
  void CountBlock(lang::StmtList block, int loops) {
    for (const lang::StmtId id : module_[block]) {
      CountStmt(module_[id], loops);
    }
  }

  void CountStmt(const lang::Stmt& stmt, int loops) {
    if (IsAny<lang::Comment, lang::BlankLine, lang::Pass>(stmt.node)) {
      return;
    }
    const bool is_loop = IsAny<lang::ForRange, lang::While>(stmt.node);
    points_ += 1 + (IsAny<lang::If, lang::Break, lang::Continue>(stmt.node) ? 2 : 0) +
               (is_loop ? 3 + 2 * loops : 0);
    ForEachPart(
        module_, stmt, [&](lang::ExprId id, bool) { CountExpr(id); },
        [&](lang::StmtList block) { CountBlock(block, loops + (is_loop ? 1 : 0)); });
  }

  void CountExpr(lang::ExprId top) {
    ForEachExpr(module_, top, [&](lang::ExprId id) {
      const lang::ExprNode& node = module_[id].node;
      points_ += IsAny<lang::BuiltinCall>(node) ? 1 : 0;
      points_ += IsAny<lang::Ternary>(node) ? 2 : 0;
    });
  }

  const lang::Module& module_;
  int points_ = 0;
};

}  // namespace

int DifficultyPoints(const lang::Module& module) { return Counter(module).Count(); }

int Difficulty(const lang::Module& module) {
  const auto above = std::ranges::lower_bound(kMostPoints, DifficultyPoints(module));
  return 1 + static_cast<int>(above - kMostPoints.begin());
}

}  // namespace warploom::pipeline
