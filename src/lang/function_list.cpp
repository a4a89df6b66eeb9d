#include "lang/function_list.h"

#include <variant>

#include "lang/constants.h"

namespace warploom::lang {

FunctionList FunctionsByCounter(const Module& module, const UserCall& call) {
  const auto* known =
      call.callee.is_valid() ? std::get_if<Static>(&module[call.callee].node) : nullptr;
  const auto* item =
      known == nullptr ? nullptr : std::get_if<Subscript>(&module[known->value].node);
  const auto* list = item == nullptr ? nullptr : std::get_if<Tuple>(&module[item->base].node);
  if (list == nullptr || ConstantInteger(module, module[item->indices][0])) {
    return {};
  }
  return {list->items, module[item->indices][0]};
}

}  // namespace warploom::lang
