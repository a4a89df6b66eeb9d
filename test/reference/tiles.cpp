// rounding: tile_sum
struct Arguments {
  wp::array_t<wp::float32> v_x;
  wp::array_t<wp::float32> v_out;
};
static void Thread(wp::array_t<wp::float32> v_x, wp::array_t<wp::float32> v_out) {
  wl::Tile<wp::float32> v_part{};
  wl::Tile<wp::float32> v_whole{};
  wl::Tile<wp::float32> v_sum{};
  wl::Tile<wp::float32> v_view{};
  wl::Tile<wp::float32> v_doubled{};
  v_part = wl::tile_load<wp::float32>(v_x, wl::With{.shape = wl::extents(wp::int32(4ULL)), .offset = wl::extents(wp::int32(1ULL))});
  wl::at(v_out, wp::int32(0ULL)) = v_part.at(wl::extents(wp::int32(0ULL)));
  wl::at(v_out, wp::int32(1ULL)) = v_part.at(wl::extents(wp::int32(2ULL)));
  wl::at(v_out, wp::int32(2ULL)) = v_part.at(wl::extents(wp::int32(3ULL)));
  v_whole = wl::tile_load<wp::float32>(v_x, wl::With{.shape = wl::extents(wp::int32(4ULL)), .offset = wl::extents(wp::int32(0ULL))});
  v_sum = wl::tile_sum<wp::float32>(v_whole, wl::With{});
  wl::at(v_out, wp::int32(3ULL)) = v_sum.at(wl::extents(wp::int32(0ULL)));
  v_view = wl::tile_view<wp::float32>(v_whole, wl::With{.shape = wl::extents(wp::int32(2ULL)), .offset = wl::extents(wp::int32(2ULL))});
  v_view.at(wl::extents(wp::int32(0ULL))) = wp::float32(9.0);
  wl::at(v_out, wp::int32(4ULL)) = v_whole.at(wl::extents(wp::int32(2ULL)));
  wl::update_each(v_whole, v_part, [](auto a, auto b) { return (a + b); });
  wl::at(v_out, wp::int32(5ULL)) = v_view.at(wl::extents(wp::int32(0ULL)));
  v_doubled = wl::each<wp::float32>([](auto a, auto b) { return (a * b); }, v_whole, wp::float32(2.0));
  wl::at(v_out, wp::int32(6ULL)) = v_doubled.at(wl::extents(wp::int32(2ULL)));
  wl::at(v_out, wp::int32(7ULL)) = v_whole.at(wl::extents(wp::int32(2ULL)));
}
template <int N> static void Launch(const wp::launch_bounds_t<N>& bounds, const Arguments& args) {
  wl::for_each_thread(bounds, [&] { Thread(args.v_x, args.v_out); });
}
