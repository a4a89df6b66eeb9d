#pragma once

#include <sys/types.h>

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/error.h"
#include "os/file_descriptor.h"

struct pollfd;

namespace warploom {

struct SubprocessOptions {
  std::vector<std::string> argv;  // argv[0] is looked up on PATH when it has no slash.
  // Set in the child on top of our own environment.
  std::vector<std::pair<std::string, std::string>> environment = {};
  size_t error_tail_bytes = 16384;  // How much of the end of standard error is kept.
};

// How a process ended.
struct ExitStatus {
  int code = 0;    // The exit status, when `signal` is 0.
  int signal = 0;  // The signal that killed it.

  // "exited with status 3" or "died (SIGSEGV)"; never a process id, so that it can go into data.
  std::string Describe() const;
};

// A child process as passive data: Pump() moves its bytes, and the owner looks at what arrived. It
// leads its own process group, so that Ctrl-C in a terminal reaches only the parent and Kill()
// reaches all descendants; it is killed when the thread that started it ends (PR_SET_PDEATHSIG).
// Bytes sent to a dead child are lost, without SIGPIPE. The destructor kills and reaps it.
class Subprocess {
 public:
  // kEnvironment when the program cannot be run.
  static Result<std::unique_ptr<Subprocess>> Start(const SubprocessOptions& options);

  Subprocess(const Subprocess&) = delete;
  Subprocess& operator=(const Subprocess&) = delete;
  ~Subprocess();

  // Queues bytes for its standard input; Pump() sends them as the child reads.
  void Send(std::string_view bytes);

  // The number of queued bytes that the child has not read yet.
  size_t unsent_bytes() const { return queued_.size() - sent_; }

  // Ends its standard input, after the queued bytes.
  void CloseInput();

  // The next whole line of its standard output, without the newline.
  std::optional<std::string> TakeLine();

  // The number of output bytes not yet taken, including those of an incomplete line.
  size_t unread_bytes() const { return output_.size() - taken_; }

  // The end of what it wrote to standard error.
  const std::string& error_tail() const { return error_tail_; }

  // Set once the child has ended and everything it wrote has been read.
  const std::optional<ExitStatus>& exit_status() const { return exit_status_; }

  // Resident bytes of the process and all its descendants; 0 once it has ended.
  uint64_t ResidentBytes() const;

  // Kills the whole process group and waits for the child. exit_status() is set afterwards.
  void Kill();

  pid_t pid() const { return pid_; }

 private:
  friend bool Pump(std::span<Subprocess* const> children, int wake_fd, double seconds);

  Subprocess() = default;
  void AppendPollEntries(std::vector<pollfd>& entries) const;
  bool MoveBytes();
  bool SendQueued();
  bool ReadOutput();
  bool ReadErrors();
  bool NoticeExit();
  void Reap();

  pid_t pid_ = -1;
  FileDescriptor input_;  // A socket rather than a pipe: sends without SIGPIPE.
  FileDescriptor output_fd_, error_fd_;
  FileDescriptor exit_fd_;  // A pidfd: readable when the child has ended. Not open on old kernels.
  std::string queued_;      // For its input; the bytes before `sent_` have been sent.
  size_t sent_ = 0;
  bool close_input_ = false;
  std::string output_;  // What it wrote; the bytes before `taken_` have been taken as lines.
  size_t taken_ = 0;
  size_t scanned_ = 0;  // There is no newline between `taken_` and here.
  std::string error_tail_;
  size_t error_tail_bytes_ = 0;
  std::optional<ExitStatus> exit_status_;
};

// Waits until bytes can be moved, `wake_fd` is readable (-1 for none), `seconds` have passed or a
// signal arrives; then moves bytes from and to the children once. True when a child wrote output or
// ended.
bool Pump(std::span<Subprocess* const> children, int wake_fd, double seconds);

}  // namespace warploom
