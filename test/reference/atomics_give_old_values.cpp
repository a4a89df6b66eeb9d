// order: atomic_add atomic_and atomic_cas atomic_exch atomic_max atomic_min atomic_or atomic_sub atomic_xor
struct Arguments {
  wp::array_t<wp::int32> v_x;
  wp::array_t<wp::int32> v_out;
};
static void Thread(wp::array_t<wp::int32> v_x, wp::array_t<wp::int32> v_out) {
  wl::at(v_out, wp::int32(0ULL)) = wl::atomic_add(wl::at(v_x, wp::int32(0ULL)), wl::at(v_x, wp::int32(1ULL)));
  wl::at(v_out, wp::int32(1ULL)) = wl::at(v_x, wp::int32(0ULL));
  wl::at(v_x, wp::int32(0ULL)) = wl::at(v_x, wp::int32(2ULL));
  wl::at(v_out, wp::int32(2ULL)) = wl::atomic_sub(wl::at(v_x, wp::int32(0ULL)), wl::at(v_x, wp::int32(1ULL)));
  wl::at(v_out, wp::int32(3ULL)) = wl::at(v_x, wp::int32(0ULL));
  wl::at(v_x, wp::int32(0ULL)) = wl::at(v_x, wp::int32(2ULL));
  wl::at(v_out, wp::int32(4ULL)) = wl::atomic_min(wl::at(v_x, wp::int32(0ULL)), wl::at(v_x, wp::int32(1ULL)));
  wl::at(v_out, wp::int32(5ULL)) = wl::at(v_x, wp::int32(0ULL));
  wl::at(v_x, wp::int32(0ULL)) = wl::at(v_x, wp::int32(2ULL));
  wl::at(v_out, wp::int32(6ULL)) = wl::atomic_max(wl::at(v_x, wp::int32(0ULL)), wl::at(v_x, wp::int32(1ULL)));
  wl::at(v_out, wp::int32(7ULL)) = wl::at(v_x, wp::int32(0ULL));
  wl::at(v_x, wp::int32(0ULL)) = wl::at(v_x, wp::int32(2ULL));
  wl::at(v_out, wp::int32(8ULL)) = wl::atomic_exch(wl::at(v_x, wp::int32(0ULL)), wl::at(v_x, wp::int32(1ULL)));
  wl::at(v_out, wp::int32(9ULL)) = wl::at(v_x, wp::int32(0ULL));
  wl::at(v_x, wp::int32(0ULL)) = wl::at(v_x, wp::int32(2ULL));
  wl::at(v_out, wp::int32(10ULL)) = wl::atomic_and(wl::at(v_x, wp::int32(0ULL)), wl::at(v_x, wp::int32(1ULL)));
  wl::at(v_out, wp::int32(11ULL)) = wl::at(v_x, wp::int32(0ULL));
  wl::at(v_x, wp::int32(0ULL)) = wl::at(v_x, wp::int32(2ULL));
  wl::at(v_out, wp::int32(12ULL)) = wl::atomic_or(wl::at(v_x, wp::int32(0ULL)), wl::at(v_x, wp::int32(1ULL)));
  wl::at(v_out, wp::int32(13ULL)) = wl::at(v_x, wp::int32(0ULL));
  wl::at(v_x, wp::int32(0ULL)) = wl::at(v_x, wp::int32(2ULL));
  wl::at(v_out, wp::int32(14ULL)) = wl::atomic_xor(wl::at(v_x, wp::int32(0ULL)), wl::at(v_x, wp::int32(1ULL)));
  wl::at(v_out, wp::int32(15ULL)) = wl::at(v_x, wp::int32(0ULL));
  wl::at(v_x, wp::int32(0ULL)) = wl::at(v_x, wp::int32(2ULL));
  wl::at(v_out, wp::int32(16ULL)) = wl::atomic_cas(wl::at(v_x, wp::int32(0ULL)), wl::at(v_x, wp::int32(2ULL)), wl::at(v_x, wp::int32(1ULL)));
  wl::at(v_out, wp::int32(17ULL)) = wl::atomic_cas(wl::at(v_x, wp::int32(0ULL)), wl::at(v_x, wp::int32(2ULL)), wl::at(v_x, wp::int32(2ULL)));
  wl::at(v_out, wp::int32(18ULL)) = wl::at(v_x, wp::int32(0ULL));
}
template <int N> static void Launch(const wp::launch_bounds_t<N>& bounds, const Arguments& args) {
  wl::for_each_thread(bounds, [&] { Thread(args.v_x, args.v_out); });
}
