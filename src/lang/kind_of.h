#pragma once

#include <concepts>

namespace warploom::lang {

// Names the node kinds that one overload of a visitor handles:
//
//   bool operator()(const KindOf<Break, Continue> auto&) const { return true; }
//
// A visitor must handle every kind by such a list or by its own overload, never by an unconstrained
// template, so that a new kind does not compile until every visitor handles it.
template <typename Node, typename... Kinds>
concept KindOf = (std::same_as<Node, Kinds> || ...);

}  // namespace warploom::lang
