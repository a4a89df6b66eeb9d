#pragma once

#include <vector>

#include "lang/builtin_table.h"
#include "synth/profile/family.h"
#include "synth/sketch/sketch.h"

namespace warploom::synth {

// A kernel under construction over one dimension of 64 threads, for tests. Its entry has nothing
// but the thread index.
struct TestKernel {
  explicit TestKernel(uint64_t seed = 0)
      : mask{std::vector<bool>(profile::Families().size(), true)},
        rng(seed, 0, 0),
        s(weights, mask, rng, lang::PinnedBuiltins()) {
    const std::vector<int> dims = {64};
    s.PlanFor(dims);
    s.Begin(KernelKind::kMotifs);
  }

  const lang::Module& module() const { return s.module(); }
  const std::string& NameOf(const Val& variable) const {
    return module()[std::get<lang::VarRef>(module()[variable.id].node).var].name;
  }
  // The statement that was completed last.
  const lang::StmtNode& last() const { return module().stmts.back().node; }
  // An int in [low, high] that the kernel cannot know more about.
  Val AnyInt(double low, double high) { return s.NewArg(lang::kInt, low, high); }

  static Profile Weights() {
    Profile profile;
    profile.launch_guard = 0.0;
    profile.launch_count = 0.0;
    profile.launch_idle = 0.0;
    profile.launch_entity = 0.0;
    profile.launch_lookup = 0.0;
    profile.style_if_statements = 0.0;
    return profile;
  }

  Profile weights = Weights();
  Mask mask;
  Rng rng;
  Sketch s;
};

}  // namespace warploom::synth
