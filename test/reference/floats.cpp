struct Arguments {
  wp::array_t<wp::float32> v_x;
  wp::array_t<wp::float32> v_out;
};
static void Thread(wp::array_t<wp::float32> v_x, wp::array_t<wp::float32> v_out) {
  wl::at(v_out, wp::int32(0ULL)) = wp::neg(wl::at(v_x, wp::int32(0ULL)));
  wl::at(v_out, wp::int32(1ULL)) = (wl::at(v_x, wp::int32(1ULL)) / wl::at(v_x, wp::int32(0ULL)));
  wl::at(v_out, wp::int32(2ULL)) = (wl::at(v_x, wp::int32(2ULL)) * wl::at(v_x, wp::int32(0ULL)));
  wl::at(v_out, wp::int32(3ULL)) = ((wl::at(v_x, wp::int32(3ULL)) + wl::at(v_x, wp::int32(1ULL))) + wp::neg(wl::at(v_x, wp::int32(3ULL))));
  wl::at(v_out, wp::int32(4ULL)) = wp::floordiv(wl::at(v_x, wp::int32(2ULL)), wl::at(v_x, wp::int32(4ULL)));
  wl::at(v_out, wp::int32(5ULL)) = wp::mod(wl::at(v_x, wp::int32(2ULL)), wl::at(v_x, wp::int32(4ULL)));
  wl::at(v_out, wp::int32(6ULL)) = wp::pow(wl::at(v_x, wp::int32(4ULL)), wl::at(v_x, wp::int32(1ULL)));
}
template <int N> static void Launch(const wp::launch_bounds_t<N>& bounds, const Arguments& args) {
  wl::for_each_thread(bounds, [&] { Thread(args.v_x, args.v_out); });
}
