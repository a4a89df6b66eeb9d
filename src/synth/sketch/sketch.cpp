#include "synth/sketch/sketch.h"

namespace warploom::synth {

Sketch::Sketch(const Profile& profile, const Mask& mask, Rng& rng,
               const lang::BuiltinTable& builtins)
    : draft_(*this, profile, mask, rng, builtins),
      style_(draft_),
      names_(draft_, style_),
      records_(draft_, style_, names_),
      values_(draft_, style_, records_),
      constants_(draft_, style_, names_, records_),
      arguments_(draft_, style_, names_, records_),
      control_flow_(draft_, names_, values_, arguments_),
      variables_(draft_, names_, records_, arguments_, control_flow_),
      simple_statements_(draft_),
      threads_(draft_, names_, values_, arguments_, variables_),
      arrays_(draft_, style_, records_, arguments_, variables_),
      elements_(draft_, arguments_, variables_, threads_, arrays_),
      helpers_(draft_, style_, names_, variables_),
      numbers_(draft_, style_, values_, constants_),
      expressions_(draft_, {style_, values_, numbers_, arguments_, variables_, arrays_, elements_,
                            helpers_}),
      results_(draft_,
               {style_, values_, control_flow_, variables_, arrays_, elements_, expressions_}),
      entry_(draft_, {values_, constants_, arguments_, control_flow_, variables_, threads_, arrays_,
                      elements_}) {}

void Sketch::Begin(KernelKind kind) {
  draft_.kind = kind;
  draft_.builder.OpenBlock();
  threads_.DrawIndices();
  if (!is_tiled()) {  // The threads of a block must stay together.
    entry_.DrawGuard();
    entry_.DrawLookups();
  }
}

lang::Module Sketch::Finish() && {
  results_.StorePending();
  const std::vector<lang::VarId> params = arguments_.FinishParams();
  // A few arguments stay on one line; many get a line each.
  const double share = params.size() <= 2 ? 0.15 : params.size() <= 4 ? 0.6 : 1.2;
  draft_.module.style.argument_lines = rng().Chance(share * profile().style_argument_lines);
  draft_.builder.AddFunction(names_.DrawKernelName(), params, {});
  const bool annotate = rng().Chance(profile().style_result_annotations);
  for (lang::Function& function : draft_.module.functions) {
    // Warp takes a replay's result annotation for another argument (context.py: func_replay).
    const bool can = function.role != lang::Function::Role::kReplay;
    const bool must = function.native.snippet.is_valid();  // Warp cannot infer it from the code.
    function.annotate_results = (annotate || must) && can && !function.results.empty();
  }
  return std::move(draft_.module);
}

}  // namespace warploom::synth
