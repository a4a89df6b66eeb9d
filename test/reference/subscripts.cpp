struct Arguments {
  wp::array_t<wp::float32> v_x;
  wp::array_t<wp::float32> v_out;
};
static void Thread(wp::array_t<wp::float32> v_x, wp::array_t<wp::float32> v_out) {
  wp::array_t<wp::float32> v_back{};
  wp::mat_t<2, 2, wp::float32> v_m{};
  wp::vec_t<2, wp::float32> v_column{};
  wl::at(v_out, wp::int32(0ULL)) = wl::at(v_x, wp::int32(0xffffffffffffffffULL));
  v_back = wl::slice(v_x, wl::Range{wl::Bound{true, wp::int32(0xfffffffffffffffeULL)}, wl::Bound{}, wp::int32(0xfffffffffffffffeULL)});
  wl::at(v_out, wp::int32(1ULL)) = wp::float32(v_back.shape.dims[0]);
  wl::at(v_out, wp::int32(2ULL)) = wl::at(v_back, wp::int32(0ULL));
  wl::at(v_out, wp::int32(3ULL)) = wl::at(v_back, wp::int32(0xffffffffffffffffULL));
  v_m = wl::make<wp::mat_t<2, 2, wp::float32>>(wl::at(v_x, wp::int32(0ULL)), wl::at(v_x, wp::int32(1ULL)), wl::at(v_x, wp::int32(2ULL)), wl::at(v_x, wp::int32(3ULL)));
  wl::store_cut(v_m, wl::make<wp::vec_t<2, wp::float32>>(wp::float32(8.0), wp::float32(9.0)), wl::Index{wp::int32(0xffffffffffffffffULL)}, wl::Range{{}, {}, 1});
  wl::at(v_out, wp::int32(4ULL)) = wl::item(v_m, wp::int32(1ULL), wp::int32(0ULL));
  v_column = wl::cut<wp::vec_t<2, wp::float32>>(v_m, wl::Range{wl::Bound{}, wl::Bound{}, 1}, wl::Index{wp::int32(1ULL)});
  wl::at(v_out, wp::int32(5ULL)) = wl::item(v_column, wp::int32(0ULL));
  wl::at(v_out, wp::int32(6ULL)) = wl::item(v_column, wp::int32(0xffffffffffffffffULL));
}
template <int N> static void Launch(const wp::launch_bounds_t<N>& bounds, const Arguments& args) {
  wl::for_each_thread(bounds, [&] { Thread(args.v_x, args.v_out); });
}
