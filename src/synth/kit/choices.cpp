#include "synth/kit/choices.h"

#include <array>

namespace warploom::synth::kit {

Choices::Choices(Sketch& s, std::string_view title, std::span<const std::string_view> names)
    : s_(s) {
  const std::array weights = {0.35, 0.15, 0.5};
  form_ = static_cast<Form>(s.rng().Pick(weights));
  std::vector<Sketch::MemberSpec> members;
  for (const std::string_view name : names) {
    const auto value = static_cast<int64_t>(members.size());
    members.push_back({name, value});
    if (form_ == Form::kConstants) {
      constants_.push_back(s.NewConstant(name, s.Int(value)));
    }
  }
  if (form_ == Form::kEnum) {
    owner_ = s.NewEnum(title, members, false);
  }
}

Val Choices::operator[](int64_t value) const {
  switch (form_) {
    case Form::kNumbers:
      return s_.Int(value);
    case Form::kConstants:
      return constants_[static_cast<size_t>(value)];
    case Form::kEnum:
      return s_.Member(owner_, static_cast<int>(value));
  }
  return {};
}

}  // namespace warploom::synth::kit
