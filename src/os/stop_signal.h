#pragma once

namespace warploom {

// SIGINT (Ctrl-C), SIGTERM, SIGHUP (the terminal has gone) and SIGXCPU (the processor time is used
// up) request a stop: poll loops notice it and the work ends in an orderly way. A second signal
// ends the process at once; SIGXCPU, which comes every second, does not. Signals are per process,
// so this state is global; nothing else in this layer is.
class StopSignal {
 public:
  // Catches these signals from now on. Calling it again does nothing.
  static void Install();

  static bool Requested();

  // Becomes readable when a stop is requested and stays so; for poll(). -1 before Install().
  static int wake_fd();

  // Acts as if a signal had arrived; Clear() undoes it. For tests.
  static void Request();
  static void Clear();
};

}  // namespace warploom
