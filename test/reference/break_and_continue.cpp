struct Arguments {
  wp::array_t<wp::int32> v_x;
  wp::array_t<wp::int32> v_out;
};
static void Thread(wp::array_t<wp::int32> v_x, wp::array_t<wp::int32> v_out) {
  wp::int32 v_n{};
  wp::int32 v_sum{};
  v_n = wp::int32(0ULL);
  v_sum = wp::int32(0ULL);
  while ((v_n < wp::int32(100ULL))) {
    { auto& wl_place = v_n; wl_place = wl::add<wp::int32>(wl_place, wp::int32(1ULL)); }
    if ((v_n == wl::at(v_x, wp::int32(0ULL)))) {
      continue;
    }
    if ((v_n > wl::at(v_x, wp::int32(1ULL)))) {
      break;
    }
    { auto& wl_place = v_sum; wl_place = wl::add<wp::int32>(wl_place, v_n); }
  }
  wl::at(v_out, wp::int32(0ULL)) = v_n;
  wl::at(v_out, wp::int32(1ULL)) = v_sum;
}
template <int N> static void Launch(const wp::launch_bounds_t<N>& bounds, const Arguments& args) {
  wl::for_each_thread(bounds, [&] { Thread(args.v_x, args.v_out); });
}
