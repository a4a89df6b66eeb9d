struct Arguments {
  wp::array_t<wp::uint32> v_x;
  wp::array_t<wp::uint32> v_out;
};
static void Thread(wp::array_t<wp::uint32> v_x, wp::array_t<wp::uint32> v_out) {
  wl::at(v_out, wp::int32(0ULL)) = wl::shl<wp::uint32>(wl::at(v_x, wp::int32(0ULL)), wl::at(v_x, wp::int32(1ULL)));
  wl::at(v_out, wp::int32(1ULL)) = wl::shr<wp::uint32>(wl::at(v_x, wp::int32(0ULL)), wl::at(v_x, wp::int32(1ULL)));
}
template <int N> static void Launch(const wp::launch_bounds_t<N>& bounds, const Arguments& args) {
  wl::for_each_thread(bounds, [&] { Thread(args.v_x, args.v_out); });
}
