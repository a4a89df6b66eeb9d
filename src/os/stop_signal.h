#pragma once

namespace warploom {

// Ctrl-C (SIGINT) and SIGTERM ask us to stop: poll loops see it and work winds down in order. A
// second signal ends the process at once. Signals belong to the process, so this is the one thing
// here that is global.
class StopSignal {
 public:
  // Catches SIGINT and SIGTERM from now on. Calling it again does nothing.
  static void Install();

  static bool Requested();

  // Becomes readable when a stop is requested and stays so; for poll(). -1 before Install().
  static int wake_fd();

  // As if the signal had come; Clear() forgets it. For tests.
  static void Request();
  static void Clear();
};

}  // namespace warploom
