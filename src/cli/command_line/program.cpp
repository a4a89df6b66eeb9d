#include "cli/command_line/program.h"

#include <fmt/format.h>
#include <sys/stat.h>

#include <cerrno>
#include <cstdio>
#include <exception>
#include <new>
#include <system_error>

#include "cli/commands.h"
#include "cli/command_line/options.h"
#include "cli/print.h"
#include "cli/command_line/usage_error.h"
#include "os/standard_streams.h"

namespace warploom::cli {
namespace {

// README.md and --help list them.
int ExitCode(ErrorKind kind) {
  switch (kind) {
    case ErrorKind::kIo:
    case ErrorKind::kWorker:
      return 1;
    case ErrorKind::kUsage:
      return 2;
    case ErrorKind::kEnvironment:
      return 3;
    case ErrorKind::kCorrupt:
    case ErrorKind::kInternal:
      return 4;
    case ErrorKind::kInterrupted:
      return 5;
    case ErrorKind::kInUse:
      return 6;
  }
  return 4;
}

int FailWith(const Error& error) {
  PrintError("warploom: {}\n", error.message);
  return ExitCode(error.kind);
}

Status RunCommand(const CLI::App& app, const Arguments& arguments) {
  if (app.got_subcommand("generate")) {
    return RunGenerate(arguments.generate);
  }
  if (app.got_subcommand("synth")) {
    return RunSynth(arguments.synth);
  }
  if (app.got_subcommand("gallery")) {
    return RunGallery(arguments.gallery);
  }
  if (app.got_subcommand("fuzz")) {
    return RunFuzz(arguments.fuzz);
  }
  if (app.got_subcommand("show")) {
    return RunShow(arguments.show);
  }
  if (app.got_subcommand("coverage")) {
    return RunCoverage(arguments.coverage);
  }
  if (app.got_subcommand("verify")) {
    return RunVerify(arguments.verify);
  }
  if (app.got_subcommand("bundle")) {
    return RunBundle(arguments.bundle);
  }
  if (app.got_subcommand("profile")) {
    return RunProfile(arguments.profile);
  }
  if (app.got_subcommand("categories")) {
    return RunCategories();
  }
  return RunDoctor(arguments.doctor);
}

constexpr const char* kOutputFailed =
    "writing to standard output: it failed; check the disk or the program that reads it";

// Where the reader has gone, as with `| head`, this process ends like any filter.
Error OutputFailed(int error_number) {
  if (error_number == EPIPE) {
    EndByBrokenPipe();
  }
  return {ErrorKind::kIo, kOutputFailed};
}

// Output that was written only in part is also a failure.
Status CheckOutput() {
  errno = 0;
  if (std::fflush(stdout) != 0 || std::ferror(stdout) != 0) {
    return tl::make_unexpected(OutputFailed(errno));
  }
  return {};
}

int ParseAndRun(int argc, char** argv) {
  Arguments arguments;
  const auto app = MakeParser(arguments);
  app->allow_extras();
  for (CLI::App* command : app->get_subcommands([](CLI::App*) { return true; })) {
    command->allow_extras();
  }
  try {
    app->parse(argc, argv);
  } catch (const CLI::Success& success) {  // --help or --version.
    app->exit(success);
    const Status written = CheckOutput();
    return written ? 0 : FailWith(written.error());
  } catch (const CLI::ParseError& error) {
    return FailWith(UsageErrorOf(*app, error));
  }
  Status status = CheckNothingLeftOver(*app);
  status = status ? RunCommand(*app, arguments) : status;
  status = status ? CheckOutput() : status;
  return status ? 0 : FailWith(status.error());
}

}  // namespace

int RunProgram(int argc, char** argv) {
  PrepareStandardStreams();
  // A umask may keep others out of what is made here, but not ourselves.
  ::umask(::umask(0) & ~static_cast<mode_t>(S_IRWXU));
  try {
    return ParseAndRun(argc, argv);
  } catch (const std::system_error& error) {  // What fmt throws when printing fails.
    return FailWith(OutputFailed(error.code().value()));
  } catch (const std::bad_alloc&) {
    return FailWith({ErrorKind::kIo,
                     "this takes more memory than there is; free some, or raise the "
                     "limit (ulimit -v)"});
  } catch (const std::exception& error) {
    return FailWith({ErrorKind::kInternal,
                     fmt::format("this is a bug in warploom, please report it: {}", error.what())});
  }
}

}  // namespace warploom::cli
