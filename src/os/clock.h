#pragma once

namespace warploom {

// Seconds that only move forward; for time-outs, never for data.
class Clock {
 public:
  virtual ~Clock() = default;
  virtual double Seconds() = 0;
};

// CLOCK_MONOTONIC: stands still while the machine sleeps, so that a laptop lid costs no time-out.
Clock& RealClock();

// Moves when a test says so.
class FakeClock final : public Clock {
 public:
  double Seconds() override { return seconds_; }
  void Advance(double seconds) { seconds_ += seconds; }

 private:
  double seconds_ = 0;
};

}  // namespace warploom
