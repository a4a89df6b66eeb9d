#include "synth/features/syntax_features.h"

#include <array>

#include "synth/features/syntax_collector.h"

namespace warploom::synth::features {
namespace {

constexpr std::array kSyntaxFeatures = {
#define WARPLOOM_SYNTAX(Name, name, group, text) SyntaxFeatureInfo{name, group, text, ""},
#include "synth/features/syntax_features.def"
#define WARPLOOM_SYNTAX(Name, name, group, text)
#define WARPLOOM_REFUSED_SYNTAX(name, group, text, reason) \
  SyntaxFeatureInfo{name, group, text, reason},
#include "synth/features/syntax_features.def"
};

}  // namespace

std::span<const SyntaxFeatureInfo> SyntaxFeatures() { return kSyntaxFeatures; }

SyntaxFeatureSet SyntaxFeaturesOf(const lang::Module& module, const lang::BuiltinTable& builtins) {
  return SyntaxCollector(module, builtins).Run();
}

}  // namespace warploom::synth::features
