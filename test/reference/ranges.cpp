struct Arguments {
  wp::array_t<wp::int32> v_x;
  wp::array_t<wp::int32> v_out;
};
static void Thread(wp::array_t<wp::int32> v_x, wp::array_t<wp::int32> v_out) {
  wp::int32 v_trips{};
  wp::int32 v_sum{};
  wp::int32 v_i{};
  v_trips = wp::int32(0ULL);
  v_sum = wp::int32(0ULL);
  v_i = wp::int32(0xffffffffffffff9dULL);
  { const wl::Loop wl_1 = wl::range(0, wl::at(v_x, wp::int32(1ULL)), 1);
  for (long long wl_1_at = 0; wl_1_at < wl_1.count; ++wl_1_at) {
    v_i = wl_1.start + int(wl_1_at) * wl_1.step;
    { auto& wl_place = v_trips; wl_place = wl::add<wp::int32>(wl_place, wp::int32(1ULL)); }
    v_sum = wl::add<wp::int32>(wl::mul<wp::int32>(v_sum, wp::int32(10ULL)), v_i);
    wl::at(v_x, wp::int32(1ULL)) = wp::int32(0ULL);
  } }
  wl::at(v_out, wp::int32(0ULL)) = v_trips;
  wl::at(v_out, wp::int32(1ULL)) = v_sum;
  wl::at(v_out, wp::int32(2ULL)) = v_i;
  v_trips = wp::int32(0ULL);
  v_sum = wp::int32(0ULL);
  v_i = wp::int32(0xffffffffffffff9dULL);
  { const wl::Loop wl_2 = wl::range(wp::int32(7ULL), wl::at(v_x, wp::int32(0ULL)), wl::at(v_x, wp::int32(2ULL)));
  for (long long wl_2_at = 0; wl_2_at < wl_2.count; ++wl_2_at) {
    v_i = wl_2.start + int(wl_2_at) * wl_2.step;
    { auto& wl_place = v_trips; wl_place = wl::add<wp::int32>(wl_place, wp::int32(1ULL)); }
    v_sum = wl::add<wp::int32>(wl::mul<wp::int32>(v_sum, wp::int32(10ULL)), v_i);
    wl::at(v_x, wp::int32(1ULL)) = wp::int32(0ULL);
  } }
  wl::at(v_out, wp::int32(3ULL)) = v_trips;
  wl::at(v_out, wp::int32(4ULL)) = v_sum;
  wl::at(v_out, wp::int32(5ULL)) = v_i;
  v_trips = wp::int32(0ULL);
  v_sum = wp::int32(0ULL);
  v_i = wp::int32(0xffffffffffffff9dULL);
  { const wl::Loop wl_3 = wl::reversed(wp::int32(1ULL), wp::int32(8ULL), wp::int32(3ULL));
  for (long long wl_3_at = 0; wl_3_at < wl_3.count; ++wl_3_at) {
    v_i = wl_3.start + int(wl_3_at) * wl_3.step;
    { auto& wl_place = v_trips; wl_place = wl::add<wp::int32>(wl_place, wp::int32(1ULL)); }
    v_sum = wl::add<wp::int32>(wl::mul<wp::int32>(v_sum, wp::int32(10ULL)), v_i);
    wl::at(v_x, wp::int32(1ULL)) = wp::int32(0ULL);
  } }
  wl::at(v_out, wp::int32(6ULL)) = v_trips;
  wl::at(v_out, wp::int32(7ULL)) = v_sum;
  wl::at(v_out, wp::int32(8ULL)) = v_i;
  v_trips = wp::int32(0ULL);
  v_sum = wp::int32(0ULL);
  v_i = wp::int32(0xffffffffffffff9dULL);
  { const wl::Loop wl_4 = wl::range(wp::int32(3ULL), wp::int32(3ULL), 1);
  for (long long wl_4_at = 0; wl_4_at < wl_4.count; ++wl_4_at) {
    v_i = wl_4.start + int(wl_4_at) * wl_4.step;
    { auto& wl_place = v_trips; wl_place = wl::add<wp::int32>(wl_place, wp::int32(1ULL)); }
    v_sum = wl::add<wp::int32>(wl::mul<wp::int32>(v_sum, wp::int32(10ULL)), v_i);
    wl::at(v_x, wp::int32(1ULL)) = wp::int32(0ULL);
  } }
  wl::at(v_out, wp::int32(9ULL)) = v_trips;
  wl::at(v_out, wp::int32(10ULL)) = v_sum;
  wl::at(v_out, wp::int32(11ULL)) = v_i;
}
template <int N> static void Launch(const wp::launch_bounds_t<N>& bounds, const Arguments& args) {
  wl::for_each_thread(bounds, [&] { Thread(args.v_x, args.v_out); });
}
