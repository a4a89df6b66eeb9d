#include "gpu_run/options.h"

#include <fmt/format.h>
#include <getopt.h>

#include <array>
#include <charconv>
#include <string_view>

namespace warploom::gpu_run {
namespace {

constexpr int kMostDevices = 1024;
constexpr int kMostSeconds = 86'400;

constexpr std::string_view kHelp =
    R"(Runs the kernels of a bundle on an NVIDIA GPU and writes a verdict on each.

Usage: warploom-gpu-run FILE -o VERDICTS.jsonl [options]

  FILE                  A bundle, as `warploom bundle` writes it
  -o,--output FILE      Where to write the verdicts, a line of JSON for each sample
  --device N            The number of the GPU (default 0)
  --seconds N           How long a sample may take (default 60)
  --gpu                 Describe the GPU as one line of JSON and do nothing else
  --json                Print a summary as one line of JSON on standard output
  -h,--help             Show this text
  --version             Show the version

It needs an NVIDIA driver and nothing else: no CUDA toolkit, no Python, no Warp. It ends with 0 when
every sample has a verdict, whatever that is; 1 when it failed and another try may mend it; 2 for a
wrong command line; 3 when the machine has no GPU or driver that it can use; 4 when the bundle is
damaged.

Example:
  warploom bundle out --sample 200 -o kernels.tar.zst
  warploom-gpu-run kernels.tar.zst -o verdicts.jsonl
)";

enum LongOption { kDevice = 1, kSeconds, kGpu, kJson, kVersion };

Result<int> NumberOf(std::string_view option, std::string_view text, int least, int most) {
  int value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc() || end != text.data() + text.size() || value < least || value > most) {
    return Fail(ErrorKind::kUsage, fmt::format("{} {}: it must be a whole number from {} to {}",
                                               option, text, least, most));
  }
  return value;
}

// Handles one option of getopt_long.
Status Apply(int option, const char* word, CommandLine& line) {
  switch (option) {
    case 'o':
      line.output = optarg;
      return {};
    case 'h':
      line.help = true;
      return {};
    case kDevice: {
      WARPLOOM_ASSIGN_OR_RETURN(line.run.device, NumberOf("--device", optarg, 0, kMostDevices));
      return {};
    }
    case kSeconds: {
      WARPLOOM_ASSIGN_OR_RETURN(const int seconds, NumberOf("--seconds", optarg, 1, kMostSeconds));
      line.run.seconds_per_sample = seconds;
      return {};
    }
    case kGpu:
      line.gpu = true;
      return {};
    case kJson:
      line.json = true;
      return {};
    case kVersion:
      line.version = true;
      return {};
    case ':':
      return Fail(ErrorKind::kUsage, fmt::format("{} needs a value; see --help", word));
    default:
      return Fail(ErrorKind::kUsage,
                  fmt::format("there is no option {}, or it takes no value; see --help", word));
  }
}

Status CheckComplete(const CommandLine& line) {
  if (line.bundle.empty()) {
    return Fail(ErrorKind::kUsage, "it needs FILE, a bundle that `warploom bundle` wrote");
  }
  if (line.output.empty()) {
    return Fail(ErrorKind::kUsage, "it needs -o FILE, where to write the verdicts");
  }
  return {};
}

}  // namespace

std::string_view HelpText() { return kHelp; }

Result<CommandLine> ParseCommandLine(int argc, char** argv) {
  static constexpr std::array<option, 8> kOptions = {{
      {"output", required_argument, nullptr, 'o'},
      {"device", required_argument, nullptr, kDevice},
      {"seconds", required_argument, nullptr, kSeconds},
      {"gpu", no_argument, nullptr, kGpu},
      {"json", no_argument, nullptr, kJson},
      {"help", no_argument, nullptr, 'h'},
      {"version", no_argument, nullptr, kVersion},
      {nullptr, 0, nullptr, 0},
  }};
  CommandLine line;
  opterr = 0;  // The messages are ours.
  while (true) {
    const int found = getopt_long(argc, argv, ":o:h", kOptions.data(), nullptr);
    if (found == -1) {
      break;
    }
    // getopt_long has moved behind the word that it could not take.
    WARPLOOM_TRY(Apply(found, argv[optind - 1], line));
  }
  if (line.help || line.version || line.gpu) {
    return line;
  }
  if (argc - optind > 1) {
    return Fail(ErrorKind::kUsage, fmt::format("{}: only one FILE can be run", argv[optind + 1]));
  }
  line.bundle = optind < argc ? argv[optind] : "";
  WARPLOOM_TRY(CheckComplete(line));
  return line;
}

}  // namespace warploom::gpu_run
