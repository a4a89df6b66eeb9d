// Ranges as Python counts them.

namespace wl {

struct Loop {
  int start;
  int step;
  long long count;
};

inline Loop range(int start, int stop, int step) {
  const long long span = step > 0 ? (long long)stop - start : (long long)start - stop;
  const long long width = step > 0 ? step : -(long long)step;
  return {start, step, span <= 0 ? 0 : (span + width - 1) / width};
}

inline Loop reversed(int start, int stop, int step) {
  const Loop forward = range(start, stop, step);
  return {int(start + (forward.count - 1) * step), -step, forward.count};
}

}  // namespace wl
