struct Arguments {
  wp::array_t<wp::float64> v_x;
  wp::array_t<wp::float64> v_out;
};
static void Thread(wp::array_t<wp::float64> v_x, wp::array_t<wp::float64> v_out) {
  wl::at(v_out, wp::int32(0ULL)) = wp::float64(wp::float32(0.1));
  wl::at(v_out, wp::int32(1ULL)) = wp::float64(0.1);
  wl::at(v_out, wp::int32(2ULL)) = wp::float64(wp::int64(0xffdfffffffffffffULL));
  wl::at(v_out, wp::int32(3ULL)) = wp::float64(wp::uint64(0xffffffffffffffffULL));
}
template <int N> static void Launch(const wp::launch_bounds_t<N>& bounds, const Arguments& args) {
  wl::for_each_thread(bounds, [&] { Thread(args.v_x, args.v_out); });
}
