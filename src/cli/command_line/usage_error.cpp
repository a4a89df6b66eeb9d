#include "cli/command_line/usage_error.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <string>
#include <vector>

#include "base/nearest.h"

namespace warploom::cli {
namespace {

std::vector<std::string> CommandNames(const CLI::App& app) {
  std::vector<std::string> names;
  for (const CLI::App* command : app.get_subcommands([](const CLI::App*) { return true; })) {
    names.push_back(command->get_name());
  }
  return names;
}

std::vector<std::string> OptionNames(const CLI::App& app) {
  std::vector<std::string> names;
  for (const CLI::Option* option : app.get_options()) {
    for (const std::string& name : option->get_lnames()) {
      names.push_back("--" + name);
    }
    for (const std::string& name : option->get_snames()) {
      names.push_back("-" + name);
    }
  }
  return names;
}

const CLI::App* ChosenCommand(const CLI::App& app) {
  const auto chosen = app.get_subcommands();
  return chosen.empty() ? nullptr : chosen.front();
}

bool IsOption(const std::string& word) { return word.size() > 1 && word.front() == '-'; }

// "--seed=3" is about "--seed".
std::string OptionOf(const std::string& word) { return word.substr(0, word.find('=')); }

std::string LeftOverBeforeCommand(const CLI::App& app, const std::string& word) {
  if (IsOption(word)) {
    return fmt::format(
        "there is no option {} before a command; the nearest is {} (options of a "
        "command come after its name)",
        OptionOf(word), Nearest(OptionOf(word), OptionNames(app)));
  }
  const auto names = CommandNames(app);
  return fmt::format("there is no command \"{}\"; the nearest is \"{}\" (the commands are {})",
                     word, Nearest(word, names), fmt::join(names, ", "));
}

std::string LeftOverInCommand(const CLI::App& command, const std::string& word) {
  if (IsOption(word)) {
    return fmt::format("{} has no option {}; the nearest is {}", command.get_name(), OptionOf(word),
                       Nearest(OptionOf(word), OptionNames(command)));
  }
  return fmt::format(
      "{} takes no argument \"{}\"; `warploom {} --help` shows what it "
      "takes",
      command.get_name(), word, command.get_name());
}

// The parser's message begins with the option's name.
std::string MismatchText(const std::string& message) {
  const std::string option = message.substr(0, message.find(':'));
  const bool twice = message.find("received") != std::string::npos;
  return fmt::format("{} {}", option, twice ? "is given more than once" : "needs a value");
}

}  // namespace

Status CheckNothingLeftOver(const CLI::App& app) {
  if (const auto words = app.remaining(); !words.empty()) {
    return Fail(ErrorKind::kUsage, LeftOverBeforeCommand(app, words.front()));
  }
  const CLI::App* command = ChosenCommand(app);
  if (command == nullptr) {
    return Fail(
        ErrorKind::kUsage,
        fmt::format("a command is missing; name one of {} (`warploom --help` describes them)",
                    fmt::join(CommandNames(app), ", ")));
  }
  if (const auto words = command->remaining(); !words.empty()) {
    return Fail(ErrorKind::kUsage, LeftOverInCommand(*command, words.front()));
  }
  return {};
}

Error UsageErrorOf(const CLI::App& app, const CLI::ParseError& error) {
  if (dynamic_cast<const CLI::ArgumentMismatch*>(&error) != nullptr) {
    return {ErrorKind::kUsage, MismatchText(error.what())};
  }
  if (auto left_over = CheckNothingLeftOver(app); !left_over) {
    return std::move(left_over).error();
  }
  return {ErrorKind::kUsage, error.what()};
}

}  // namespace warploom::cli
