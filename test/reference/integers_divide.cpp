struct Arguments {
  wp::array_t<wp::int32> v_x;
  wp::array_t<wp::int32> v_out;
};
static void Thread(wp::array_t<wp::int32> v_x, wp::array_t<wp::int32> v_out) {
  wl::at(v_out, wp::int32(0ULL)) = wl::div<wp::int32>(wl::at(v_x, wp::int32(0ULL)), wl::at(v_x, wp::int32(1ULL)));
  wl::at(v_out, wp::int32(1ULL)) = wl::div<wp::int32>(wl::at(v_x, wp::int32(2ULL)), wl::at(v_x, wp::int32(1ULL)));
  wl::at(v_out, wp::int32(2ULL)) = wl::div<wp::int32>(wl::at(v_x, wp::int32(0ULL)), wl::at(v_x, wp::int32(3ULL)));
  wl::at(v_out, wp::int32(3ULL)) = wl::div<wp::int32>(wl::at(v_x, wp::int32(2ULL)), wl::at(v_x, wp::int32(3ULL)));
  wl::at(v_out, wp::int32(4ULL)) = wl::floor_div<wp::int32>(wl::at(v_x, wp::int32(0ULL)), wl::at(v_x, wp::int32(1ULL)));
  wl::at(v_out, wp::int32(5ULL)) = wl::floor_div<wp::int32>(wl::at(v_x, wp::int32(2ULL)), wl::at(v_x, wp::int32(1ULL)));
  wl::at(v_out, wp::int32(6ULL)) = wl::floor_div<wp::int32>(wl::at(v_x, wp::int32(0ULL)), wl::at(v_x, wp::int32(3ULL)));
  wl::at(v_out, wp::int32(7ULL)) = wl::floor_div<wp::int32>(wl::at(v_x, wp::int32(2ULL)), wl::at(v_x, wp::int32(3ULL)));
  wl::at(v_out, wp::int32(8ULL)) = wl::mod<wp::int32>(wl::at(v_x, wp::int32(0ULL)), wl::at(v_x, wp::int32(1ULL)));
  wl::at(v_out, wp::int32(9ULL)) = wl::mod<wp::int32>(wl::at(v_x, wp::int32(2ULL)), wl::at(v_x, wp::int32(1ULL)));
  wl::at(v_out, wp::int32(10ULL)) = wl::mod<wp::int32>(wl::at(v_x, wp::int32(0ULL)), wl::at(v_x, wp::int32(3ULL)));
  wl::at(v_out, wp::int32(11ULL)) = wl::mod<wp::int32>(wl::at(v_x, wp::int32(2ULL)), wl::at(v_x, wp::int32(3ULL)));
}
template <int N> static void Launch(const wp::launch_bounds_t<N>& bounds, const Arguments& args) {
  wl::for_each_thread(bounds, [&] { Thread(args.v_x, args.v_out); });
}
