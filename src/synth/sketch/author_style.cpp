#include "synth/sketch/author_style.h"

#include <array>

#include "base/hash.h"

namespace warploom::synth {
namespace {

lang::Scalar DrawReal(const Profile& profile, Rng& rng) {
  using enum lang::Scalar;
  const std::array weights = {profile.types_float32, profile.types_float64, profile.types_float16};
  constexpr std::array kTypes = {kFloat32, kFloat64, kFloat16};
  return kTypes[rng.Pick(weights)];
}

}  // namespace

AuthorStyle::AuthorStyle(Draft& draft)
    : theme_(&draft.rng.Choose(names::Themes())),
      seed_(draft.rng.Next()),
      real_(lang::ScalarType(DrawReal(draft.profile, draft.rng))) {
  DrawLayout(draft);
}

void AuthorStyle::DrawLayout(Draft& draft) {
  const Profile& profile = draft.profile;
  Rng& rng = draft.rng;
  lang::Style& style = draft.module.style;
  style.long_scalar_names = rng.Chance(profile.style_long_scalar_names);
  style.suffixed_names = rng.Chance(profile.style_suffixed_names);
  style.array_form =
      rng.Chance(profile.style_bracket_arrays) ? lang::ArrayForm::kBracket : lang::ArrayForm::kCall;
  style.array_nd_names = !rng.Chance(profile.style_ndim_keyword);
  const std::array lengths = {profile.style_line_88, profile.style_line_100,
                              profile.style_line_120};
  constexpr std::array<uint8_t, 3> kLengths = {88, 100, 120};
  style.line_length = kLengths[rng.Pick(lengths)];
}

void AuthorStyle::Prefer(std::string_view theme) {
  for (const Theme& candidate : names::Themes()) {
    if (candidate.name == theme) {
      theme_ = &candidate;
    }
  }
}

bool AuthorStyle::StyleChoice(std::string_view key, double chance) const {
  return UnitOfHash(Hash64(key, seed_)) < chance;
}

bool AuthorStyle::ValueChoice(std::string_view key, const Val& value, double chance) const {
  const std::array bounds = {value.range.low, value.range.high};
  const uint64_t of_key = Hash64(key, seed_);
  return UnitOfHash(Hash64(bounds, Hash64(ToText(value.type), of_key))) < chance;
}

}  // namespace warploom::synth
