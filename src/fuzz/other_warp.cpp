#include "fuzz/other_warp.h"

#include "fuzz/pattern.h"
#include "lang/walk.h"

namespace warploom::fuzz {

std::optional<std::string> MissingBuiltin(const lang::Module& module,
                                          const lang::BuiltinTable& builtins,
                                          const std::set<std::string>& known) {
  std::optional<std::string> missing;
  for (const lang::Function& function : module.functions) {
    ForEachExprIn(module, function.body, [&](lang::ExprId id) {
      const auto* call = std::get_if<lang::BuiltinCall>(&module[id].node);
      if (call == nullptr || missing) {
        return;
      }
      const std::string name(builtins.name(builtins.call(call->call).name));
      if (!known.contains(name)) {
        missing = "the builtin " + name;
      }
    });
  }
  return missing;
}

void AvoidNewSyntax(lang::Module& module) { module.style.array_form = lang::ArrayForm::kCall; }

std::optional<std::string> MissingByReason(const std::string& reason) {
  static const Pattern kAttribute(
      R"(AttributeError: module '(warp[a-z._]*)' has no attribute '(\w+)')");
  static const Pattern kKeyword(
      "TypeError: [^\n]* got an unexpected keyword argument '([A-Za-z0-9_]+)'");
  static const Pattern kInLaunch("its launch needs ([^\n]*)");
  if (const auto match = kAttribute.Search(reason)) {
    return (*match)[1] + "." + (*match)[2];
  }
  if (const auto match = kKeyword.Search(reason)) {
    return "the argument " + (*match)[1];
  }
  if (const auto match = kInLaunch.Search(reason)) {
    return (*match)[1];
  }
  return std::nullopt;
}

}  // namespace warploom::fuzz
