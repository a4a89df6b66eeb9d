#pragma once

#include <concepts>

namespace warploom::lang {

// Names the kinds of node that one overload of a visitor is for:
//
//   bool operator()(const KindOf<Break, Continue> auto&) const { return true; }
//
// A visitor must list every kind this way or by an overload of its own, never by an unconstrained
// template: then a new kind does not compile until each visitor says what it means there.
template <typename Node, typename... Kinds>
concept KindOf = (std::same_as<Node, Kinds> || ...);

}  // namespace warploom::lang
