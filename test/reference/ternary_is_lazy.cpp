static wp::int32 fn0_counted(wp::array_t<wp::int32> v_calls, wp::int32 v_value);
static wp::int32 fn0_counted(wp::array_t<wp::int32> v_calls, wp::int32 v_value) {
  { auto& wl_place = wl::at(v_calls, wp::int32(0ULL)); wl_place = wl::add<wp::int32>(wl_place, wp::int32(1ULL)); }
  return v_value;
}
struct Arguments {
  wp::array_t<wp::int32> v_x;
  wp::array_t<wp::int32> v_out;
};
static void Thread(wp::array_t<wp::int32> v_x, wp::array_t<wp::int32> v_out) {
  wp::int32 wl_storage_6[1];
  wp::array_t<wp::int32> v_calls{};
  v_calls = wl::zeros<wp::int32>(wl_storage_6, wp::int32(1ULL));
  wl::at(v_out, wp::int32(0ULL)) = ((wl::at(v_x, wp::int32(0ULL)) > wp::int32(0ULL)) ? wp::int32(fn0_counted(v_calls, wl::at(v_x, wp::int32(1ULL)))) : wp::int32(fn0_counted(v_calls, wl::at(v_x, wp::int32(2ULL)))));
  wl::at(v_out, wp::int32(1ULL)) = ((wl::at(v_x, wp::int32(0ULL)) < wp::int32(0ULL)) ? wp::int32(fn0_counted(v_calls, wl::at(v_x, wp::int32(1ULL)))) : wp::int32(fn0_counted(v_calls, wl::at(v_x, wp::int32(2ULL)))));
  wl::at(v_out, wp::int32(2ULL)) = wl::at(v_calls, wp::int32(0ULL));
}
template <int N> static void Launch(const wp::launch_bounds_t<N>& bounds, const Arguments& args) {
  wl::for_each_thread(bounds, [&] { Thread(args.v_x, args.v_out); });
}
