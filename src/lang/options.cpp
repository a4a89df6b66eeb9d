#include "lang/options.h"

namespace warploom::lang {
namespace {

constexpr std::array kOptions = {
#define WARPLOOM_OPTION(Name, keyword, scope, kind) \
  OptionInfo{keyword, OptionScope::scope, OptionKind::kind},
#include "lang/options.def"
};

}  // namespace

const OptionInfo& Info(OptionName name) { return kOptions[static_cast<size_t>(name)]; }

}  // namespace warploom::lang
