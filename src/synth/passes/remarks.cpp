#include "synth/passes/remarks.h"

#include <optional>
#include <string>
#include <vector>

#include "synth/passes/remark_texts.h"
#include "synth/passes/statement_roles.h"
#include "synth/passes/words.h"

namespace warploom::synth::passes {
namespace {

using namespace lang;  // The file names many node kinds.

class Remarker {
 public:
  Remarker(Module& module, const BuiltinTable& builtins, const Profile& profile, Rng& rng)
      : module_(module),
        builtins_(builtins),
        rng_(rng),
        paragraphs_(profile.text_paragraphs),
        rate_(rng.Chance(profile.text_remarks) ? 0.1 + 0.4 * rng.Unit() : 0.0),
        upper_(rng.Chance(0.4)) {}

  void Run() {
    for (Function& function : module_.functions) {
      const double rate = rate_;
      rate_ *= &function == &module_.functions.back() ? 1.0 : 0.5;
      function.body = Rewrite(function.body, 0);
      rate_ = rate;
    }
  }

 private:
  StmtList Rewrite(StmtList list, int depth) {
    const std::vector<StmtId> old(module_[list].begin(), module_[list].end());
    std::vector<StmtId> fresh;
    std::optional<StatementRole> last;
    for (const StmtId id : old) {
      RewriteNested(id, depth);
      const StatementRole role = RoleOf(module_, builtins_, module_[id]);
      const bool begins = last.has_value() && BeginsParagraph(*last, role);
      if (begins && depth == 0 && rng_.Chance(paragraphs_)) {
        Add(fresh, {BlankLine{}});
      }
      // No comment on a comment or an empty line, nor right after one.
      const bool may_comment =
          role != StatementRole::kOther && !(last.has_value() && *last == StatementRole::kOther);
      if (may_comment && rng_.Chance(!last.has_value() || begins ? rate_ : 0.25 * rate_)) {
        AddRemark(fresh, id, role);
      }
      fresh.push_back(id);
      last = role;
    }
    const StmtList result = {static_cast<uint32_t>(module_.stmt_pool.size()),
                             static_cast<uint32_t>(fresh.size())};
    module_.stmt_pool.insert(module_.stmt_pool.end(), fresh.begin(), fresh.end());
    return result;
  }

  void AddRemark(std::vector<StmtId>& list, StmtId id, StatementRole role) {
    const std::string text = DrawRemark(module_, builtins_, module_[id], role, rng_);
    if (!text.empty()) {
      module_.texts.push_back(Begun(text, upper_));
      Add(list, {Comment{{static_cast<uint32_t>(module_.texts.size() - 1)}}});
    }
  }

  void RewriteNested(StmtId id, int depth) {
    Stmt stmt = module_[id];  // A copy, because adding statements moves them.
    if (auto* branch = std::get_if<If>(&stmt.node)) {
      branch->then = Rewrite(branch->then, depth + 1);
      const bool elif = branch->otherwise.count == 1 &&
                        std::holds_alternative<If>(module_[module_[branch->otherwise][0]].node);
      if (elif) {
        RewriteNested(module_[branch->otherwise][0], depth);
      } else if (branch->otherwise.count > 0) {
        branch->otherwise = Rewrite(branch->otherwise, depth + 1);
      }
    } else if (auto* loop = std::get_if<ForRange>(&stmt.node)) {
      loop->body = Rewrite(loop->body, depth + 1);
    } else if (auto* while_loop = std::get_if<While>(&stmt.node)) {
      while_loop->body = Rewrite(while_loop->body, depth + 1);
    } else {
      return;
    }
    module_.stmts[id.value] = stmt;
  }

  void Add(std::vector<StmtId>& list, const StmtNode& node) {
    module_.stmts.push_back({node});
    list.push_back({static_cast<uint32_t>(module_.stmts.size() - 1)});
  }

  static bool BeginsParagraph(StatementRole last, StatementRole role) {
    if (last == StatementRole::kOther || role == StatementRole::kOther) {
      return false;
    }
    return role != last || role == StatementRole::kBlock;
  }

  Module& module_;
  const BuiltinTable& builtins_;
  Rng& rng_;
  double paragraphs_;
  double rate_;  // The probability that a paragraph gets a comment.
  bool upper_;
};

}  // namespace

void DrawRemarks(Module& module, const BuiltinTable& builtins, const Profile& profile, Rng& rng) {
  Remarker(module, builtins, profile, rng).Run();
}

}  // namespace warploom::synth::passes
