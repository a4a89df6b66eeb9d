#include "synth/motifs/loops/orders_parts.h"

#include <functional>
#include <string_view>
#include <variant>

namespace warploom::synth::motifs {

void DownFrom(Sketch& s, std::string_view name, const Val& count,
              const std::function<void(Val)>& body) {
  if (s.rng().Chance(0.4)) {
    return s.ForReversed(name, Val{}, count, body);
  }
  const auto* literal = std::get_if<lang::Literal>(&s.module()[count.id].node);
  const Val last = literal != nullptr ? s.Int(literal->integer - 1) : count - 1.0;
  s.For(name, last, s.Int(-1), -1, body);
}

}  // namespace warploom::synth::motifs
