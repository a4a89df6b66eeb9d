#include "synth/passes/passes.h"

#include <array>

#include "synth/passes/array_kinds.h"
#include "synth/passes/docstrings.h"
#include "synth/passes/inline_values.h"
#include "synth/passes/kernel_options.h"
#include "synth/passes/named_conditions.h"
#include "synth/passes/nested_guards.h"
#include "synth/passes/operand_order.h"
#include "synth/passes/prune.h"
#include "synth/passes/remarks.h"
#include "synth/passes/wording.h"

namespace warploom::synth::passes {
namespace {

// Atlas kernels show each call on a line of its own, as its page lists it.
template <void (*Run)(lang::Module&, const lang::BuiltinTable&, const Profile&, Rng&)>
void UnlessAtlas(lang::Module& module, const PassContext& c) {
  if (c.kind != KernelKind::kAtlas) {
    Run(module, c.builtins, c.profile, c.rng);
  }
}

// Comments and docstrings come after the passes that change the statements and names they are
// about.
constexpr std::array kPasses = {
    Pass{"prune", [](lang::Module& module, const PassContext& c) { Prune(module, c.builtins); }},
    Pass{"inline values", UnlessAtlas<InlineValues>},
    Pass{"name conditions", UnlessAtlas<NameConditions>},
    Pass{"nest guards", UnlessAtlas<NestGuards>},
    Pass{"operand order", UnlessAtlas<DrawOperandOrder>},
    Pass{"wording",
         [](lang::Module& module, const PassContext& c) {
           DrawWording(module, c.builtins, c.profile, c.rng);
         }},
    Pass{"remarks",
         [](lang::Module& module, const PassContext& c) {
           DrawRemarks(module, c.builtins, c.profile, c.rng);
         }},
    Pass{"docstrings", [](lang::Module& module,
                          const PassContext& c) { DrawDocstrings(module, c.profile, c.rng); }},
    Pass{"options", [](lang::Module& module,
                       const PassContext& c) { DrawOptions(module, c.kind, c.profile, c.rng); }},
    Pass{"array kinds",
         [](lang::Module& module, const PassContext& c) {
           // Atlas kernels must contain the overloads of their page.
           if (c.kind != KernelKind::kAtlas) {
             DrawArrayKinds(module, c.profile, c.rng);
           }
         }},
};

}  // namespace

std::span<const Pass> Passes() { return kPasses; }

void RunPasses(lang::Module& module, const PassContext& context) {
  for (const Pass& pass : Passes()) {
    pass.run(module, context);
  }
}

}  // namespace warploom::synth::passes
