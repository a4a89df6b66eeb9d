#pragma once

#include <string>
#include <string_view>

namespace warploom::synth::passes {

// A name as words that people say: "rel_vel" is "relative velocity", "num_nbrs" "number of
// neighbors". Empty when the name says nothing: single letters, numbers.
std::string WordsOf(std::string_view name);

// The same with an upper-case first letter when `upper` is set.
std::string Begun(std::string text, bool upper);

}  // namespace warploom::synth::passes
