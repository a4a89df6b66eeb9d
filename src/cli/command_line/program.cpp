#include "cli/command_line/program.h"

#include <fmt/format.h>
#include <sys/stat.h>

#include <exception>
#include <new>
#include <system_error>

#include "base/exit_code.h"
#include "cli/command_line/options.h"
#include "cli/command_line/usage_error.h"
#include "cli/commands.h"
#include "cli/print.h"
#include "os/standard_streams.h"

namespace warploom::cli {
namespace {

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
  if (app.got_subcommand("audit")) {
    return RunAudit(arguments.audit);
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
    const Status written = CheckStandardOutput();
    return written ? 0 : FailWith(written.error());
  } catch (const CLI::ParseError& error) {
    return FailWith(UsageErrorOf(*app, error));
  }
  Status status = CheckNothingLeftOver(*app);
  status = status ? RunCommand(*app, arguments) : status;
  status = status ? CheckStandardOutput() : status;
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
    return FailWith(StandardOutputFailed(error.code().value()));
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
