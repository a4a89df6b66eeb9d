struct Arguments {
  wp::array_t<wp::float32> v_x;
  wp::array_t<wp::float32> v_out;
};
static void Thread(wp::array_t<wp::float32> v_x, wp::array_t<wp::float32> v_out) {
  wl::at(v_out, wp::int32(0ULL)) = wp::float32((0.1 * 0.3));
  wl::at(v_out, wp::int32(1ULL)) = wp::float32(wp::int32(wl::item_of(1LL, 3LL, 5LL)));
  wl::at(v_out, wp::int32(2ULL)) = wp::float32(wp::int32(wl::floor_div(-7LL, 2LL)));
  wl::at(v_out, wp::int32(3ULL)) = wp::float32(wp::int32(wl::python_mod(-7LL, 2LL)));
  wl::at(v_out, wp::int32(4ULL)) = wp::float32((double(1.0) / double(double(3LL))));
}
template <int N> static void Launch(const wp::launch_bounds_t<N>& bounds, const Arguments& args) {
  wl::for_each_thread(bounds, [&] { Thread(args.v_x, args.v_out); });
}
