#include "lang/options.h"

namespace warploom::lang {
namespace {

using enum OptionScope;
using enum OptionKind;

constexpr std::array kOptions = {
#define WARPLOOM_OPTION(Name, keyword, scope, kind) OptionInfo{keyword, scope, kind},
#include "lang/options.def"
};

}  // namespace

const OptionInfo& Info(OptionName name) { return kOptions[static_cast<size_t>(name)]; }

}  // namespace warploom::lang
