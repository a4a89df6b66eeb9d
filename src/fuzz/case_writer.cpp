#include "fuzz/case_writer.h"

#include <array>
#include <memory>

#include "os/clock.h"
#include "os/file_system.h"
#include "os/stop_signal.h"
#include "os/subprocess.h"

namespace warploom::fuzz {
namespace {

constexpr double kMostSeconds = 300.0;

}  // namespace

Status WriteCase(const oracle::PythonCommand& python, const std::string& folder) {
  WARPLOOM_ASSIGN_OR_RETURN(
      const std::unique_ptr<Subprocess> process,
      Subprocess::Start({.argv = {python.python, "-m", "warploom.case_file", folder},
                         .environment = python.environment}));
  process->CloseInput();
  const double end = RealClock().Seconds() + kMostSeconds;
  const std::array<Subprocess*, 1> processes = {process.get()};
  while (!process->exit_status() && RealClock().Seconds() < end) {
    if (StopSignal::Requested()) {
      return Fail(ErrorKind::kInterrupted, "writing a finding's file: stopped on request");
    }
    Pump(processes, StopSignal::wake_fd(), 0.25);
  }
  process->Kill();
  if (process->exit_status()->code == 0 && process->exit_status()->signal == 0) {
    return {};
  }
  return WriteFileAtomically(RealFileSystem(), folder + "/said.txt",
                             "No file of its own could be made of this kernel: the process " +
                                 process->exit_status()->Describe() + ".\n" +
                                 process->error_tail());
}

}  // namespace warploom::fuzz
