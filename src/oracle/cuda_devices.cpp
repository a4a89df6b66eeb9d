#include "oracle/cuda_devices.h"

#include <fmt/format.h>

#include "json/fields.h"
#include "json/parse.h"
#include "os/clock.h"
#include "os/subprocess.h"

namespace warploom::oracle {
namespace {

constexpr double kSecondsToAnswer = 180.0;  // As for a worker's start.

tl::unexpected<Error> NoAnswer(const PythonCommand& python, const std::string& why) {
  return Fail(ErrorKind::kEnvironment,
              fmt::format("looking for CUDA devices with {}: {}; run `warploom doctor`",
                          python.python, why));
}

Result<std::vector<std::string>> Decode(const json::Value& object) {
  return json::Get<std::vector<std::string>>(object, "devices");
}

}  // namespace

Result<std::vector<std::string>> CudaDevices(const PythonCommand& python) {
  WARPLOOM_ASSIGN_OR_RETURN(
      const auto process, Subprocess::Start({.argv = {python.python, "-m", "warploom.cuda_devices"},
                                             .environment = python.environment}));
  Subprocess* const children[] = {process.get()};
  const double end = RealClock().Seconds() + kSecondsToAnswer;
  while (!process->exit_status() && RealClock().Seconds() < end) {
    Pump(children, -1, 1.0);
  }
  const std::optional<std::string> line = process->TakeLine();
  if (!line) {
    return NoAnswer(
        python, process->exit_status() ? process->exit_status()->Describe() : "it does not answer");
  }
  auto devices = json::ParseAs(*line, "its answer", Decode);
  return devices ? std::move(devices) : NoAnswer(python, devices.error().message);
}

}  // namespace warploom::oracle
