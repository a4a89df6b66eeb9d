#pragma once

#include <compare>
#include <cstdint>

namespace warploom {

// A 4-byte index into a container. The tag makes the ids of different containers distinct types.
template <typename Tag>
struct TypedId {
  static constexpr uint32_t kNone = 0xffffffffU;

  uint32_t value = kNone;

  constexpr bool is_valid() const { return value != kNone; }
  friend constexpr auto operator<=>(TypedId, TypedId) = default;
};

}  // namespace warploom
