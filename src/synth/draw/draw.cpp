#include "synth/draw/draw.h"

#include <algorithm>

#include "base/hash.h"
#include "synth/atlas/page.h"
#include "synth/atlas/page_order.h"
#include "synth/features/features.h"
#include "synth/motifs/table.h"
#include "synth/passes/passes.h"
#include "synth/sketch/sketch.h"

namespace warploom::synth {
namespace {

using motifs::Motif;
using motifs::MotifsOf;
using profile::Families;
using profile::Family;
using profile::kAtlasCategory;

// The number of atlas kernels before the index.
uint64_t AtlasNumber(const Profile& profile, uint64_t index) {
  return static_cast<uint64_t>(static_cast<double>(index) * profile.atlas_share);
}

bool Fits(const Motif& motif, int ndim) { return ndim >= motif.min_dims && ndim <= motif.max_dims; }

// A motif of the family for launches of `ndim` dimensions (0: any), rarely one of `used`; nullptr
// if none fits.
const Motif* DrawMotif(Family family, int ndim, std::span<const Motif* const> used,
                       const Profile& profile, Rng& rng) {
  const auto motifs = MotifsOf(family);
  std::vector<double> weights;
  bool any = false;
  for (const Motif& motif : motifs) {
    const bool fits = ndim == 0 || Fits(motif, ndim);
    const bool again = std::find(used.begin(), used.end(), &motif) != used.end();
    weights.push_back(!fits ? 0.0
                            : motif.weight * (again ? 0.05 : 1.0) *
                                  (motif.is_idiom ? profile.size_idioms : 1.0));
    any = any || fits;
  }
  return any ? &motifs[rng.Pick(weights)] : nullptr;
}

Family DrawOtherFamily(const Sketch& sketch, Family primary, Rng& rng) {
  std::vector<double> weights;
  bool any = false;
  for (size_t i = 0; i < Families().size(); ++i) {
    const auto motifs = MotifsOf(Families()[i].family);
    const bool fits = sketch.mask().family_on[i] && !Families()[i].is_tiled &&
                      std::any_of(motifs.begin(), motifs.end(),
                                  [&](const Motif& motif) { return Fits(motif, sketch.ndim()); });
    weights.push_back(fits ? sketch.profile().categories[i] : 0.0);
    any = any || weights.back() > 0.0;
  }
  return any ? Families()[rng.Pick(weights)].family : primary;
}

// "scaled-sum" as "scaled sum".
std::string CommentOn(const Motif& motif) {
  std::string text(motif.name);
  std::replace(text.begin(), text.end(), '-', ' ');
  return text;
}

void DrawCommented(Sketch& sketch, const Motif& motif) {
  if (sketch.rng().Chance(sketch.profile().text_comments)) {
    sketch.Comment(CommentOn(motif));
  }
  sketch.BeginMotif();
  motif.draw(sketch);
}

void PlanFor(Sketch& sketch, const Motif& motif) {
  if (Info(motif.family).is_tiled) {
    sketch.PlanTiles(motif.min_dims, motif.max_dims);
  } else {
    sketch.Plan(motif.min_dims, motif.max_dims);
  }
}

// Draws the first motif and then others, as many as the profile says; returns them in order.
std::vector<const Motif*> DrawMotifs(Sketch& sketch, const Motif& first) {
  const profile::FamilyInfo& primary = Info(first.family);
  Rng& rng = sketch.rng();
  const Profile& profile = sketch.profile();
  const bool is_long = rng.Chance(profile.size_long_share);
  const auto most =
      static_cast<size_t>(is_long ? profile.size_long_motifs : profile.size_max_motifs);
  std::vector<const Motif*> drawn = {&first};
  sketch.NameAfter(first.name);
  DrawCommented(sketch, first);
  const double another =
      is_long ? profile.size_long_another : profile.size_another_motif * primary.more;
  while (drawn.size() < most && rng.Chance(another)) {
    const bool other = !primary.is_tiled && rng.Chance(profile.size_other_family);
    const Family family = other ? DrawOtherFamily(sketch, first.family, rng) : first.family;
    const Motif* motif = DrawMotif(family, sketch.ndim(), drawn, profile, rng);
    if (motif == nullptr) {
      continue;
    }
    if (rng.Chance(profile.text_blank_lines)) {
      sketch.Blank();
    }
    DrawCommented(sketch, *motif);
    drawn.push_back(motif);
  }
  return drawn;
}

// Features for the motifs that were drawn and their families.
std::vector<std::string> FeaturesOfMotifs(std::span<const Motif* const> drawn) {
  std::vector<std::string> features;
  for (const Motif* motif : drawn) {
    features.push_back("motif:" + std::string(motif->name));
    features.push_back("family:" + std::string(Info(motif->family).name));
  }
  return features;
}

// The same, and those families that the swarm mask switched off.
std::vector<std::string> FeaturesOfSwarm(const Mask& mask, std::span<const Motif* const> drawn) {
  std::vector<std::string> features = FeaturesOfMotifs(drawn);
  for (size_t i = 0; i < mask.family_on.size(); ++i) {
    if (!mask.family_on[i]) {
      features.push_back("off:" + std::string(Families()[i].name));
    }
  }
  return features;
}

KernelDraft DraftOf(Sketch&& sketch, std::string_view category, const Profile& profile,
                    const Rng& rng) {
  const KernelKind kind = sketch.kind();
  return {std::move(sketch).Finish(), kind, std::string(category), {}, profile, rng};
}

// Draws a motif of any family that fits the launch, if there is one.
std::vector<const Motif*> DrawOneMotif(Sketch& sketch) {
  const Family family =
      sketch.is_tiled() ? Family::kTiles : DrawOtherFamily(sketch, Family::kBasics, sketch.rng());
  const Motif* motif = DrawMotif(family, sketch.ndim(), {}, sketch.profile(), sketch.rng());
  if (motif == nullptr) {
    return {};
  }
  motif->draw(sketch);
  return {motif};
}

// Atlas kernels are evenly spaced, so that the page of each follows from its index.
bool IsAtlas(const Profile& profile, uint64_t index) {
  return AtlasNumber(profile, index + 1) > AtlasNumber(profile, index);
}

bool HasGradient(const lang::Module& module) {
  return std::ranges::any_of(module.functions, [](const lang::Function& function) {
    return function.role == lang::Function::Role::kGrad;
  });
}

// The page of that number. Pages whose calls are costly to compile (LTO) are mostly skipped: then
// it is one of the next pages.
std::span<const lang::CallId> DrawPageOf(const Profile& profile, const lang::BuiltinTable& builtins,
                                         uint64_t seed, uint64_t number, Rng& rng) {
  const auto is_costly = [&](std::span<const lang::CallId> page) {
    return builtins.overload(builtins.call(page.front()).overload).is_lto;
  };
  auto page = atlas::PageOf(builtins, seed, number);
  while (is_costly(page) && !rng.Chance(profile.atlas_built)) {
    page = atlas::PageOf(builtins, seed, ++number);
  }
  return page;
}

KernelDraft DrawAtlasDraft(const Profile& profile, const Mask& mask,
                           const lang::BuiltinTable& builtins, Rng& rng,
                           std::span<const lang::CallId> page) {
  Sketch sketch(profile, mask, rng, builtins);
  atlas::PlanPage(sketch, page);
  sketch.Begin(KernelKind::kAtlas);
  atlas::DrawPage(sketch, page);
  // A motif may use parameters by reference, which disable the gradient.
  std::vector<const Motif*> drawn;
  if (rng.Chance(profile.atlas_motif) && !HasGradient(sketch.module())) {
    drawn = DrawOneMotif(sketch);
  }
  KernelDraft draft = DraftOf(std::move(sketch), kAtlasCategory, profile, rng);
  draft.features = FeaturesOfMotifs(drawn);
  return draft;
}

}  // namespace

KernelDraft DrawDraft(const Profile& profile, const lang::BuiltinTable& builtins, uint64_t seed,
                      uint64_t index, uint64_t attempt) {
  Rng rng(seed, index, attempt);
  Profile dealt = profile::DrawProfile(profile, rng);
  const Mask mask = profile::DrawSwarm(dealt, rng);
  if (IsAtlas(profile, index)) {
    const auto page = DrawPageOf(profile, builtins, seed, AtlasNumber(profile, index), rng);
    return DrawAtlasDraft(dealt, mask, builtins, rng, page);
  }
  const Family primary = Families()[rng.Pick(dealt.categories)].family;
  const Motif& first = *DrawMotif(primary, 0, {}, dealt, rng);
  Sketch sketch(dealt, mask, rng, builtins);
  sketch.Prefer(first.theme);
  PlanFor(sketch, first);
  sketch.Begin(KernelKind::kMotifs);
  const std::vector<const Motif*> drawn = DrawMotifs(sketch, first);
  KernelDraft draft = DraftOf(std::move(sketch), Info(primary).name, dealt, rng);
  draft.features = FeaturesOfSwarm(mask, drawn);
  return draft;
}

DrawnKernel Finish(KernelDraft draft, const lang::BuiltinTable& builtins) {
  passes::RunPasses(draft.module, {builtins, draft.profile, draft.kind, draft.rng});
  std::vector<std::string> features = features::FeaturesOf(draft.module, builtins);
  if (!draft.features.empty()) {
    features.insert(features.end(), draft.features.begin(), draft.features.end());
    std::sort(features.begin(), features.end());
    features.erase(std::unique(features.begin(), features.end()), features.end());
  }
  return {std::move(draft.module), std::move(draft.category), std::move(features)};
}

DrawnKernel DrawKernel(const Profile& profile, const lang::BuiltinTable& builtins, uint64_t seed,
                       uint64_t index, uint64_t attempt) {
  return Finish(DrawDraft(profile, builtins, seed, index, attempt), builtins);
}

DrawnKernel DrawMotifAlone(const Profile& profile, const lang::BuiltinTable& builtins,
                           const Motif& motif, uint64_t seed, uint64_t index, uint64_t attempt) {
  Rng rng(Hash64(motif.name, seed), index, attempt);
  const Mask mask{std::vector<bool>(Families().size(), true)};
  Sketch sketch(profile, mask, rng, builtins);
  sketch.Prefer(motif.theme);
  PlanFor(sketch, motif);
  sketch.Begin(KernelKind::kMotifs);
  motif.draw(sketch);
  return Finish(DraftOf(std::move(sketch), Info(motif.family).name, profile, rng), builtins);
}

}  // namespace warploom::synth
