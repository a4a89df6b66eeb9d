#pragma once

#include <span>
#include <string_view>

namespace warploom::synth::names {

// The names of an array of indices and of one of its elements.
struct IndexWords {
  std::string_view array;
  std::string_view local;
};

// What a thread works on, such as a body...
std::span<const IndexWords> EntityWords();
// ...the group that it belongs to, such as a world...
std::span<const IndexWords> GroupWords();
// ...and where the thread's values lie in one array.
std::span<const IndexWords> PlaceWords();

}  // namespace warploom::synth::names
