#include "fuzz/other_warp.h"

#include <regex>

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
  static const std::regex kAttribute(
      R"(AttributeError: module '(warp[a-z._]*)' has no attribute '(\w+)')");
  static const std::regex kKeyword(R"(TypeError: .* got an unexpected keyword argument '(\w+)')");
  static const std::regex kInLaunch(R"(its launch needs (.*))");
  std::smatch match;
  if (std::regex_search(reason, match, kAttribute)) {
    return match[1].str() + "." + match[2].str();
  }
  if (std::regex_search(reason, match, kKeyword)) {
    return "the argument " + match[1].str();
  }
  if (std::regex_search(reason, match, kInLaunch)) {
    return match[1].str();
  }
  return std::nullopt;
}

}  // namespace warploom::fuzz
