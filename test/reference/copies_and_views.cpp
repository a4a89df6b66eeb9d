struct s_Pair {
  wp::vec_t<2, wp::float32> f_v;
  wp::int32 f_n;
};
struct Arguments {
  wp::array_t<wp::float32> v_x;
  wp::array_t<wp::float32> v_out;
};
static void Thread(wp::array_t<wp::float32> v_x, wp::array_t<wp::float32> v_out) {
  wp::vec_t<2, wp::float32> v_v{};
  wp::vec_t<2, wp::float32> v_w{};
  s_Pair v_p{};
  s_Pair v_q{};
  wp::array_t<wp::float32> v_view{};
  v_v = wl::make<wp::vec_t<2, wp::float32>>(wl::at(v_x, wp::int32(0ULL)), wl::at(v_x, wp::int32(1ULL)));
  v_w = v_v;
  v_p = s_Pair{v_v, wp::int32(1ULL)};
  v_q = v_p;
  wl::item(v_v, 0) = wp::float32(50.0);
  wl::item(v_p.f_v, 1) = wp::float32(60.0);
  wl::at(v_out, wp::int32(0ULL)) = wl::item(v_v, 0);
  wl::at(v_out, wp::int32(1ULL)) = wl::item(v_w, 0);
  wl::at(v_out, wp::int32(2ULL)) = wl::item(v_p.f_v, 1);
  wl::at(v_out, wp::int32(3ULL)) = wl::item(v_q.f_v, 1);
  v_view = wl::slice(v_x, wl::Range{wl::Bound{true, wp::int32(2ULL)}, wl::Bound{}, 1});
  wl::at(v_view, wp::int32(0ULL)) = wp::float32(70.0);
  wl::at(v_out, wp::int32(4ULL)) = wl::at(v_x, wp::int32(2ULL));
}
template <int N> static void Launch(const wp::launch_bounds_t<N>& bounds, const Arguments& args) {
  wl::for_each_thread(bounds, [&] { Thread(args.v_x, args.v_out); });
}
