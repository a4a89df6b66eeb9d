// Stacks and queries of a block, which has one thread.

namespace wl {

template <typename T>
struct Stack {
  struct State {
    T* items;
    int count;
    int capacity;
  };
  using Item = T;
  State* state = nullptr;
};
template <typename S>
inline S tile_stack(const With& with) {
  S stack{memory.take<typename S::State>(1)};
  *stack.state = {memory.take<typename S::Item>(with.capacity), 0, with.capacity};
  return stack;
}
// The slot of the value, or -1.
template <typename I, typename T, typename V>
inline I tile_stack_push(const Stack<T>& stack, V value, bool has_value, const With&) {
  if (!has_value || stack.state->count == stack.state->capacity) {
    return -1;
  }
  stack.state->items[stack.state->count] = T(value);
  return stack.state->count++;
}
template <typename P, typename T>
inline P tile_stack_pop(const Stack<T>& stack, const With&) {
  if (stack.state->count == 0) {
    return P(T(), -1);
  }
  const int slot = --stack.state->count;
  return P(stack.state->items[slot], slot);
}
template <typename V, typename T>
inline void tile_stack_clear(const Stack<T>& stack, const With&) {
  stack.state->count = 0;
}
template <typename I, typename T>
inline I tile_stack_count(const Stack<T>& stack, const With&) {
  return stack.state->count;
}

// A query of the block finds what the one of a thread finds, one result after the other.
template <typename Query>
struct BlockQuery {
  Query query;
  bool is_valid = true;
};
using BvhBlockQuery = BlockQuery<wp::bvh_query_t>;
using MeshBlockQuery = BlockQuery<wp::mesh_query_aabb_t>;

// Warp's functions are found by their arguments, which are templates': versions of Warp that lack
// one have no kernel that calls it.
template <typename Q, typename V>
inline Q tile_bvh_query_aabb(wp::uint64 id, V low, V high, const With&) {
  return {bvh_query_aabb(id, low, high, -1)};
}
template <typename Q, typename V>
inline Q tile_bvh_query_ray(wp::uint64 id, V start, V direction, const With&) {
  return {bvh_query_ray(id, start, direction, -1)};
}
template <typename Q, typename V>
inline Q tile_mesh_query_aabb(wp::uint64 id, V low, V high, const With&) {
  return {mesh_query_aabb(id, low, high)};
}
template <typename I>
inline Tile<I> found(bool& is_valid, bool has_next, int index) {
  is_valid = has_next;
  return single(I(has_next ? index : -1));
}
template <typename I, typename Q>
inline Tile<I> tile_bvh_query_next(Q& q, const With&) {
  int index = -1;
  const bool has_next = bvh_query_next_dynamic(q.query, index, __builtin_inff());
  return found<I>(q.is_valid, has_next, index);
}
template <typename I, typename Q>
inline Tile<I> tile_mesh_query_aabb_next(Q& q, const With&) {
  int index = -1;
  const bool has_next = mesh_query_aabb_next(q.query, index);
  return found<I>(q.is_valid, has_next, index);
}
template <typename B, typename Query>
inline B tile_query_valid(const BlockQuery<Query>& q, const With&) {
  return q.is_valid;
}

}  // namespace wl
