#pragma once

namespace warploom {

// A clock that never goes back; for time-outs and reports, never for data.
class Clock {
 public:
  virtual ~Clock() = default;
  virtual double Seconds() = 0;
};

// CLOCK_MONOTONIC: stops while the machine is suspended, so that closing a laptop causes no
// time-outs.
Clock& RealClock();

}  // namespace warploom
