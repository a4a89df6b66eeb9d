#include <gtest/gtest.h>

#include <bitset>

#include "lang/walk.h"
#include "synth/draw/draw.h"

namespace warploom::synth {
namespace {

using namespace profile;

using namespace lang;  // The test names every node kind.

constexpr const char* kExprNames[] = {"(none)"
#define WARPLOOM_EXPR_KIND(Name) , #Name
#include "lang/expr_kind.def"
};
constexpr const char* kStmtNames[] = {"(none)"
#define WARPLOOM_STMT_KIND(Name) , #Name
#include "lang/stmt_kind.def"
};

// A node kind that the default profile never draws would never be in a dataset.
TEST(NodeCoverageTest, TheDefaultProfileDrawsEveryNodeKind) {
  std::bitset<64> exprs;
  std::bitset<64> stmts;
  const Profile profile = *LoadProfile("default");
  for (uint64_t index = 0; index < 3000; ++index) {
    const Module module = DrawKernel(profile, PinnedBuiltins(), 1, index, 0).module;
    for (const Constant& constant : module.constants) {
      exprs.set(module[constant.value].node.index());
    }
    for (const Function& function : module.functions) {
      ForEachStmt(module, function.body, [&](const Stmt& s) {
        stmts.set(s.node.index());
        ForEachPart(
            module, s,
            [&](ExprId e, bool) {
              ForEachExpr(module, e, [&](ExprId x) { exprs.set(module[x].node.index()); });
            },
            [](StmtList) {});
      });
    }
  }
  for (size_t i = 1; i < std::size(kExprNames); ++i) {
    EXPECT_TRUE(exprs.test(i)) << kExprNames[i] << " is never drawn";
  }
  for (size_t i = 1; i < std::size(kStmtNames); ++i) {
    EXPECT_TRUE(stmts.test(i)) << kStmtNames[i] << " is never drawn";
  }
}

}  // namespace
}  // namespace warploom::synth
