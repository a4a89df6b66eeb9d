#include "os/clock.h"

#include <ctime>

namespace warploom {
namespace {

class MonotonicClock final : public Clock {
 public:
  double Seconds() override {
    timespec now{};
    ::clock_gettime(CLOCK_MONOTONIC, &now);
    return static_cast<double>(now.tv_sec) + 1e-9 * static_cast<double>(now.tv_nsec);
  }
};

}  // namespace

Clock& RealClock() {
  static MonotonicClock instance;
  return instance;
}

}  // namespace warploom
