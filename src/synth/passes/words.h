#pragma once

#include <string>
#include <string_view>

namespace warploom::synth::passes {

// A name in plain words: "relative velocity" for "rel_vel", "number of neighbors" for "num_nbrs".
// Empty if the name has no meaning: single letters, numbers.
std::string WordsOf(std::string_view name);

// The text with an upper-case first letter if `upper` is set.
std::string Begun(std::string text, bool upper);

}  // namespace warploom::synth::passes
