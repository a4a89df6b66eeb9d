#include "synth/draw.h"

#include <algorithm>

#include "base/hash.h"
#include "synth/families/table.h"
#include "synth/features.h"
#include "synth/prune.h"
#include "synth/sketch.h"

namespace warploom::synth {
namespace {

const Motif& DrawMotif(const Family& family, Rng& rng) {
  std::vector<double> weights;
  for (const Motif& motif : family.motifs) {
    weights.push_back(motif.weight);
  }
  return family.motifs[rng.Pick(weights)];
}

const Family& DrawOtherFamily(const Sketch& sketch, const Family& primary, Rng& rng) {
  std::vector<double> weights;
  for (size_t i = 0; i < Families().size(); ++i) {
    const Family& family = Families()[i];
    const bool fits = sketch.ndim() >= family.min_dims && sketch.ndim() <= family.max_dims;
    weights.push_back(fits && sketch.mask().family_on[i] ? sketch.profile().categories[i] : 0.0);
  }
  const bool any = std::any_of(weights.begin(), weights.end(), [](double w) { return w > 0.0; });
  return any ? Families()[rng.Pick(weights)] : primary;
}

// "scaled-sum" as a person would note it down.
std::string CommentOn(const Motif& motif) {
  std::string text(motif.name);
  std::replace(text.begin(), text.end(), '-', ' ');
  return text;
}

void DrawMotifs(Sketch& sketch, const Family& primary) {
  Rng& rng = sketch.rng();
  const Profile& profile = sketch.profile();
  const bool is_long = rng.Chance(profile.size_long_share);
  const auto most = static_cast<int>(is_long ? profile.size_long_motifs : profile.size_max_motifs);
  for (int i = 0; i < most; ++i) {
    const bool other = i > 0 && rng.Chance(profile.size_other_family);
    const Family& family = other ? DrawOtherFamily(sketch, primary, rng) : primary;
    if (i > 0 && rng.Chance(profile.text_blank_lines)) {
      sketch.Blank();
    }
    const Motif& motif = DrawMotif(family, rng);
    if (rng.Chance(profile.text_comments)) {
      sketch.Comment(CommentOn(motif));
    }
    if (i == 0) {
      sketch.NameAfter(motif.name);
    }
    motif.draw(sketch);
    if (!is_long && !rng.Chance(profile.size_another_motif)) {
      return;
    }
  }
}

lang::Kernel Finished(Sketch&& sketch, const lang::BuiltinTable& builtins) {
  lang::Kernel kernel = std::move(sketch).Finish();
  Prune(kernel, builtins);
  kernel.features = FeaturesOf(kernel, builtins);
  return kernel;
}

}  // namespace

lang::Kernel DrawKernel(const Profile& profile, const lang::BuiltinTable& builtins, uint64_t seed,
                        uint64_t index, uint64_t attempt) {
  Rng rng(seed, index, attempt);
  Profile dealt = profile;
  const Mask mask = DrawSwarm(dealt, rng);
  const Family& primary = Families()[rng.Pick(dealt.categories)];
  Sketch sketch(dealt, mask, rng, builtins);
  sketch.Plan(primary.min_dims, primary.max_dims);
  sketch.Begin(primary.name);
  DrawMotifs(sketch, primary);
  return Finished(std::move(sketch), builtins);
}

lang::Kernel DrawMotifAlone(const Profile& profile, const lang::BuiltinTable& builtins,
                            const Family& family, const Motif& motif, uint64_t seed) {
  Rng rng(seed, Hash64(motif.name), 0);
  const Mask mask{std::vector<bool>(Families().size(), true)};
  Sketch sketch(profile, mask, rng, builtins);
  sketch.Plan(family.min_dims, family.max_dims);
  sketch.Begin(family.name);
  motif.draw(sketch);
  return Finished(std::move(sketch), builtins);
}

}  // namespace warploom::synth
