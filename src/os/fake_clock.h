#pragma once

#include "os/clock.h"

namespace warploom {

// A clock that moves only when a test advances it.
class FakeClock final : public Clock {
 public:
  double Seconds() override { return seconds_; }
  void Advance(double seconds) { seconds_ += seconds; }

 private:
  double seconds_ = 0;
};

}  // namespace warploom
